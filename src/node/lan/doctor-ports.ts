import { type PeerHello } from '../../shared/peer-contract.js'
import { type Interfaces } from './discovery-interfaces.js'
import { type ConnectTrial } from './doctor-remedies.js'

/** What the doctor touches. Injected, so that every illness can be had in a test. */
export interface DoctorPorts {
  readonly platform: NodeJS.Platform
  readonly interfaces: Interfaces
  /** Asks by multicast on each interface who is there, and listens for some seconds, or until `enough`. */
  readonly multicast: (
    on: readonly NamedAddress[],
    enough: (trial: MulticastTrial) => boolean,
  ) => Promise<MulticastTrial>
  /** On all addresses without `host`. Rejects with the error of the system. */
  readonly listen: (port: number, host?: string) => Promise<{ port: number; close: () => Promise<void> }>
  readonly connect: (host: string, port: number) => Promise<ConnectTrial>
  /** Address of the router, if there is one and it answers. */
  readonly gateway: () => Promise<string | undefined>
  /** Says hello to `host:port` over TLS; rejects with `peer/*`. */
  readonly askHello: AskHello | undefined
  /** Time of day [ms since 1970]. */
  readonly wallClock: () => number
}

export type AskHello = (address: string) => Promise<{
  hello: PeerHello
  fingerprint: string
  /** Time of day there [ms since 1970]. */
  date?: number | undefined
}>

export interface NamedAddress {
  readonly name: string
  readonly address: string
}

export interface MulticastTrial {
  /** One for each interface; an error of listening counts as well, since both share a socket. */
  readonly sent: readonly { readonly name: string; readonly error: Error | undefined }[]
  /** Whether our own packet reached another socket of this computer. */
  readonly ownHeard: boolean
  /** IP addresses of other computers that were heard, with whatever they said. */
  readonly others: readonly string[]
  /** Names of the Isobars among them. */
  readonly isobars: readonly string[]
}
