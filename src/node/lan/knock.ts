import { type IncomingMessage } from 'node:http'
import { PEER_PATHS, PEER_SUBPROTOCOL, type PeerPath } from '../../shared/peer-contract.js'
import { type Admission } from './admission.js'
import { type Invitations } from './invitations.js'
import { type TrustStore } from './ports.js'
import { type Refusal } from './refusals.js'

/** What one who asks to come in shows. */
export interface Knock {
  readonly ip: string
  /** Path of the request, as it came. */
  readonly url: string
  /** A browser sends one; an Isobar never does. */
  readonly origin: string | undefined
  readonly subprotocols: readonly string[]
  /** Proven by TLS; undefined without a certificate. */
  readonly fingerprint: string | undefined
  readonly authorization: string | undefined
}

export interface PeerDoor {
  readonly ownFingerprint: string
  readonly trust: Pick<TrustStore, 'find'>
  readonly invitations: Pick<Invitations, 'spend'>
  readonly admission: Pick<Admission, 'barred' | 'mayPair'>
  readonly pairingOpen: () => boolean
  /** Links this peer has open. */
  readonly linksOf: (fingerprint: string) => number
}

export type Verdict =
  | {
      readonly kind: 'admit'
      readonly path: PeerPath
      readonly fingerprint: string
      readonly by: 'trust' | 'invitation' | 'pairing'
    }
  | ({ readonly kind: 'refuse' } & Refusal)
  /** Hang up without a word. */
  | { readonly kind: 'cut' }

/** A helper and a joiner, each once more while the link before is not known to be dead. */
const LINKS_PER_PEER = 4

const paths = new Map<string, PeerPath>(
  Object.entries(PEER_PATHS).map(([path, url]) => [url, path as PeerPath]),
)

export function knockOf(request: IncomingMessage, ip: string, fingerprint: string | undefined): Knock {
  const { origin, authorization, 'sec-websocket-protocol': subprotocols = '' } = request.headers
  return {
    ip,
    url: request.url ?? '',
    origin,
    subprotocols: subprotocols.split(',').map(name => name.trim()),
    fingerprint,
    authorization,
  }
}

/** Decides who comes in. Spends the invitation or the try at pairing on which it decides. */
export function judge(knock: Knock, door: PeerDoor): Verdict {
  const path = paths.get(knock.url)
  const { fingerprint } = knock
  if (knock.origin !== undefined) return refuse(403, 'no browser comes in here', true)
  if (path === undefined) return refuse(403, 'there is nothing here', true)
  if (!knock.subprotocols.includes(PEER_SUBPROTOCOL))
    return { ...refuse(426, 'other version'), headers: { 'Sec-WebSocket-Protocol': PEER_SUBPROTOCOL } }
  if (fingerprint === undefined) return refuse(403, 'no certificate', true)
  if (fingerprint === door.ownFingerprint)
    return refuse(409, 'it has the identity of the computer it asks: one was cloned and has to reset it')

  if (path === 'pair') return judgePairing(knock.ip, fingerprint, door)
  if (door.linksOf(fingerprint) >= LINKS_PER_PEER) return refuse(429, 'too many connections of this computer')
  if (door.trust.find(fingerprint)) return { kind: 'admit', path, fingerprint, by: 'trust' }
  // Only strangers are turned away: others may share their address, behind a router or on one host.
  if (door.admission.barred(knock.ip)) return { kind: 'cut' }
  const secret = /^Bearer (\S{1,100})$/.exec(knock.authorization ?? '')?.[1]
  if (secret !== undefined && door.invitations.spend(secret, fingerprint))
    return { kind: 'admit', path, fingerprint, by: 'invitation' }
  return refuse(403, 'not paired', true)
}

function judgePairing(ip: string, fingerprint: string, door: PeerDoor): Verdict {
  if (door.admission.barred(ip)) return { kind: 'cut' }
  if (door.pairingOpen()) return refuse(409, 'another pairing is under way there: try again in a minute')
  if (!door.admission.mayPair(ip))
    return refuse(429, 'too many pairings were begun: try again in ten minutes')
  return { kind: 'admit', path: 'pair', fingerprint, by: 'pairing' }
}

const refuse = (status: number, reason: string, counts?: true): Verdict & { kind: 'refuse' } => ({
  kind: 'refuse',
  status,
  reason,
  ...(counts && { counts }),
})
