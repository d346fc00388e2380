import { type Clock } from '../../../../src/core/ports.js'

export interface HandClock extends Clock {
  /** Moves on; what is due on the way is called in order, each at its time. */
  readonly pass: (ms: number) => void
  /** Moves on at once, as when the computer slept: what was due comes late. */
  readonly sleep: (ms: number) => void
}

/** A clock that moves only when a test says so. */
export function handClock(): HandClock {
  let now = 0
  let waiting: { at: number; callback: () => void }[] = []

  function fireUntil(end: number): void {
    for (;;) {
      const next = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) return
      waiting = waiting.filter(entry => entry !== next)
      now = Math.max(now, next.at)
      next.callback()
    }
  }

  return {
    now: () => now,
    after: (ms, callback) => {
      const entry = { at: now + ms, callback }
      waiting.push(entry)
      return () => void (waiting = waiting.filter(other => other !== entry))
    },
    pass: ms => {
      const end = now + ms
      fireUntil(end)
      now = end
    },
    sleep: ms => {
      now += ms
      fireUntil(now)
    },
  }
}
