import { type Clock } from '../core/ports.js'

/** A timer set for longer would go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Real, monotonic time. */
export const clock: Clock = {
  now: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_TIMER_MS))
    return () => clearTimeout(timer)
  },
}

/** Time of day [ms since 1970]; for display only, it may jump. */
export const wallClock = (): number => Date.now()
