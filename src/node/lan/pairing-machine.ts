import { showable } from '../../shared/lan/showable.js'
import { commitmentTo, comparisonCode } from './pairing-code.js'

/**
 * What the two sides say, in this order:
 *
 *   initiator → commit (of its nonce)      responder → nonce      initiator → reveal (its nonce)
 *   then each, once its person has looked: answer
 */
export type PairingMessage =
  | { readonly kind: 'commit'; readonly commit: string; readonly name: string }
  | { readonly kind: 'nonce'; readonly nonce: string; readonly name: string }
  | { readonly kind: 'reveal'; readonly nonce: string }
  | { readonly kind: 'answer'; readonly same: boolean }
  | { readonly kind: 'timeout' }

/** broken: the other side did not keep to the order, or not to its commitment. lost: the connection closed. */
export type PairingOutcome = 'paired' | 'refused' | 'timeout' | 'lost' | 'broken'

export interface PairingState {
  readonly role: 'initiator' | 'responder'
  readonly ownFingerprint: string
  readonly ownName: string
  readonly peerFingerprint: string
  readonly ownNonce: string
  readonly peerName: string | undefined
  /** Of the initiator, at the responder. */
  readonly commit: string | undefined
  readonly peerNonce: string | undefined
  /** Six digits, as soon as both nonces are known and checked. */
  readonly code: string | undefined
  readonly agreedHere: boolean
  readonly agreedThere: boolean
  readonly outcome: PairingOutcome | undefined
}

export type PairingEvent =
  | { readonly kind: 'begin' }
  | { readonly kind: 'message'; readonly message: unknown }
  /** The person here compared the codes. */
  | { readonly kind: 'answer'; readonly same: boolean }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'lost' }

export interface PairingStep {
  readonly state: PairingState
  readonly send: readonly PairingMessage[]
}

export const beginPairing = (
  facts: Pick<PairingState, 'role' | 'ownFingerprint' | 'ownName' | 'peerFingerprint' | 'ownNonce'>,
): PairingState => ({
  ...facts,
  peerName: undefined,
  commit: undefined,
  peerNonce: undefined,
  code: undefined,
  agreedHere: false,
  agreedThere: false,
  outcome: undefined,
})

/** The next state and what to send; after an outcome nothing changes any more. */
export function stepPairing(state: PairingState, event: PairingEvent): PairingStep {
  if (state.outcome !== undefined) return { state, send: [] }
  switch (event.kind) {
    case 'begin':
      if (state.role === 'responder') return { state, send: [] }
      return { state, send: [{ kind: 'commit', commit: commitmentTo(state.ownNonce), name: state.ownName }] }
    case 'message':
      return receive(state, event.message as Partial<Record<string, unknown>> | null)
    case 'answer':
      return answer(state, event.same)
    case 'timeout':
      return { state: { ...state, outcome: 'timeout' }, send: [{ kind: 'timeout' }] }
    case 'lost':
      return end(state, 'lost')
  }
}

function receive(state: PairingState, message: Partial<Record<string, unknown>> | null): PairingStep {
  const { kind, commit, nonce, name, same } = message ?? {}
  const peerName = typeof name === 'string' ? showable(name) || 'unnamed' : state.peerName
  if (kind === 'timeout') return end(state, 'timeout')
  if (kind === 'answer' && same === false) return end(state, 'refused')

  if (kind === 'commit' && state.role === 'responder' && state.commit === undefined && isHash(commit))
    return {
      state: { ...state, commit, peerName },
      send: [{ kind: 'nonce', nonce: state.ownNonce, name: state.ownName }],
    }
  if (kind === 'nonce' && state.role === 'initiator' && state.peerNonce === undefined && isHash(nonce))
    return {
      state: withCode({ ...state, peerNonce: nonce, peerName }),
      send: [{ kind: 'reveal', nonce: state.ownNonce }],
    }
  if (kind === 'reveal' && state.role === 'responder' && state.peerNonce === undefined && isHash(nonce)) {
    if (state.commit !== commitmentTo(nonce)) return broken(state)
    return { state: withCode({ ...state, peerNonce: nonce }), send: [] }
  }
  // Before there is a code nobody can have compared it.
  if (kind === 'answer' && same === true && state.code !== undefined)
    return agreed({ ...state, agreedThere: true }, [])
  return broken(state)
}

function answer(state: PairingState, same: boolean): PairingStep {
  if (!same) return { state: { ...state, outcome: 'refused' }, send: [{ kind: 'answer', same: false }] }
  if (state.code === undefined || state.agreedHere) return { state, send: [] }
  return agreed({ ...state, agreedHere: true }, [{ kind: 'answer', same: true }])
}

const agreed = (state: PairingState, send: readonly PairingMessage[]): PairingStep => ({
  state: state.agreedHere && state.agreedThere ? { ...state, outcome: 'paired' } : state,
  send,
})

const end = (state: PairingState, outcome: PairingOutcome): PairingStep => ({
  state: { ...state, outcome },
  send: [],
})

/** The other side is told that it comes to nothing, not what it did wrong. */
const broken = (state: PairingState): PairingStep => ({
  state: { ...state, outcome: 'broken' },
  send: [{ kind: 'answer', same: false }],
})

function withCode(state: PairingState & { peerNonce: string }): PairingState {
  const [initiator, responder] =
    state.role === 'initiator'
      ? [
          { fingerprint: state.ownFingerprint, nonce: state.ownNonce },
          { fingerprint: state.peerFingerprint, nonce: state.peerNonce },
        ]
      : [
          { fingerprint: state.peerFingerprint, nonce: state.peerNonce },
          { fingerprint: state.ownFingerprint, nonce: state.ownNonce },
        ]
  const code = comparisonCode({
    initiatorFingerprint: initiator.fingerprint,
    responderFingerprint: responder.fingerprint,
    initiatorNonce: initiator.nonce,
    responderNonce: responder.nonce,
  })
  return { ...state, code }
}

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
