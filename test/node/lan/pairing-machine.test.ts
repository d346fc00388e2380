import { describe, expect, it } from 'vitest'
import { commitmentTo, comparisonCode } from '../../../src/node/lan/pairing-code.js'
import {
  beginPairing,
  stepPairing,
  type PairingEvent,
  type PairingMessage,
  type PairingState,
} from '../../../src/node/lan/pairing-machine.js'

const hex = (digit: string): string => digit.repeat(64)

const initiator = beginPairing({
  role: 'initiator',
  ownFingerprint: hex('a'),
  ownName: 'alice',
  peerFingerprint: hex('b'),
  ownNonce: hex('1'),
})
const responder = beginPairing({
  role: 'responder',
  ownFingerprint: hex('b'),
  ownName: 'bob',
  peerFingerprint: hex('a'),
  ownNonce: hex('2'),
})

/** Applies events one after the other; what was sent at the last. */
function run(state: PairingState, ...events: PairingEvent[]) {
  let sent: readonly PairingMessage[] = []
  for (const event of events) ({ state, send: sent } = stepPairing(state, event))
  return { state, sent }
}
const message = (message: unknown): PairingEvent => ({ kind: 'message', message })
const answer = (same: boolean): PairingEvent => ({ kind: 'answer', same })

const commit = message({ kind: 'commit', commit: commitmentTo(hex('1')), name: 'alice' })
const reveal = message({ kind: 'reveal', nonce: hex('1') })
const nonce = message({ kind: 'nonce', nonce: hex('2'), name: 'bob' })
const agree = message({ kind: 'answer', same: true })

describe('the code to compare', () => {
  const parts = {
    initiatorFingerprint: hex('a'),
    responderFingerprint: hex('b'),
    initiatorNonce: hex('1'),
    responderNonce: hex('2'),
  }

  it('is six digits, and another for every change of what it is made of', () => {
    const codes = [
      comparisonCode(parts),
      ...Object.keys(parts).map(part => comparisonCode({ ...parts, [part]: hex('c') })),
      comparisonCode({
        initiatorFingerprint: parts.responderFingerprint,
        responderFingerprint: parts.initiatorFingerprint,
        initiatorNonce: parts.responderNonce,
        responderNonce: parts.initiatorNonce,
      }),
    ]
    for (const code of codes) expect(code).toMatch(/^\d{6}$/)
    expect(new Set(codes).size).toBe(6)
  })

  it('falls evenly on all numbers (10 000 seeded cases)', () => {
    const counts = new Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) {
      const responderNonce = i.toString(16).padStart(64, '0')
      counts[Number(comparisonCode({ ...parts, responderNonce })[0])]!++
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })
})

describe('pairing', () => {
  it('shows both sides one code, and ends well when both agree, whoever is first', () => {
    const a = run(initiator, { kind: 'begin' }, nonce)
    const b = run(responder, { kind: 'begin' }, commit, reveal)
    expect(a.state.code).toBe(b.state.code)
    expect([a.state.peerName, b.state.peerName]).toEqual(['bob', 'alice'])

    expect(run(a.state, answer(true)).state.outcome).toBeUndefined()
    expect(run(a.state, agree).state.outcome).toBeUndefined()
    expect(run(a.state, answer(true), agree).state.outcome).toBe('paired')
    expect(run(b.state, agree, answer(true)).state.outcome).toBe('paired')
  })

  it('commits before it sees the nonce of the other side, and reveals only then', () => {
    const first = run(initiator, { kind: 'begin' })
    expect(first.sent).toEqual([{ kind: 'commit', commit: commitmentTo(hex('1')), name: 'alice' }])
    expect(JSON.stringify(first.sent)).not.toContain(hex('1'))
    expect(run(first.state, nonce).sent).toEqual([{ kind: 'reveal', nonce: hex('1') }])
  })

  it('shows the responder no code before the commitment was kept', () => {
    expect(run(responder, commit).state.code).toBeUndefined()
    const cheated = run(responder, commit, message({ kind: 'reveal', nonce: hex('3') }))
    expect(cheated.state).toMatchObject({ outcome: 'broken', code: undefined })
    expect(cheated.sent).toEqual([{ kind: 'answer', same: false }])
  })

  it.each<[string, PairingState, PairingEvent[]]>([
    ['an answer before there is a code', responder, [commit, agree]],
    ['a second commitment', responder, [commit, commit]],
    ['a nonce before the commitment', responder, [reveal]],
    ['a second reveal', responder, [commit, reveal, reveal]],
    ['a second nonce', initiator, [{ kind: 'begin' }, nonce, nonce]],
    ['a commitment to the one who made one', initiator, [{ kind: 'begin' }, commit]],
    ['a short nonce', initiator, [{ kind: 'begin' }, message({ kind: 'nonce', nonce: 'ab', name: 'x' })]],
    ['a nonce that is no text', initiator, [message({ kind: 'nonce', nonce: [hex('1')], name: 'x' })]],
    ['something else', initiator, [message({ kind: 'solve' })]],
    ['nothing', initiator, [message(null)]],
  ])('breaks off at %s', (_, state, events) => {
    expect(run(state, ...events).state.outcome).toBe('broken')
  })

  it('is refused by either side, and tells the other', () => {
    const shown = run(responder, commit, reveal).state
    const refused = run(shown, answer(false))
    expect(refused.state.outcome).toBe('refused')
    expect(refused.sent).toEqual([{ kind: 'answer', same: false }])
    expect(run(shown, answer(true), message(refused.sent[0])).state.outcome).toBe('refused')
  })

  it('takes no agreement from a person who has seen no code', () => {
    expect(run(responder, commit, answer(true)).state.agreedHere).toBe(false)
  })

  it('ends with the time, and tells the other', () => {
    const late = run(responder, commit, { kind: 'timeout' })
    expect(late.state.outcome).toBe('timeout')
    expect(run(initiator, message(late.sent[0])).state.outcome).toBe('timeout')
  })

  it('stays what it has become', () => {
    const refused = run(responder, commit, reveal, answer(false)).state
    expect(run(refused, answer(true), agree, { kind: 'lost' }).state).toEqual(refused)
  })
})
