import type { Clock } from '../../../src/core/ports.js'

/** A clock moved by hand: `advance` runs what falls due, in order, and lets promises settle in between. */
export function handClock(): Clock & { advance: (ms: number) => Promise<void> } {
  let now = 0
  let waiting: { at: number; callback: () => void }[] = []
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback }
      waiting.push(timer)
      return () => void (waiting = waiting.filter(other => other !== timer))
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const next = waiting.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        waiting = waiting.filter(timer => timer !== next)
        now = next.at
        next.callback()
        await settle()
      }
      now = end
    },
  }
}
