import { type DnsRecord, SERVICE_TYPE, serviceName, txtOf } from '../../../src/node/lan/discovery-record.js'
import { type Announcement } from '../../../src/node/lan/ports.js'

export const announcement = (instance: string, rest: Partial<Announcement> = {}): Announcement => ({
  fingerprint: 'a'.repeat(64),
  instance,
  name: 'Lab 3',
  cores: 12,
  version: '0.1.0',
  protocol: 1,
  engine: 'isobar-engine/3',
  port: 47_100,
  ...rest,
})

/** The records with which an Isobar announces itself, or says goodbye. */
export function recordsOf(
  facts: Announcement,
  {
    addresses = [],
    ttl = 120,
    txt = {},
  }: { addresses?: readonly string[]; ttl?: number; txt?: Record<string, string> } = {},
): DnsRecord[] {
  const service = `${serviceName(facts)}.${SERVICE_TYPE}`
  const host = `${serviceName(facts)}.local`
  const strings = Object.entries({ ...txtOf(facts), ...txt }).map(([key, value]) =>
    Buffer.from(`${key}=${value}`),
  )
  return [
    { name: SERVICE_TYPE, type: 'PTR', ttl, data: service },
    { name: service, type: 'SRV', ttl, data: { port: facts.port, target: host } },
    { name: service, type: 'TXT', ttl, data: strings },
    ...addresses.map(data => ({ name: host, type: data.includes(':') ? 'AAAA' : 'A', ttl, data })),
  ]
}
