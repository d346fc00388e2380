import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { Bonjour, type ServiceConfig } from 'bonjour-service'
import { type Clock } from '../../core/ports.js'
import { type DnsRecord, SERVICE_TYPE, serviceName, txtOf } from './discovery-record.js'
import { type Announcement } from './ports.js'

/** mDNS on one interface. */
export interface DiscoveryLink {
  /** Asks who offers a service; others than Isobars are of interest to the doctor only. */
  readonly ask: (service?: string) => void
  /** Replaces what is announced; what was announced is taken back. */
  readonly announce: (announcement: Announcement | undefined) => void
  /** Frees the socket; with goodbyes only when this computer really leaves. */
  readonly close: (goodbye: boolean) => Promise<void>
}

export interface LinkOptions {
  /** Of the interface: IPv4, or link-local IPv6 with its zone. */
  readonly address: string
  readonly port: number
  readonly clock: Clock
  readonly onResponse: (records: readonly DnsRecord[], source: string) => void
  /** Somebody, perhaps we, asked for these names. */
  readonly onQuery: (names: readonly string[], source: string) => void
  /** The last thing that was tried failed with this error, or succeeded. */
  readonly onTrouble: (error: Error | undefined) => void
}

/** What of `multicast-dns` is used here; bonjour-service declares it `any`. */
interface Mdns {
  on(event: 'response', listener: (packet: Packet, from: { address: string }) => void): void
  on(event: 'query', listener: (packet: Query, from: { address: string }) => void): void
  on(event: 'error' | 'warning', listener: (error: Error) => void): void
  query: (name: string, type: 'PTR', done: (error: Error | null | undefined) => void) => void
}
interface Query {
  readonly questions: readonly { readonly name: string }[]
}
interface Packet {
  readonly answers: readonly DnsRecord[]
  readonly additionals: readonly DnsRecord[]
}

/** RFC 6762, 3. */
const MDNS_IPV6 = 'ff02::fb'
/** A socket that never got its port tells nobody that it was closed. */
const CLOSE_MS = 500

/**
 * Only the responder of bonjour-service is used: its browser never reports who vanished or moved. Bound to
 * any address but sending on one interface, since a socket bound to the address of an interface hears no
 * groups, and one left to choose sends on a single interface.
 */
export function openLink(options: LinkOptions): DiscoveryLink {
  const { clock, onResponse, onQuery, onTrouble } = options
  const settings = socketSettings(options.address, options.port)
  // Without a callback an error of sending is thrown where nobody can catch it.
  const bonjour = new Bonjour(settings as Partial<ServiceConfig>, onTrouble)
  const { mdns } = (bonjour as unknown as { server: { mdns: Mdns } }).server
  mdns.on('error', onTrouble)
  mdns.on('warning', ignore)
  mdns.on('response', ({ answers, additionals }, { address }) =>
    onResponse([...answers, ...additionals], address),
  )
  mdns.on('query', ({ questions }, { address }) => {
    const names = questions.map(({ name }) => name.toLowerCase())
    onQuery(names, address)
  })

  return {
    ask: (service = SERVICE_TYPE) => mdns.query(service, 'PTR', error => onTrouble(error ?? undefined)),
    announce: announcement => {
      bonjour.unpublishAll()
      if (announcement) bonjour.publish(serviceOf(announcement))
    },
    close: async goodbye => {
      if (goodbye) await within(clock, done => bonjour.unpublishAll(done))
      await within(clock, done => bonjour.destroy(done))
    },
  }
}

/** What `multicast-dns` wants to know. A socket for both families would hear IPv4 twice. */
function socketSettings(address: string, port: number): object {
  if (!isIPv6(address)) return { interface: address, bind: '0.0.0.0', port }
  const socket = createSocket({ type: 'udp6', reuseAddr: true, ipv6Only: true })
  const zone = address.slice(address.indexOf('%'))
  return { type: 'udp6', ip: MDNS_IPV6, interface: `::${zone}`, bind: '::', port, socket }
}

/** Packets nobody can read, and memberships of addresses that are no more; both mend by themselves. */
const ignore = (): void => {}

const serviceOf = (announcement: Announcement): ServiceConfig => ({
  name: serviceName(announcement),
  type: 'isobar',
  port: announcement.port,
  // Not the name of the machine: two of one name would answer for each other.
  host: `${serviceName(announcement)}.local`,
  txt: txtOf(announcement),
  // The name is unique by construction; probing would cost a second.
  probe: false,
  // So that who hears of us over one family learns of the other.
  disableIPv6: false,
})

const within = (clock: Clock, begin: (done: () => void) => void): Promise<void> =>
  new Promise(resolve => {
    const cancel = clock.after(CLOSE_MS, resolve)
    begin(() => {
      cancel()
      resolve()
    })
  })
