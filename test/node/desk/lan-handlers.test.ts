import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { lanHandlers, type LanHandlers } from '../../../src/node/desk/lan-handlers.js'
import { isCode } from '../../../src/shared/errors.js'
import { fakeLan } from './fake-lan.js'

const B = 'b'.repeat(64)
const sharing = { enabled: true, cores: 1, onlyWhenIdle: false, notOnBattery: true, paused: false }

function scene() {
  const { lan, asked } = fakeLan()
  let connections = 0
  const handlers = lanHandlers(lan, { connected: () => void connections++, close: () => {} })
  return { handlers, asked, connections: () => connections }
}

/** The field for which a method refuses its argument; undefined when it accepts. */
async function refused(method: keyof LanHandlers, argument: unknown): Promise<string | undefined> {
  const { handlers, asked } = scene()
  try {
    await handlers[method](argument)
    return undefined
  } catch (thrown) {
    if (!isCode(thrown, 'input/invalid')) throw thrown
    expect([thrown.data.remedy !== '', asked]).toEqual([true, []])
    return thrown.data.field
  }
}

describe('what an interface asks of other computers', () => {
  it('is passed on as it was meant, without what nobody asked for', async () => {
    const { handlers, asked } = scene()
    await handlers.addPeer({ fingerprint: B, surprise: 1 })
    await handlers.addPeer({ address: '10.0.0.2:47110' })
    await handlers.addPeer({ code: 'isobar1+x' })
    handlers.removePeer({ fingerprint: B })
    handlers.answerPairing({ fingerprint: B, same: false })
    handlers.forgetPeer({ fingerprint: B })
    await handlers.setSharing({ ...sharing, surprise: 1 })
    await handlers.diagnose({})
    await handlers.diagnose({ address: '10.0.0.2:47110' })
    expect(asked).toEqual([
      ['addPeer', { fingerprint: B }],
      ['addPeer', { address: '10.0.0.2:47110' }],
      ['addPeer', { code: 'isobar1+x' }],
      ['removePeer', B],
      ['answerPairing', B, false],
      ['forgetPeer', B],
      ['setSharing', sharing],
      ['diagnose', undefined],
      ['diagnose', '10.0.0.2:47110'],
    ])
  })

  it.each([
    ['addPeer', 'argument', null],
    ['addPeer', 'code', {}],
    ['addPeer', 'code', { code: 7 }],
    ['addPeer', 'code', { code: 'x'.repeat(2001) }],
    ['addPeer', 'address', { address: ['10.0.0.2:47110'] }],
    ['addPeer', 'address', { address: 'x'.repeat(301) }],
    ['addPeer', 'fingerprint', { fingerprint: 'b'.repeat(63) }],
    ['addPeer', 'fingerprint', { fingerprint: 'B'.repeat(64) }],
    ['removePeer', 'fingerprint', {}],
    ['forgetPeer', 'fingerprint', { fingerprint: '../trust' }],
    ['answerPairing', 'fingerprint', { same: true }],
    ['answerPairing', 'same', { fingerprint: B, same: 'yes' }],
    ['setSharing', 'argument', []],
    ['setSharing', 'enabled', { ...sharing, enabled: 1 }],
    ['setSharing', 'cores', { ...sharing, cores: 0 }],
    ['setSharing', 'cores', { ...sharing, cores: 1.5 }],
    ['setSharing', 'cores', { ...sharing, cores: availableParallelism() + 1 }],
    ['setSharing', 'onlyWhenIdle', { ...sharing, onlyWhenIdle: undefined }],
    ['setSharing', 'notOnBattery', { ...sharing, notOnBattery: null }],
    ['setSharing', 'paused', { ...sharing, paused: 'no' }],
    ['diagnose', 'address', { address: 7 }],
  ] as const)('is refused by %s, naming %s, for %j', async (method, field, argument) => {
    expect(await refused(method, argument)).toBe(field)
  })

  it('tells the feed that the interface is there when it asks for all', async () => {
    const { handlers, connections } = scene()
    await handlers.lan({})
    expect(connections()).toBe(1)
  })
})
