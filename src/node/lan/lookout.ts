import { randomUUID } from 'node:crypto'
import { type Clock } from '../../core/ports.js'
import { createDiscovery } from './discovery.js'
import { type Announcement, type Discovery, type LanLog, type SeenPeer } from './ports.js'

export interface LookoutOptions {
  readonly clock: Clock
  readonly log: LanLog
  /** False where nothing is to be asked of the network. */
  readonly mayLook: boolean
  /** What others may know of this computer now; undefined: nothing. */
  readonly self: () => Omit<Announcement, 'instance'> | undefined
  /** Who is there, or what is wrong, is another now. */
  readonly changed: () => void
}

/** Who else is on the network, and what they see of this computer. Silent until somebody wants to look. */
export interface Lookout {
  readonly look: () => void
  /** What is announced may have changed. */
  readonly announce: () => void
  readonly peers: () => readonly SeenPeer[]
  readonly find: (fingerprint: string) => SeenPeer | undefined
  readonly problem: () => string | undefined
  readonly close: () => Promise<void>
}

export function createLookout({ clock, log, mayLook, self, changed }: LookoutOptions): Lookout {
  // Short and plain, as the announcement wants it.
  const instance = randomUUID().replaceAll('-', '')
  let discovery: Discovery | undefined
  const peers = (): readonly SeenPeer[] => discovery?.peers() ?? []

  function announce(): void {
    const shown = self()
    discovery?.announce(shown && { ...shown, instance })
  }

  return {
    look: () => {
      if (discovery || !mayLook) return
      discovery = createDiscovery({ clock, onChange: changed, log })
      announce()
    },
    announce,
    peers,
    find: fingerprint => peers().find(peer => peer.fingerprint === fingerprint),
    problem: () => discovery?.problem(),
    close: async () => discovery?.close(),
  }
}
