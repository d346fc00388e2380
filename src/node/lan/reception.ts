import { networkInterfaces } from 'node:os'
import { type Clock } from '../../core/ports.js'
import { isCode } from '../../shared/errors.js'
import { formatAddress } from '../../shared/lan/address.js'
import { type PeerHello } from '../../shared/peer-contract.js'
import { readNetwork } from './discovery-interfaces.js'
import { createInvitations, type Invitations } from './invitations.js'
import { listenForPeers, type PeerListener } from './listen.js'
import { type Identity, type LanLog, type Link, type TrustStore } from './ports.js'

/** Where peers are looked for first; another one is taken when this is in use and nobody asked for it. */
export const DEFAULT_PEER_PORT = 47_110

export interface ReceptionOptions {
  readonly identity: Identity
  readonly trust: TrustStore
  readonly hello: () => PeerHello
  readonly onLink: (link: Link) => void
  readonly onPairing: (link: Link) => void
  readonly pairing: () => boolean
  readonly log: LanLog
  readonly clock: Clock
  readonly wallClock: () => number
  /** Asked for by the user; 0 takes any. */
  readonly port: number | undefined
  /** The one address to listen on; all of them when undefined. */
  readonly host: string | undefined
  /** It opened, or could not. */
  readonly changed: () => void
}

/** The door of this computer: open while there is a reason to listen. */
export interface Reception {
  readonly invitations: Invitations
  /** Opens the door. @throws `net/port-in-use` when the port that was asked for is taken */
  readonly open: () => Promise<number>
  readonly close: () => Promise<void>
  readonly port: () => number | undefined
  /** Why it did not open when it was last asked to. */
  readonly problem: () => string | undefined
  /** `host:port` at which other computers may reach this one. */
  readonly addresses: () => readonly string[]
}

export function createReception(options: ReceptionOptions): Reception {
  const { identity, trust, hello, onLink, onPairing, pairing, log, clock, wallClock } = options
  const invitations = createInvitations(wallClock)
  const { host } = options
  const common = {
    identity,
    trust,
    invitations,
    hello,
    onLink,
    onPairing,
    pairing,
    log,
    clock,
    ...(host && { host }),
  }
  let opening: Promise<PeerListener> | undefined
  let listener: PeerListener | undefined
  let problem: string | undefined

  async function listen(): Promise<PeerListener> {
    if (options.port !== undefined) return listenForPeers({ ...common, port: options.port })
    try {
      return await listenForPeers({ ...common, port: DEFAULT_PEER_PORT })
    } catch (thrown) {
      if (!isCode(thrown, 'net/port-in-use')) throw thrown
      return listenForPeers({ ...common, port: 0 })
    }
  }

  return {
    invitations,
    open: async () => {
      if (listener) return listener.port
      opening ??= listen()
      try {
        listener = await opening
        problem = undefined
      } catch (thrown) {
        opening = undefined
        problem = (thrown as Error).message
        log('not-listening', { reason: problem })
        throw thrown
      } finally {
        options.changed()
      }
      log('listening', { port: listener.port })
      return listener.port
    },
    close: async () => {
      invitations.revokeAll()
      const open = await opening?.catch(() => undefined)
      opening = listener = undefined
      await open?.close()
    },
    port: () => listener?.port,
    problem: () => problem,
    addresses: () => {
      const port = listener?.port
      if (port === undefined) return []
      const hosts = host === undefined ? readNetwork(networkInterfaces).hosts : [host]
      return hosts.map(host => formatAddress({ host, port }))
    },
  }
}
