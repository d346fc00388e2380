import { type Clock } from '../../core/ports.js'

export interface AdmissionLimits {
  /** Connections of strangers at a time: from one address, and from all. */
  readonly strangersPerAddress: number
  readonly strangers: number
  /** Failed attempts to get in from one address within a minute, and what follows [ms]. */
  readonly failures: number
  readonly barMs: number
  /** Pairings begun from one address within `pairingsWithinMs`. */
  readonly pairings: number
  readonly pairingsWithinMs: number
}

export const ADMISSION_LIMITS: AdmissionLimits = {
  strangersPerAddress: 8,
  strangers: 32,
  failures: 5,
  barMs: 60_000,
  pairings: 3,
  pairingsWithinMs: 600_000,
}

const FAILURES_WITHIN_MS = 60_000
/** Addresses remembered; of more, those longest unheard of are forgotten. */
const MOST_ADDRESSES = 1024

/** How much of this computer those may use who are not let in, counted by IP address. */
export interface Admission {
  /** Whether a further connection may stay; then `leave` follows. */
  readonly enter: (ip: string) => boolean
  readonly leave: (ip: string) => void
  /** Notes an attempt that failed; true when it was the last for a while. */
  readonly failed: (ip: string) => boolean
  readonly barred: (ip: string) => boolean
  /** Whether a further pairing may begin; it is counted when it may. */
  readonly mayPair: (ip: string) => boolean
}

interface Visitor {
  open: number
  failures: number[]
  pairings: number[]
  barredUntil: number
}

export function createAdmission(clock: Clock, limits: AdmissionLimits = ADMISSION_LIMITS): Admission {
  const records = new Map<string, Visitor>()
  let open = 0

  /** Keeps the map in the order of last use. */
  function recordOf(ip: string): Visitor {
    const record = records.get(ip) ?? { open: 0, failures: [], pairings: [], barredUntil: 0 }
    records.delete(ip)
    records.set(ip, record)
    if (records.size > MOST_ADDRESSES)
      for (const [oldest, { open }] of records)
        if (open === 0) {
          records.delete(oldest)
          break
        }
    return record
  }

  return {
    enter: ip => {
      const record = recordOf(ip)
      if (open >= limits.strangers || record.open >= limits.strangersPerAddress) return false
      open++
      record.open++
      return true
    },
    leave: ip => {
      open--
      recordOf(ip).open--
    },
    failed: ip => {
      const record = recordOf(ip)
      const now = clock.now()
      record.failures = [...record.failures.filter(at => now - at < FAILURES_WITHIN_MS), now]
      if (record.failures.length < limits.failures) return false
      record.failures = []
      record.barredUntil = now + limits.barMs
      return true
    },
    barred: ip => recordOf(ip).barredUntil > clock.now(),
    mayPair: ip => {
      const record = recordOf(ip)
      const now = clock.now()
      record.pairings = record.pairings.filter(at => now - at < limits.pairingsWithinMs)
      if (record.pairings.length >= limits.pairings) return false
      record.pairings.push(now)
      return true
    },
  }
}
