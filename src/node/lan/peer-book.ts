import { formatAddress } from '../../shared/lan/address.js'
import { type PeerState, type PeerView } from '../../shared/lan-contract.js'
import { type SeenPeer, type TrustedPeer } from './ports.js'

/** What this computer knows of its connection to a peer it wants to use. */
export interface PeerConnection {
  readonly state: 'connecting' | 'connected' | 'failed'
  /** Why it failed, with the remedy. */
  readonly note: string | undefined
  readonly name: string | undefined
  readonly cores: number | undefined
  readonly version: string | undefined
  readonly address: string
  readonly rttMs: number | undefined
  readonly lanes: number
  readonly lanesNote: string | undefined
}

export interface BookEntries {
  readonly own: { readonly fingerprint: string; readonly protocol: number; readonly engine: string }
  readonly trusted: readonly TrustedPeer[]
  readonly seen: readonly SeenPeer[]
  /** Computers that are not believed, and why, by fingerprint. */
  readonly aside: ReadonlyMap<string, string>
  /** By fingerprint. */
  readonly connections: ReadonlyMap<string, PeerConnection>
}

/** Everybody an interface can show: heard of, remembered, connected; one entry each, the useful ones first. */
export function peerViews(entries: BookEntries): PeerView[] {
  const { own, trusted, seen, connections } = entries
  const heard = new Map(seen.map(peer => [peer.fingerprint, peer]))
  const doubles = seen.filter(peer => peer.fingerprint === own.fingerprint).map(double)
  const known = new Set([...heard.keys(), ...trusted.map(peer => peer.fingerprint), ...connections.keys()])
  known.delete(own.fingerprint)
  return [
    ...[...known].map(fingerprint => view(fingerprint, entries, heard.get(fingerprint))),
    ...doubles,
  ].sort((a, b) => RANK[a.state] - RANK[b.state] || a.name.localeCompare(b.name))
}

const RANK: Readonly<Record<PeerState, number>> = {
  'in-use': 0,
  connecting: 1,
  available: 2,
  'needs-pairing': 3,
  'set-aside': 4,
  'other-version': 5,
  unreachable: 6,
  duplicate: 7,
}

function view(fingerprint: string, entries: BookEntries, heard: SeenPeer | undefined): PeerView {
  const pinned = entries.trusted.find(peer => peer.fingerprint === fingerprint)
  const connection = entries.connections.get(fingerprint)
  const reason = entries.aside.get(fingerprint)
  const { state, note } =
    reason === undefined ? stateOf(entries, heard, pinned, connection) : asideBecause(reason)
  return {
    fingerprint,
    name: connection?.name ?? heard?.name ?? pinned?.name ?? connection?.address ?? fingerprint.slice(0, 8),
    cores: connection?.cores ?? heard?.cores ?? 0,
    version: connection?.version ?? heard?.version ?? '',
    address: connection?.address ?? (heard ? addressOf(heard) : undefined) ?? pinned?.lastAddress ?? '',
    state,
    note,
    paired: pinned !== undefined,
    rttMs: connection?.rttMs,
    lanes: connection?.lanes ?? 0,
    lanesNote: connection?.lanesNote,
  }
}

const asideBecause = (reason: string): { state: PeerState; note: string } => ({
  state: 'set-aside',
  note: `Its values cannot be trusted: ${reason}. Check its memory and processor before you use it again.`,
})

function stateOf(
  { own }: BookEntries,
  heard: SeenPeer | undefined,
  pinned: TrustedPeer | undefined,
  connection: PeerConnection | undefined,
): { state: PeerState; note: string | undefined } {
  if (connection?.state === 'connected') return { state: 'in-use', note: connection.note }
  if (heard && (heard.protocol !== own.protocol || heard.engine !== own.engine))
    return { state: 'other-version', note: versionNote(heard, own) }
  if (connection?.state === 'connecting') return { state: 'connecting', note: connection.note }
  if (connection?.state === 'failed') return { state: 'unreachable', note: connection.note }
  if (heard) return { state: pinned ? 'available' : 'needs-pairing', note: undefined }
  return {
    state: 'unreachable',
    note: 'Not heard of on this network now. Start Isobar there, or try its last address.',
  }
}

/** Which side to update: results of different engines never mix. */
function versionNote(heard: SeenPeer, own: BookEntries['own']): string {
  const older = heard.protocol !== own.protocol ? heard.protocol < own.protocol : heard.engine < own.engine
  return (
    `It computes with ${heard.engine}, protocol ${heard.protocol}; this computer with ${own.engine}, ` +
    `protocol ${own.protocol}. Update Isobar ${older ? 'there' : 'here'}.`
  )
}

function double(peer: SeenPeer): PeerView {
  const note = peer.here
    ? 'Another Isobar of yours on this computer. Its cores are here already.'
    : 'It has the identity of this computer, as a copied installation has. Run `isobar peer --reset-identity` on one of the two.'
  return {
    fingerprint: peer.fingerprint,
    name: peer.name,
    cores: peer.cores,
    version: peer.version,
    address: addressOf(peer) ?? '',
    state: 'duplicate',
    note,
    paired: false,
    rttMs: undefined,
    lanes: 0,
    lanesNote: undefined,
  }
}

const addressOf = ({ addresses, port }: SeenPeer): string | undefined => {
  const [first] = addresses
  return first === undefined ? undefined : formatAddress({ host: first, port })
}
