import { type Clock } from '../../core/ports.js'
import {
  type DoctorReport,
  type Invitation,
  type LanView,
  type PeerAddress,
  type SharingSettings,
} from '../../shared/lan-contract.js'
import { type ForkWorker } from '../pool/worker-process.js'
import { type FarmPart } from './combine-farms.js'
import { type LanSettings } from './lan-settings.js'
import { type LanLog, type Link } from './ports.js'

export interface LanOptions {
  /** Folder of identity and trust. */
  readonly folder: string
  /** Name of this computer, for people. */
  readonly name: string
  readonly version: string
  readonly fork: ForkWorker
  readonly clock: Clock
  readonly wallClock: () => number
  readonly settings: LanSettings
  /** Keeps what was chosen for the next time; without it choices end with the process. */
  readonly save?: (settings: LanSettings) => void
  /** The one address to listen on. One that leads nowhere, such as 127.0.0.1, also switches discovery off. */
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly discovery?: boolean
  /** False for one who only dials out. */
  readonly listen?: boolean
  readonly log?: LanLog
  /** Time since the last key or mouse event [ms], where the shell knows it. */
  readonly userIdleMs?: () => number | undefined
  readonly onBattery?: () => boolean | undefined
}

/** Other computers: who is there, who computes for us, and for whom we compute. */
export interface Lan {
  /** The computers in use as a farm, for jobs. */
  readonly farm: FarmPart
  readonly view: () => LanView
  /** Calls back at each change of the view; returns the function that stops listening. */
  readonly onChange: (listener: () => void) => () => void
  /** Begins to look who is there; nothing is asked of the network before. */
  readonly look: () => void
  readonly addPeer: (address: PeerAddress) => Promise<void>
  readonly removePeer: (fingerprint: string) => void
  readonly answerPairing: (fingerprint: string, same: boolean) => void
  readonly forgetPeer: (fingerprint: string) => void
  readonly setSharing: (sharing: SharingSettings) => Promise<void>
  readonly invite: (options?: { validMs?: number; uses?: number }) => Promise<Invitation>
  readonly dismissGuests: () => Promise<void>
  /** The same, and nobody comes in any more. */
  readonly leave: () => Promise<void>
  readonly diagnose: (address: string | undefined) => Promise<DoctorReport>
  /** Offers help to the owner who made the code; resolves with the link, on which the owner is served. */
  readonly join: (code: string) => Promise<Link>
  readonly port: () => number | undefined
  readonly close: () => Promise<void>
}
