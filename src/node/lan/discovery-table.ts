import { isLinkLocal, withoutZone } from '../../shared/lan/address.js'
import { type LocalNetwork } from './discovery-interfaces.js'
import { type Heard } from './discovery-record.js'
import { type Announcement, type SeenPeer } from './ports.js'

/** Who has been heard lately. Pure: packets and times come in, the list goes out. */
export interface DiscoveryTable {
  /** Takes in what a packet from `source` said; returns whether the list is another one now. */
  readonly hear: (heard: Heard, source: string, at: number) => boolean
  /** Drops whom nobody has heard for too long; returns whether there were any. */
  readonly expire: (at: number) => boolean
  /** When `expire` will have something to do if nothing is heard; undefined: never. */
  readonly nextExpiry: () => number | undefined
  /** Time at which the peer that has been silent for longest was heard; undefined: there is none. */
  readonly quietSince: () => number | undefined
  /** When somebody said goodbye who has neither been heard since nor been dropped; undefined: nobody did. */
  readonly doubtsSince: () => number | undefined
  /** As seen from a computer in this network. */
  readonly list: (network: Pick<LocalNetwork, 'own' | 'isNear'>) => readonly SeenPeer[]
}

/** Silence after which a peer counts as gone [ms]; records on the wire claim hours. */
const TTL_MS = 7_000
/** Anybody can send anybody's goodbye, so the peer gets this long to contradict it [ms]. */
const GOODBYE_GRACE_MS = 1_000
const MOST_ENTRIES = 256
const MOST_PER_SOURCE = 8
/** Addresses kept of one peer, heard and listed each. */
const MOST_ADDRESSES = 8

/** An address packets came from. Once listed, always to be listed: else the peer has moved away from it. */
interface Source {
  readonly address: string
  readonly wasListed: boolean
  readonly heardAt: number
}

interface Entry {
  readonly facts: Announcement
  /** In the order in which they were first heard, so that the first address does not flap. */
  readonly sources: readonly Source[]
  readonly listed: readonly string[]
  readonly heardAt: number
  readonly goodbyeAt: number | undefined
}

export function createDiscoveryTable(): DiscoveryTable {
  const entries = new Map<string, Entry>()

  function hear(heard: Heard, source: string, at: number): boolean {
    const known = entries.get(heard.service)
    if (heard.kind === 'goodbye') {
      if (known) entries.set(heard.service, { ...known, goodbyeAt: known.goodbyeAt ?? at })
      return false
    }
    const { facts, listed } = heard
    if (known && known.facts.fingerprint !== facts.fingerprint) return false
    if (!known && !hasRoom(source)) return false
    const sources = withSource(known?.sources ?? [], source, listed, at)
    const entry = { facts, listed, sources, heardAt: at, goodbyeAt: undefined }
    entries.set(heard.service, entry)
    return !known || shape(known) !== shape(entry)
  }

  const hasRoom = (source: string): boolean =>
    entries.size < MOST_ENTRIES &&
    [...entries.values()].filter(entry => entry.sources[0]?.address === source).length < MOST_PER_SOURCE

  function expire(at: number): boolean {
    let changed = false
    for (const [service, entry] of entries) {
      const sources = entry.sources.filter(source => at < source.heardAt + TTL_MS)
      if (at >= endOf(entry)) entries.delete(service)
      else if (sources.length < entry.sources.length) entries.set(service, { ...entry, sources })
      else continue
      changed = true
    }
    return changed
  }

  const all = (): Entry[] => [...entries.values()]
  return {
    hear,
    expire,
    nextExpiry: () =>
      least(all().flatMap(entry => [endOf(entry), ...entry.sources.map(source => source.heardAt + TTL_MS)])),
    quietSince: () => least(all().map(entry => entry.heardAt)),
    doubtsSince: () => least(all().flatMap(entry => entry.goodbyeAt ?? [])),
    list: network => all().map(entry => seenPeer(entry, network)),
  }
}

/** Whoever has moved stops listing the old address, which is then dropped at once. */
function withSource(
  sources: readonly Source[],
  address: string,
  listed: readonly string[],
  at: number,
): readonly Source[] {
  const isListed = (other: string): boolean => listed.includes(withoutZone(other))
  const kept = sources.filter(
    other => other.address === address || !other.wasListed || isListed(other.address),
  )
  const i = kept.findIndex(other => other.address === address)
  if (i < 0) return [...kept, { address, wasListed: isListed(address), heardAt: at }].slice(-MOST_ADDRESSES)
  return kept.with(i, { address, wasListed: kept[i]!.wasListed || isListed(address), heardAt: at })
}

const endOf = ({ heardAt, goodbyeAt }: Entry): number =>
  Math.min(heardAt + TTL_MS, (goodbyeAt ?? Infinity) + GOODBYE_GRACE_MS)

/** One that was heard has its zone, and stands for the same without. */
function addressesOf({ sources, listed }: Entry): string[] {
  const heard = sources.map(source => source.address)
  const plain = new Set(heard.map(withoutZone))
  return [...heard, ...listed.filter(address => !plain.has(address))]
}

/** All of an entry that the list shows. */
const shape = (entry: Entry): string => JSON.stringify([entry.facts, addressesOf(entry)])

/**
 * An address out of reach, perhaps since an interface here went down, is dialled last. One that is link-local is
 * of use only where no other is near, and to be shown only there.
 */
function seenPeer(entry: Entry, { own, isNear }: Pick<LocalNetwork, 'own' | 'isNear'>): SeenPeer {
  const all = addressesOf(entry)
  const addresses = all.some(address => isNear(address) && !isLinkLocal(address))
    ? all.filter(address => !isLinkLocal(address))
    : all
  const near = addresses.filter(isNear)
  return {
    ...entry.facts,
    addresses: [...near, ...addresses.filter(address => !near.includes(address))],
    here: entry.sources.some(source => own.has(source.address)),
  }
}

const least = (times: readonly number[]): number | undefined =>
  times.length > 0 ? Math.min(...times) : undefined
