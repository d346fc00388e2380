import { type DoctorCheck } from '../../shared/lan-contract.js'
import { type DoctorPorts, type MulticastTrial } from './doctor-ports.js'
import { type ConnectTrial, type Failure } from './doctor-remedies.js'

/** What is known of the computer under examination; each trial is made once, when first asked for. */
export interface Case {
  readonly ports: DoctorPorts
  readonly ownFingerprint: string | undefined
  readonly own: { readonly protocol: number; readonly engine: string }
  /** Port this process listens on; undefined: it does not. */
  readonly listenerPort: number | undefined
  /** Port it would listen on; 0: any. */
  readonly wantedPort: number
  /** The one address it listens on; undefined: all. */
  readonly host: string | undefined
  /** Whether it may use multicast, and speak to computers nobody named. */
  readonly discovery: boolean
  /** Computer the way to which is in question. */
  readonly peer: { readonly address: string; readonly host: string; readonly port: number } | undefined
  readonly multicast: () => Promise<MulticastTrial>
  /** Opens a connection to the peer. */
  readonly dial: () => Promise<ConnectTrial>
  readonly hello: () => ReturnType<NonNullable<DoctorPorts['askHello']>>
}

export type Verdict = Pick<DoctorCheck, 'state' | 'detail' | 'remedy'>

export const passed = (detail: string): Verdict => ({ state: 'passed', detail, remedy: undefined })
export const skipped = (detail: string): Verdict => ({ state: 'skipped', detail, remedy: undefined })
export const failed = (failure: Failure): Verdict => ({ state: 'failed', ...failure })

export const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
