import { isIPv4, isIPv6 } from 'node:net'
import { type Announcement } from './ports.js'

/** What bonjour-service calls the type `isobar` over TCP. */
export const SERVICE_TYPE = '_isobar._tcp.local'

/** A record of an mDNS packet as `multicast-dns` decodes it; nothing in it can be relied on. */
export interface DnsRecord {
  readonly name?: unknown
  readonly type?: unknown
  readonly ttl?: unknown
  readonly data?: unknown
}

/** What one packet says of one service: it lives, with these facts, or it says goodbye. */
export type Heard =
  | {
      readonly kind: 'alive'
      readonly service: string
      readonly facts: Announcement
      readonly listed: readonly string[]
    }
  | { readonly kind: 'goodbye'; readonly service: string }

const LIMITS = { nameBytes: 63, addresses: 8, services: 8, records: 256, cores: 1024 }
const INSTANCE = /^[\w-]{1,32}$/
const SHORT = /^[\w.+/-]{1,40}$/

/**
 * Name of the service on the network: unique, so that no two ever claim it (which bonjour-service answers by
 * taking the innocent one down), and at most 63 bytes.
 */
export const serviceName = ({
  fingerprint,
  instance,
}: Pick<Announcement, 'fingerprint' | 'instance'>): string =>
  `isobar-${fingerprint.slice(0, 16)}-${instance}`.toLowerCase()

/** Without what a terminal or a page could be led astray by, and at most 63 bytes of UTF-8. */
export function cleanName(name: string): string {
  let clean = ''
  for (const character of name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim()) {
    if (Buffer.byteLength(clean + character) > LIMITS.nameBytes) break
    clean += character
  }
  return clean
}

/** The TXT record of an announcement, one string a field. */
export const txtOf = (announcement: Announcement): Record<string, string> => ({
  fp: announcement.fingerprint,
  id: announcement.instance,
  name: cleanName(announcement.name),
  cores: String(announcement.cores),
  version: announcement.version,
  protocol: String(announcement.protocol),
  engine: announcement.engine,
})

/** Reads what a packet says of Isobars; services that are malformed in any field are left out. */
export function readHeard(packet: readonly DnsRecord[]): Heard[] {
  const records = packet.slice(0, LIMITS.records)
  const services = new Set<string>()
  const gone = new Set<string>()
  for (const { name, type, ttl, data } of records) {
    if (type !== 'PTR' || !sameName(name, SERVICE_TYPE) || typeof data !== 'string') continue
    const service = data.toLowerCase()
    if (ttl === 0) gone.add(service)
    else if (services.size < LIMITS.services) services.add(service)
  }
  const alive = [...services].flatMap(service => readAlive(service, records) ?? [])
  return [...alive, ...[...gone].map(service => ({ kind: 'goodbye', service }) as const)]
}

function readAlive(service: string, records: readonly DnsRecord[]): Heard | undefined {
  const of = (type: string, name: unknown): readonly DnsRecord[] =>
    records.filter(record => record.type === type && record.ttl !== 0 && sameName(record.name, name))
  const location = of('SRV', service)[0]?.data as { port?: unknown; target?: unknown } | undefined
  const txt = readTxt(of('TXT', service)[0]?.data)
  const facts = location && readFacts(txt, location.port)
  if (!facts || service !== `${serviceName(facts)}.${SERVICE_TYPE}`) return undefined
  const listed = [...of('A', location.target), ...of('AAAA', location.target)].map(record => record.data)
  return {
    kind: 'alive',
    service,
    facts,
    listed: [...new Set(listed)].filter(isHost).slice(0, LIMITS.addresses),
  }
}

function readFacts(txt: ReadonlyMap<string, string>, port: unknown): Announcement | undefined {
  const text = (key: string, shape: RegExp): string | undefined => {
    const value = txt.get(key)
    return value !== undefined && shape.test(value) ? value : undefined
  }
  const fingerprint = text('fp', /^[0-9a-f]{64}$/)
  const instance = text('id', INSTANCE)
  const version = text('version', SHORT)
  const engine = text('engine', SHORT)
  const cores = Number(text('cores', /^[1-9]\d{0,3}$/))
  const protocol = Number(text('protocol', /^\d{1,6}$/))
  if (!fingerprint || !instance || !version || !engine || Number.isNaN(protocol)) return undefined
  if (!(cores <= LIMITS.cores) || !isPort(port)) return undefined
  const name = cleanName(txt.get('name') ?? '') || fingerprint.slice(0, 8)
  return { fingerprint, instance, name, cores, version, protocol, engine, port }
}

/** The first value of each key counts (RFC 6763, 6.4). */
function readTxt(data: unknown): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const item of Array.isArray(data) ? data : [data]) {
    if (!(item instanceof Uint8Array)) continue
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(Buffer.from(item).toString()) ?? []
    if (key !== undefined && value !== undefined && !fields.has(key)) fields.set(key, value)
  }
  return fields
}

const sameName = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase()

const isPort = (port: unknown): port is number =>
  typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65_535

/** An address that can be dialled: neither "any", nor loopback, nor a group, nor broadcast. */
const isHost = (address: unknown): address is string =>
  typeof address === 'string' &&
  ((isIPv4(address) && !/^(0|127|22[4-9]|2[3-5]\d)\./.test(address)) ||
    (isIPv6(address) && !/^(ff|::(1?$|ffff:)|.*%)/i.test(address)))
