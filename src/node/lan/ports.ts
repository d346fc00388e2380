import { type PeerPath } from '../../shared/peer-contract.js'
import { type Channel } from '../../shared/rpc.js'

/** Who this installation is: a key pair, its self-signed certificate, and the SHA-256 of that. */
export interface Identity {
  /** PEM. */
  readonly key: string
  readonly certificate: string
  /** SHA-256 of the certificate (DER), 64 lower-case hex digits. */
  readonly fingerprint: string
}

/** An encrypted connection to another Isobar whose certificate has been checked. */
export interface Link {
  /** Of the certificate of the other side; proven by TLS. */
  readonly fingerprint: string
  /** `host:port` of the other side as seen from here. */
  readonly address: string
  readonly path: PeerPath
  readonly channel: Channel
  /** Last measured round trip [ms]. */
  readonly rttMs: () => number | undefined
  readonly close: (reason: string) => void
  /** Calls back once; returns the function that stops listening. */
  readonly onClose: (listener: (reason: string) => void) => () => void
}

export interface TrustedPeer {
  readonly fingerprint: string
  readonly name: string
  readonly pairedAt: number
  readonly lastSeenAt: number
  /** `host:port` it was last reached at; undefined when it dialled us. */
  readonly lastAddress: string | undefined
  /** How trust came about: two people compared a code, or a join code was used. */
  readonly via: 'compared' | 'join-code'
}

/** The pinned certificates of an installation, on disk. */
export interface TrustStore {
  readonly list: () => readonly TrustedPeer[]
  readonly find: (fingerprint: string) => TrustedPeer | undefined
  readonly pin: (peer: TrustedPeer) => void
  /** Notes that a trusted peer was seen; ignored for others. */
  readonly seen: (fingerprint: string, facts: { name?: string; address?: string }) => void
  readonly forget: (fingerprint: string) => void
  /** Calls back for each forgotten fingerprint, so that its links can be closed at once. */
  readonly onForget: (listener: (fingerprint: string) => void) => () => void
}

/** An Isobar heard of on the network: a hint, never a reason to trust or to drop anything. */
export interface SeenPeer {
  readonly fingerprint: string
  /** Random per process: two with one fingerprint are two processes, or a cloned installation. */
  readonly instance: string
  readonly name: string
  readonly cores: number
  readonly version: string
  readonly protocol: number
  readonly engine: string
  /** Addresses to dial, the best first, without port. */
  readonly addresses: readonly string[]
  readonly port: number
  /** Whether the announcement came from an address of this computer. */
  readonly here: boolean
}

/** What this computer announces of itself; undefined: only listen. */
export type Announcement = Omit<SeenPeer, 'addresses' | 'here'>

export interface Discovery {
  readonly peers: () => readonly SeenPeer[]
  readonly announce: (announcement: Announcement | undefined) => void
  /** What is wrong with the network, if anything: no interface, multicast refused. */
  readonly problem: () => string | undefined
  readonly close: () => Promise<void>
}

/** Structured log of what peers do: one event, some facts. Never secrets. */
export type LanLog = (
  event: string,
  facts?: Readonly<Record<string, string | number | boolean | undefined>>,
) => void
