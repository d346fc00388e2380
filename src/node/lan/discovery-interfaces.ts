import { BlockList } from 'node:net'
import { type NetworkInterfaceInfo, type networkInterfaces } from 'node:os'
import { isLinkLocal, withoutZone } from '../../shared/lan/address.js'
import { withZone } from './zones.js'

/** As `os.networkInterfaces()` answers: only interfaces that are up and have a carrier. */
export type Interfaces = typeof networkInterfaces

export interface LocalNetwork {
  /**
   * What to speak on, each name once: an IPv4 address of each interface, and its link-local IPv6 address with the
   * zone. Loopback only when there is nothing else.
   */
  readonly speakOn: readonly { readonly name: string; readonly address: string }[]
  /** Whether any of them leads out of this computer. */
  readonly leadsOut: boolean
  /** Where others may reach this computer: IPv6 only on interfaces that have nothing else; without zones. */
  readonly hosts: readonly string[]
  /** Every address of this computer; a zone makes no difference. */
  readonly own: { readonly has: (address: string) => boolean }
  /** Whether an address is in one of the networks this computer is in. */
  readonly isNear: (address: string) => boolean
  /** Equal for equal networks. */
  readonly shape: string
}

interface Named extends Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal' | 'cidr'> {
  readonly name: string
}

/** Computers with containers have many bridges; of each family. */
const MOST_INTERFACES = 16

export function readNetwork(interfaces: Interfaces): LocalNetwork {
  const all = Object.entries(interfaces()).flatMap(([name, addresses = []]) =>
    addresses.map((address): Named => ({ name, ...address })),
  )
  const leading = all.filter(({ internal }) => !internal)
  const v4 = firstOfEach(leading.filter(isV4))
  const v6 = firstOfEach(leading.filter(({ address }) => isLinkLocal(address)))
  const out = [
    ...v4,
    ...v6.map(({ name, address }) => ({ name: `${name} (IPv6)`, address: withZone(address, name) })),
  ]
  const speakOn = out.length > 0 ? out : firstOfEach(all.filter(isV4))
  const own = new Set(all.map(({ address }) => address))
  const near = nearby(all)
  return {
    speakOn: speakOn.map(({ name, address }) => ({ name, address })),
    leadsOut: out.length > 0,
    hosts: out.length > 0 ? hostsOf(v4, leading) : speakOn.map(({ address }) => address),
    own: { has: address => own.has(withoutZone(address)) },
    isNear: address => near.check(withoutZone(address), address.includes(':') ? 'ipv6' : 'ipv4'),
    shape: JSON.stringify(all.map(({ name, address, cidr }) => [name, address, cidr])),
  }
}

const isV4 = ({ family }: Named): boolean => family === 'IPv4'

/** The first address of each interface. */
function firstOfEach(addresses: readonly Named[]): Named[] {
  const names = new Set<string>()
  return addresses.filter(({ name }) => !names.has(name) && names.add(name)).slice(0, MOST_INTERFACES)
}

function hostsOf(v4: readonly Named[], leading: readonly Named[]): string[] {
  const others = leading.filter(({ name }) => v4.every(known => known.name !== name))
  // One that is routed is good without a zone.
  const v6 = firstOfEach(others.toSorted((a, b) => +isLinkLocal(a.address) - +isLinkLocal(b.address)))
  return [...v4, ...v6].map(({ address }) => address)
}

function nearby(all: readonly Named[]): BlockList {
  const near = new BlockList()
  for (const { address, cidr, family } of all) {
    const [bits, kind] = family === 'IPv4' ? ([32, 'ipv4'] as const) : ([128, 'ipv6'] as const)
    near.addSubnet(address, Number(cidr?.split('/')[1] ?? bits), kind)
  }
  return near
}
