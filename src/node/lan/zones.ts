import { networkInterfaces } from 'node:os'
import { isLinkLocal } from '../../shared/lan/address.js'
import { type Interfaces } from './discovery-interfaces.js'

/** A link-local address with the interface it is good on: its name, on Windows its number. */
export function withZone(address: string, name: string, interfaces: Interfaces = networkInterfaces): string {
  if (process.platform !== 'win32') return `${address}%${name}`
  const found = interfaces()[name]?.find(({ family, scopeid }) => family === 'IPv6' && scopeid)
  return `${address}%${found?.scopeid ?? name}`
}

/**
 * How a host can be dialled from here. A link-local address without a zone, as it comes from a join code or an
 * announcement, may be on any interface that has such addresses; other hosts are dialled as they are.
 */
export function dialable(host: string, interfaces: Interfaces = networkInterfaces): string[] {
  if (!isLinkLocal(host) || host.includes('%')) return [host]
  const zones = Object.entries(interfaces()).filter(([, addresses = []]) =>
    addresses.some(({ address, internal }) => !internal && isLinkLocal(address)),
  )
  return zones.length > 0 ? zones.map(([name]) => withZone(host, name, interfaces)) : [host]
}
