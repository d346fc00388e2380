import { randomBytes } from 'node:crypto'
import { type Clock } from '../../core/ports.js'
import { type PairingView } from '../../shared/lan-contract.js'
import { clock as realClock, wallClock } from '../clock.js'
import { NONCE_BYTES } from './pairing-code.js'
import {
  beginPairing,
  stepPairing,
  type PairingEvent,
  type PairingMessage,
  type PairingOutcome,
  type PairingState,
} from './pairing-machine.js'
import { type Identity, type LanLog, type Link, type TrustStore } from './ports.js'

/** For two people to look at two screens. */
export const PAIRING_MS = 60_000

export interface PairingOptions {
  readonly identity: Identity
  /** What the other person is told this computer is called. */
  readonly name: string
  readonly trust: TrustStore
  /** `incoming`: the other side asked. */
  readonly incoming: boolean
  /** Name of the other side until it says one itself. */
  readonly peerName?: string
  readonly onChange?: () => void
  readonly log: LanLog
  readonly clock?: Clock
}

export interface Pairing {
  readonly view: () => PairingView
  /** What the person here says: are the codes the same? `false` also before there is one: no pairing. */
  readonly answer: (same: boolean) => void
  /** Never rejects. When `paired`, the other side is in the trust store; else nothing was stored. */
  readonly done: Promise<PairingOutcome>
}

/**
 * Pairs over a link on path `pair`, on both sides alike, and closes it in the end.
 *
 * Each side stores the other when it knows that both people agreed. If the connection breaks in the very
 * moment of the second answer, one side may have stored and the other not; they then pair once more.
 */
export function startPairing(link: Link, options: PairingOptions): Pairing {
  const { identity, name, trust, incoming, onChange, log, clock = realClock } = options
  let state: PairingState = beginPairing({
    role: incoming ? 'responder' : 'initiator',
    ownFingerprint: identity.fingerprint,
    ownName: name,
    peerFingerprint: link.fingerprint,
    ownNonce: randomBytes(NONCE_BYTES).toString('hex'),
  })
  let finish: (outcome: PairingOutcome) => void
  const done = new Promise<PairingOutcome>(resolve => (finish = resolve))
  const nameOfPeer = (): string => state.peerName ?? options.peerName ?? link.address

  function step(event: PairingEvent): void {
    if (state.outcome !== undefined) return
    const next = stepPairing(state, event)
    state = next.state
    if (state.outcome !== undefined) end(state.outcome, next.send)
    else next.send.forEach(message => link.channel.send(message))
    onChange?.()
  }

  /** Stores before the last message goes, so that whoever reads it finds this side ready. */
  function end(outcome: PairingOutcome, last: readonly PairingMessage[]): void {
    cancelTimeout()
    stopReading()
    stopWatching()
    if (outcome === 'paired' && !pin()) return end('broken', [{ kind: 'answer', same: false }])
    log('pairing-ended', { peer: link.fingerprint, address: link.address, incoming, outcome })
    last.forEach(message => link.channel.send(message))
    link.close(outcome)
    finish(outcome)
  }

  /** False when it cannot be stored; then the other side must not rely on it. */
  function pin(): boolean {
    const now = wallClock()
    // The port from which it dialled is not the one it listens on.
    const lastAddress = incoming ? undefined : link.address
    const times = { pairedAt: now, lastSeenAt: now }
    try {
      trust.pin({ fingerprint: link.fingerprint, name: nameOfPeer(), ...times, lastAddress, via: 'compared' })
      return true
    } catch (thrown) {
      log('trust-unwritable', { reason: (thrown as Error).message })
      return false
    }
  }

  const cancelTimeout = clock.after(PAIRING_MS, () => step({ kind: 'timeout' }))
  const stopWatching = link.onClose(() => step({ kind: 'lost' }))
  const stopReading = link.channel.onMessage(message => step({ kind: 'message', message }))
  log('pairing-began', { peer: link.fingerprint, address: link.address, incoming })
  step({ kind: 'begin' })

  return {
    view: () => ({
      fingerprint: link.fingerprint,
      name: nameOfPeer(),
      state: state.agreedHere ? 'agreed' : state.code === undefined ? 'waiting' : 'compare',
      code: state.code,
      incoming,
    }),
    answer: same => step({ kind: 'answer', same }),
    done,
  }
}
