/**
 * What an interface sees of other computers, and may ask about them. Part of OwnerContract and
 * ViewContract; the same page serves the desktop application and the browser.
 */
export interface LanContract {
  /** All that is known of other Isobars now; pushed again at each change as `ViewContract.lan`. */
  lan: (argument: Record<string, never>) => LanView
  /** Somebody wants to see who is there: nothing is asked of the network before. */
  lookForPeers: (argument: Record<string, never>) => void
  /**
   * Uses a computer for the sweeps of this one. A computer that is not paired yet begins pairing: a code
   * to compare appears in `LanView.pairings`. Rejects with `peer/*` or `input/invalid`.
   */
  addPeer: (argument: PeerAddress) => void
  /** Stops using a computer; it stays paired. */
  removePeer: (argument: { fingerprint: string }) => void
  /** The answer of the person at this computer to "do both show the same code?". */
  answerPairing: (argument: { fingerprint: string; same: boolean }) => void
  /** Takes trust back: closes connections at once; both sides have to pair again. */
  forgetPeer: (argument: { fingerprint: string }) => void
  /** Changes what this computer lends to others. */
  setSharing: (argument: SharingSettings) => void
  /** Makes a code with which other computers join the sweeps of this one. */
  invite: (argument: Record<string, never>) => Invitation
  /** Lets the guests finish what they have in hand, then leaves them; sharing stays on, and they come back when asked to. */
  dismissGuests: (argument: Record<string, never>) => void
  /** Tests every link of the chain and names the first that fails. Takes some seconds. */
  diagnose: (argument: { address?: string }) => DoctorReport
}

/** One of: a listed computer, `host:port` typed by hand, a join code. */
export type PeerAddress =
  { readonly fingerprint: string } | { readonly address: string } | { readonly code: string }

export interface LanView {
  readonly self: SelfView
  readonly peers: readonly PeerView[]
  readonly pairings: readonly PairingView[]
  /** Owners who use this computer now. */
  readonly guests: readonly GuestView[]
  /** Owners who did not believe what this computer gave them, newest last; until sharing is set anew. */
  readonly distrust: readonly DistrustView[]
  readonly sharing: SharingSettings
  /** Attempts, refusals, comings and goings, newest last; bounded. */
  readonly log: readonly { readonly at: number; readonly message: string }[]
}

export interface SelfView {
  readonly name: string
  /** SHA-256 of the certificate, 64 hex digits. */
  readonly fingerprint: string
  /** Where this computer can be reached; empty while it does not listen. */
  readonly addresses: readonly string[]
  /** Why it cannot be found or reached although it should, with the remedy. */
  readonly problem: string | undefined
}

/**
 * available: paired and in reach. connecting. in-use: computes for our sweeps, or will. needs-pairing.
 * other-version: refused, see `note`. unreachable: listed or remembered, but does not answer.
 * duplicate: has our own identity, see `note`. set-aside: gave wrong values; not used until a person asks again.
 */
export type PeerState =
  | 'available'
  | 'connecting'
  | 'in-use'
  | 'needs-pairing'
  | 'other-version'
  | 'unreachable'
  | 'duplicate'
  | 'set-aside'

export interface PeerView {
  readonly fingerprint: string
  readonly name: string
  readonly cores: number
  readonly version: string
  /** `host:port` it was last reached or heard at. */
  readonly address: string
  readonly state: PeerState
  /** One sentence when the state needs one: what is wrong and what to do. */
  readonly note: string | undefined
  readonly paired: boolean
  /** Round trip of the connection [ms]; undefined while there is none. */
  readonly rttMs: number | undefined
  /** Cores it lends now, and why not all. */
  readonly lanes: number
  readonly lanesNote: string | undefined
}

/** waiting: for the other side to be ready. compare: both show `code`. agreed: here; the other side not yet. */
export interface PairingView {
  readonly fingerprint: string
  readonly name: string
  readonly state: 'waiting' | 'compare' | 'agreed'
  /** Six digits, once known. */
  readonly code: string | undefined
  /** Whether the other computer asked. */
  readonly incoming: boolean
}

export interface GuestView {
  readonly fingerprint: string
  readonly name: string
  readonly model: string
  readonly since: number
  readonly lanes: number
  readonly points: number
  /** Time spent computing for this guest, over all lanes [ms]. */
  readonly busyMs: number
}

/** This computer gave an owner other values than others did: its memory or processor may be at fault. */
export interface DistrustView {
  readonly name: string
  /** [ms since 1970] */
  readonly at: number
  /** What differed, for people. */
  readonly reason: string
}

export interface SharingSettings {
  /** Whether others may find and use this computer at all. */
  readonly enabled: boolean
  /** Most cores to lend. */
  readonly cores: number
  readonly onlyWhenIdle: boolean
  readonly notOnBattery: boolean
  readonly paused: boolean
}

export interface Invitation {
  readonly code: string
  /** [ms since 1970] */
  readonly expiresAt: number
}

export interface DoctorReport {
  readonly checks: readonly DoctorCheck[]
}

/** Checks in the order of the chain; the first `failed` one is the one to mend. */
export interface DoctorCheck {
  readonly id:
    'interfaces' | 'multicast-send' | 'multicast-receive' | 'port' | 'firewall' | 'tls' | 'version' | 'clock'
  readonly label: string
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly detail: string
  readonly remedy: string | undefined
}
