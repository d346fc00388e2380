import { type Clock } from '../../core/ports.js'
import { type SharingSettings } from '../../shared/lan-contract.js'
import { allowedLanes, type Allowance, type CourtesyFacts } from './courtesy.js'

const LOOK_EVERY_MS = 2_000
/** The middle one of so many measurements of the processor counts, so that a single peak does not. */
const SAMPLES = 3
/** Cores come back only when nothing spoke against them so many times in a row: 10 s. */
const QUIET_LOOKS = 5

export interface CourtesySensors {
  readonly cores: number
  readonly busyOthers: () => number | undefined
  readonly onBattery: () => boolean | undefined
  readonly userIdleMs: () => number | undefined
}

export interface CourtesyWatch {
  readonly allowance: () => Allowance
  /** What the owner of this computer says holds at once. */
  readonly set: (settings: SharingSettings) => void
  /** Calls back at each change; returns the function that stops listening. */
  readonly onChange: (listener: () => void) => () => void
  readonly close: () => void
}

/** Looks every two seconds what may be lent; takes back soon and gives slowly, so that lanes do not flap. */
export function watchCourtesy(clock: Clock, first: SharingSettings, sensors: CourtesySensors): CourtesyWatch {
  const listeners = new Set<() => void>()
  let settings = first
  let recent: number[] = []
  let quiet = 0
  let facts = look()
  let allowance = allowedLanes(settings, facts)
  let cancel = clock.after(LOOK_EVERY_MS, tick)

  function look(): CourtesyFacts {
    const { cores, busyOthers, onBattery, userIdleMs } = sensors
    const busy = busyOthers()
    recent = busy === undefined ? [] : [...recent, busy].slice(-SAMPLES)
    return { cores, busyOthers: middle(recent), onBattery: onBattery(), userIdleMs: userIdleMs() }
  }

  function tick(): void {
    cancel = clock.after(LOOK_EVERY_MS, tick)
    facts = look()
    const next = allowedLanes(settings, facts)
    quiet = next.lanes > allowance.lanes ? quiet + 1 : 0
    if (quiet === 0 || quiet >= QUIET_LOOKS) take(next)
  }

  function take(next: Allowance): void {
    quiet = 0
    if (next.lanes === allowance.lanes && next.reason === allowance.reason) return
    allowance = next
    for (const listener of listeners) listener()
  }

  return {
    allowance: () => allowance,
    set: next => {
      settings = next
      take(allowedLanes(settings, facts))
    },
    onChange: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      cancel()
      listeners.clear()
    },
  }
}

const middle = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
