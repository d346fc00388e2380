import { describe, expect, it } from 'vitest'
import { createConnector } from '../../../src/node/lan/connector.js'
import { type Link } from '../../../src/node/lan/ports.js'
import { IsobarError } from '../../../src/shared/errors.js'
import { SENDS_AWAY, SETS_ASIDE } from '../../../src/shared/peer-contract.js'
import { handClock } from '../desk/hand-clock.js'

const B = 'b'.repeat(64)
const HELLO = { protocol: 1, engine: 'e', version: '1.0.0', name: 'Lab 2', cores: 8 }

interface FakeLink extends Link {
  readonly closed: () => string | undefined
}

function fakeLink(): FakeLink {
  const listeners = new Set<(reason: string) => void>()
  let closed: string | undefined
  return {
    fingerprint: B,
    address: '10.0.0.2:47110',
    path: 'help',
    channel: { send: () => {}, onMessage: () => () => {} },
    rttMs: () => undefined,
    closed: () => closed,
    close: reason => {
      if (closed !== undefined) return
      closed = reason
      for (const listener of listeners) listener(reason)
    },
    onClose: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** A connector whose dials end as `answer` says: with a link, or in an error. */
function scene(answer: () => Promise<Link>, { addresses = ['10.0.0.2:47110'] } = {}) {
  const clock = handClock()
  const dials: { at: number; signal: AbortSignal }[] = []
  const connector = createConnector({
    dial: (_fingerprint, _addresses, signal) => {
      dials.push({ at: clock.now(), signal })
      return answer()
    },
    attach: () => Promise.resolve(HELLO),
    addressesOf: () => addresses,
    clock,
    // The middle of the spread: pauses are as long as they are named.
    random: () => 0.5,
    changed: () => {},
  })
  const times = (): number[] => dials.map(({ at }) => at)
  const stateOf = (): string | undefined => connector.connections().get(B)?.state
  const noteOf = (): string | undefined => connector.connections().get(B)?.note
  return { clock, connector, dials, times, stateOf, noteOf }
}

const unreachable = (): Promise<Link> =>
  Promise.reject(
    new IsobarError('peer/unreachable', 'nobody answers', { address: '', reason: 'nobody answers' }),
  )

describe('a connector', () => {
  it('tries again after pauses that double up to half a minute', async () => {
    const { clock, connector, times, stateOf, noteOf } = scene(unreachable)
    connector.want(B)
    await clock.advance(100_000)
    expect(times()).toEqual([0, 1000, 3000, 7000, 15_000, 31_000, 61_000, 91_000])
    expect([stateOf(), noteOf()]).toEqual(['failed', 'nobody answers'])
  })

  it('tries at once when an address becomes known, and does not dial twice for it', async () => {
    const { clock, connector, times } = scene(unreachable)
    connector.want(B)
    await clock.advance(10)
    connector.nudge(B)
    connector.nudge(B)
    await clock.advance(500)
    expect(times()).toEqual([0, 10])
  })

  it('dials nobody of whom no address is known, until one is', async () => {
    const addresses: string[] = []
    const { clock, connector, times, noteOf } = scene(unreachable, { addresses })
    connector.want(B)
    await clock.advance(10_000)
    expect([times(), noteOf()]).toEqual([[], 'No address of it is known yet.'])
    addresses.push('10.0.0.2:47110')
    connector.nudge(B)
    await clock.advance(0)
    expect(times()).toEqual([10_000])
  })

  it.each([
    new IsobarError('peer/not-paired', 'pair first', { fingerprint: B }),
    new IsobarError('peer/wrong-certificate', 'somebody else', { address: '', expected: '', found: '' }),
    new IsobarError('peer/mismatch', 'other version', { ours: '', theirs: '' }),
  ])('stops at $code, which only a person can change, and then goes on when asked', async error => {
    const { clock, connector, times, stateOf, noteOf } = scene(() => Promise.reject(error))
    connector.want(B)
    await clock.advance(1_000_000)
    connector.nudge(B)
    await clock.advance(0)
    expect([times(), stateOf(), noteOf()]).toEqual([[0], 'failed', error.message])
    connector.want(B)
    await clock.advance(0)
    expect(times()).toEqual([0, 1_000_000])
  })

  it('dials again after a link was lost, beginning with a short pause', async () => {
    const links: FakeLink[] = []
    const { clock, connector, times, stateOf } = scene(() => {
      links.push(fakeLink())
      return Promise.resolve(links.at(-1)!)
    })
    connector.want(B)
    await clock.advance(60_000)
    expect(stateOf()).toBe('connected')
    links[0]!.close('the cable was pulled')
    expect(stateOf()).toBe('failed')
    await clock.advance(1000)
    expect([times(), stateOf()]).toEqual([[0, 61_000], 'connected'])
  })

  it.each([
    ['sent it away', SENDS_AWAY, 'Somebody there ended the help'],
    ['it set aside', `${SETS_ASIDE}its values are wrong`, 'its values are wrong'],
  ])(
    'does not come back by itself to a computer that %s, and does when a person asks',
    async (_, reason, note) => {
      const links: FakeLink[] = []
      const { clock, connector, times, stateOf, noteOf } = scene(() => {
        links.push(fakeLink())
        return Promise.resolve(links.at(-1)!)
      })
      connector.want(B)
      await clock.advance(0)
      links[0]!.close(reason)
      await clock.advance(1_000_000)
      connector.nudge(B)
      await clock.advance(0)
      expect([times(), stateOf()]).toEqual([[0], 'failed'])
      expect(noteOf()).toContain(note)
      connector.want(B)
      await clock.advance(0)
      expect(stateOf()).toBe('connected')
    },
  )

  it('drops what is no longer wanted: the dial under way, the pause, and the link that comes late', async () => {
    const late = fakeLink()
    let arrive = (_: Link): void => {}
    const { clock, connector, dials } = scene(() => new Promise(resolve => (arrive = resolve)))
    connector.want(B)
    await clock.advance(0)
    connector.drop(B)
    expect(dials[0]!.signal.aborted).toBe(true)
    arrive(late)
    await clock.advance(100_000)
    expect([late.closed(), dials.length, connector.isWanted(B)]).toEqual(['no longer wanted', 1, false])
  })

  it('drops a pause', async () => {
    const { clock, connector, times } = scene(unreachable)
    connector.want(B)
    await clock.advance(10)
    connector.close()
    await clock.advance(100_000)
    expect([times(), connector.connections().size]).toEqual([[0], 0])
  })

  it('uses a link that is open already, in place of what it had', async () => {
    const { clock, connector, times, stateOf } = scene(unreachable)
    connector.want(B)
    await clock.advance(10)
    const link = fakeLink()
    await connector.adopt(link)
    await clock.advance(100_000)
    expect([stateOf(), times()]).toEqual(['connected', [0]])
    connector.drop(B)
    expect(link.closed()).toBe('no longer wanted')
  })
})
