import { type PairingView } from '../../shared/lan-contract.js'
import { type PairingOutcome } from './pairing-machine.js'
import { type Pairing, startPairing } from './pairing.js'
import { type Identity, type LanLog, type Link, type TrustStore } from './ports.js'

export interface PairingsOptions {
  readonly identity: Identity
  readonly name: string
  readonly trust: TrustStore
  readonly log: LanLog
  readonly changed: () => void
}

/** The pairings under way, by the other side's fingerprint. */
export interface Pairings {
  /** Pairs over a link on path `pair`; answers how it went. */
  readonly run: (link: Link, facts: { incoming: boolean; peerName?: string }) => Promise<PairingOutcome>
  readonly answer: (fingerprint: string, same: boolean) => void
  readonly views: () => readonly PairingView[]
  /** Whether this computer asked for one that is not over. */
  readonly asking: () => boolean
  readonly close: () => void
}

export function createPairings({ identity, name, trust, log, changed }: PairingsOptions): Pairings {
  const open = new Map<string, Pairing>()

  return {
    run: async (link, facts) => {
      const pairing = startPairing(link, { identity, name, trust, log, onChange: changed, ...facts })
      open.set(link.fingerprint, pairing)
      changed()
      try {
        return await pairing.done
      } finally {
        if (open.get(link.fingerprint) === pairing) open.delete(link.fingerprint)
        changed()
      }
    },
    answer: (fingerprint, same) => open.get(fingerprint)?.answer(same),
    views: () => [...open.values()].map(pairing => pairing.view()),
    asking: () => [...open.values()].some(pairing => !pairing.view().incoming),
    close: () => {
      for (const pairing of open.values()) pairing.answer(false)
    },
  }
}
