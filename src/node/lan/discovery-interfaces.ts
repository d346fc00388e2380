import { BlockList } from 'node:net'
import { type networkInterfaces } from 'node:os'

/** As `os.networkInterfaces()` answers: only interfaces that are up and have a carrier. */
export type Interfaces = typeof networkInterfaces

export interface LocalNetwork {
  /** One IPv4 address of each interface to speak on; loopback only when there is nothing else. */
  readonly speakOn: readonly { readonly name: string; readonly address: string }[]
  /** Whether any of them leads out of this computer. */
  readonly leadsOut: boolean
  /** Every IPv4 address of this computer. */
  readonly own: ReadonlySet<string>
  /** Whether an address is in one of the networks this computer is in. */
  readonly isNear: (address: string) => boolean
  /** Equal for equal networks. */
  readonly shape: string
}

/** Computers with containers have many bridges. */
const MOST_INTERFACES = 16

export function readNetwork(interfaces: Interfaces): LocalNetwork {
  const all = Object.entries(interfaces()).flatMap(([name, addresses = []]) =>
    addresses.filter(({ family }) => family === 'IPv4').map(address => ({ name, ...address })),
  )
  const out = all.filter(({ internal }) => !internal)
  const one = new Map((out.length > 0 ? out : all).toReversed().map(({ name, address }) => [name, address]))
  const near = new BlockList()
  for (const { address, cidr } of all) near.addSubnet(address, Number(cidr?.split('/')[1] ?? 32), 'ipv4')
  return {
    speakOn: [...one].slice(-MOST_INTERFACES).map(([name, address]) => ({ name, address })),
    leadsOut: out.length > 0,
    own: new Set(all.map(({ address }) => address)),
    isNear: address => near.check(address, 'ipv4'),
    shape: JSON.stringify(all.map(({ name, address, cidr }) => [name, address, cidr])),
  }
}
