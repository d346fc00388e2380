import { describe, expect, it } from 'vitest'
import { machineName } from '../../src/node/machine-name.js'
import { parseHello } from '../../src/shared/lan/hello-shape.js'

const host = (): string => 'desk.lab.example'

describe('the name of this computer', () => {
  it.each([
    ['is its host name', {}, 'desk.lab.example'],
    ['is what its user calls it', { ISOBAR_NAME: 'Desk by the window' }, 'Desk by the window'],
    ['is its host name when the other is empty', { ISOBAR_NAME: '  ' }, 'desk.lab.example'],
    ['holds nothing that rearranges a line', { ISOBAR_NAME: 'Desk\u202e\n1' }, 'Desk1'],
  ])('%s', (_, env, name) => {
    expect(machineName(env, host)).toBe(name)
  })

  it('is one that other computers accept, however long the host name is', () => {
    const name = machineName({}, () => 'a'.repeat(200))
    expect(parseHello({ protocol: 1, engine: 'e', version: '1', name, cores: 1 }).name).toBe(name)
  })
})
