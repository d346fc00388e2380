import { type Clock } from '../core/ports.js'

/** Real, monotonic time. */
export const clock: Clock = {
  now: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/** Time of day [ms since 1970]; for display only, it may jump. */
export const wallClock = (): number => Date.now()
