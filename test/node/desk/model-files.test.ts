import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createModelFiles } from '../../../src/node/desk/model-files.js'
import { modelHandlers } from '../../../src/node/desk/model-handlers.js'

const samples = resolve('resources/models')
let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isobar-model-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const save = (argument: object) =>
  modelHandlers(createModelFiles(join(folder, 'Isobar'), samples)).saveModel({ over: 'nothing', ...argument })
const read = (path: string): string => readFileSync(path, 'utf8')

describe('saving a model', () => {
  it('makes the session folder, adds the extension, and says where the file is', () => {
    const saved = save({ path: 'mine', text: 'isobar: 1\n' })
    expect(saved).toMatchObject({ outcome: 'saved' })
    expect(saved.path).toMatch(/Isobar[\\/]mine\.yaml$/)
    expect(read(saved.path)).toBe('isobar: 1\n')
    expect(readdirSync(join(folder, 'Isobar'))).toEqual(['mine.yaml'])
  })

  it('replaces a file only when told to', () => {
    const path = join(folder, 'a.yaml')
    writeFileSync(path, 'old')
    expect(save({ path, text: 'new' }).outcome).toBe('exists')
    expect(read(path)).toBe('old')
    expect(save({ path, text: 'new', over: 'anything' }).outcome).toBe('saved')
    expect(read(path)).toBe('new')
  })

  it('replaces the file it was opened from, unless somebody else changed that meanwhile', () => {
    const path = join(folder, 'a.yaml')
    writeFileSync(path, '\ufeffone\r\ntwo\r\n')
    expect(save({ path, text: 'three', over: { text: 'one\ntwo\n' } }).outcome).toBe('saved')
    expect(save({ path, text: 'four', over: { text: 'one\ntwo\n' } }).outcome).toBe('changed')
    expect(read(path)).toBe('three')
  })

  it('writes through a link instead of replacing it', () => {
    const target = join(folder, 'real.yaml')
    writeFileSync(target, 'old')
    symlinkSync(target, join(folder, 'link.yaml'))
    save({ path: join(folder, 'link.yaml'), text: 'new', over: 'anything' })
    expect(read(target)).toBe('new')
  })

  it.each([
    ['another kind of file', () => join(folder, 'notes.txt')],
    ['a folder that is not there', () => join(folder, 'no', 'such', 'a.yaml')],
    ['a sample', () => join(samples, 'co-oxidation-pt100.yaml')],
    ['a new file among the samples', () => join(samples, 'mine.yaml')],
    ['an empty path', () => ' '],
  ])('refuses %s', (_, path) => {
    expect(() => save({ path: path(), text: 'isobar: 1', over: 'anything' })).toThrowError(
      expect.objectContaining({ code: 'input/invalid' }),
    )
    expect(existsSync(join(samples, 'mine.yaml'))).toBe(false)
  })

  it.each([{ path: 3 }, { text: 3 }, { over: 'all' }, { over: { text: 4 } }, { over: null }])(
    'refuses %j as an argument',
    wrong => {
      expect(() => save({ path: join(folder, 'a.yaml'), text: 'x', ...wrong })).toThrowError(
        expect.objectContaining({ code: 'input/invalid' }),
      )
    },
  )
})
