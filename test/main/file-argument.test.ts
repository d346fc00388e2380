import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileArgument } from '../../src/main/file-argument.js'

describe('fileArgument', () => {
  it.each([
    [['isobar', 'map.isobar'], 'map.isobar'],
    [['electron', '.', 'models/co.yaml'], 'models/co.yaml'],
    [['electron', '--no-sandbox', '/app', '--flag=a.yaml', 'B.YML'], 'B.YML'],
    [['isobar', 'sub folder/θ map.isobar', 'second.isobar'], 'sub folder/θ map.isobar'],
  ])('finds the file in %j', (argv, file) => {
    expect(fileArgument(argv, '/home/me')).toBe(resolve('/home/me', file))
  })

  it.each([
    [['map.isobar']],
    [['electron', '.']],
    [['isobar', '--open=map.isobar']],
    [['isobar', 'isobar']],
    [[]],
  ])('finds none in %j', argv => {
    expect(fileArgument(argv, '/home/me')).toBeUndefined()
  })

  it('leaves a full path as it is', () => {
    expect(fileArgument(['isobar', '/data/map.isobar'], '/home/me')).toBe(resolve('/data/map.isobar'))
  })
})
