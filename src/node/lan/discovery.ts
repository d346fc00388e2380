import { networkInterfaces } from 'node:os'
import { type Clock } from '../../core/ports.js'
import { type DnsRecord, readHeard, SERVICE_TYPE } from './discovery-record.js'
import { type Interfaces, type LocalNetwork, readNetwork } from './discovery-interfaces.js'
import { type DiscoveryLink, openLink } from './discovery-link.js'
import { nextQueryAt } from './discovery-pace.js'
import { createDiscoveryTable } from './discovery-table.js'
import { sendFailure } from './doctor-remedies.js'
import { type Announcement, type Discovery, type LanLog } from './ports.js'

export interface DiscoveryOptions {
  readonly clock: Clock
  /** `peers()` or `problem()` has another answer now. */
  readonly onChange: () => void
  readonly interfaces?: Interfaces
  /** UDP port of mDNS; another one only for tests that want to be among themselves. */
  readonly port?: number
  readonly log: LanLog
}

/** Interfaces are looked at this often [ms]; there is no event for their changes. */
const SCAN_MS = 1_000
const MDNS_PORT = 5353

/** Finds other Isobars by mDNS, over IPv4 and IPv6, and is found by them. Only a hint; see docs/decisions/0070. */
export function createDiscovery(options: DiscoveryOptions): Discovery {
  const { clock, onChange, log, interfaces = networkInterfaces, port = MDNS_PORT } = options
  const table = createDiscoveryTable()
  const ownInstances = new Set<string>()
  let links: readonly DiscoveryLink[] = []
  /** What last went wrong on an interface, by its name. */
  const troubles = new Map<string, Error>()
  let network = readNetwork(interfaces)
  let announcement: Announcement | undefined
  let shownProblem: string | undefined
  let askedAt = -Infinity
  /** Last query heard on each interface, by its name. */
  const heardAsked = new Map<string, number>()
  const jitter = Math.random()
  let openedAt = clock.now()
  let stirredAt = openedAt
  let scannedAt = openedAt
  let cancelTick = (): void => {}
  let closed: Promise<void> | undefined

  function openLinks(): void {
    troubles.clear()
    heardAsked.clear()
    const { speakOn } = network
    links = speakOn.map(({ name, address }) => {
      log('discovery-open', { interface: name, address })
      const onTrouble = (error: Error | undefined): void => {
        if (speakOn === network.speakOn) noteTrouble(name, error)
      }
      const onQuery = (names: readonly string[]): void => {
        if (names.includes(SERVICE_TYPE)) heardAsked.set(name, clock.now())
      }
      return openLink({ address, port, clock, onResponse, onQuery, onTrouble })
    })
    for (const link of links) link.announce(announcement)
    openedAt = stirredAt = clock.now()
  }

  /** All are opened anew: what bonjour-service announces on one interface names the addresses of all. */
  function scan(): void {
    const found = readNetwork(interfaces)
    if (found.shape === network.shape) return
    const former = links
    network = found
    openLinks()
    for (const link of former) void link.close(false)
    changed()
  }

  function noteTrouble(name: string, error: Error | undefined): void {
    if (closed || troubles.get(name)?.message === error?.message) return
    log('discovery-trouble', { interface: name, error: error?.message ?? 'none any more' })
    if (error) troubles.set(name, error)
    else troubles.delete(name)
    if (problem() !== shownProblem) changed()
  }

  function onResponse(records: readonly DnsRecord[], source: string): void {
    // RFC 6762, 11: what comes from beyond the link is not mDNS.
    if (closed || !network.isNear(source)) return
    const at = clock.now()
    let news = false
    for (const heard of readHeard(records)) {
      if (heard.kind === 'alive' && ownInstances.has(heard.facts.instance)) continue
      if (table.hear(heard, source, at)) news = true
    }
    if (news) changed()
    if (news || table.doubtsSince() !== undefined) tick()
  }

  function changed(): void {
    stirredAt = clock.now()
    shownProblem = problem()
    onChange()
  }

  const nextQuery = (): number =>
    nextQueryAt({
      askedAt,
      heardAskedAt: Math.min(...network.speakOn.map(({ name }) => heardAsked.get(name) ?? -Infinity)),
      openedAt,
      stirredAt,
      quietSince: table.quietSince(),
      doubtsSince: table.doubtsSince(),
      jitter,
    })

  function tick(): void {
    cancelTick()
    if (closed) return
    const at = clock.now()
    if (at >= scannedAt + SCAN_MS) {
      scannedAt = at
      scan()
    }
    if (table.expire(at)) changed()
    if (at >= nextQuery()) {
      askedAt = at
      for (const link of links) link.ask()
    }
    if (closed) return
    const due = Math.min(scannedAt + SCAN_MS, nextQuery(), table.nextExpiry() ?? Infinity)
    cancelTick = clock.after(Math.max(1, Math.ceil(due - at)), tick)
  }

  const problem = (): string | undefined => problemOf(network, links.length, troubles)

  openLinks()
  shownProblem = problem()
  tick()
  return {
    peers: () => table.list(network),
    announce: next => {
      announcement = next
      if (next) ownInstances.add(next.instance)
      for (const link of links) link.announce(next)
    },
    problem,
    close: () => {
      cancelTick()
      closed ??= Promise.all(links.map(link => link.close(announcement !== undefined))).then(() => {})
      return closed
    },
  }
}

/** One interface that works is enough. */
function problemOf(
  network: LocalNetwork,
  links: number,
  troubles: ReadonlyMap<string, Error>,
): string | undefined {
  if (!network.leadsOut)
    return 'This computer is in no network: no interface has an address. Connect it by cable or Wi-Fi.'
  const [first] = troubles.values()
  if (!first || troubles.size < links) return undefined
  const { detail, remedy } = sendFailure(first, process.platform)
  return `${detail} ${remedy}`
}
