import { type Clock } from '../ports.js'

export interface VirtualClock extends Clock {
  /** Fires what is due, in order of time, until `done` holds; throws when nothing is left to fire. */
  readonly runUntil: (done: () => boolean) => Promise<void>
  /** The same for what needs no promise to settle. */
  readonly run: (done: () => boolean) => void
}

/** Time that passes only when whoever made it says so. Promises settle between any two events. */
export function virtualClock(): VirtualClock {
  let now = 0
  let serial = 0
  const events: { at: number; serial: number; callback: () => void }[] = []

  /** Keeps `events` a binary heap by (at, serial). */
  const before = (a: number, b: number): boolean => {
    const [x, y] = [events[a]!, events[b]!]
    return x.at < y.at || (x.at === y.at && x.serial < y.serial)
  }
  const swap = (a: number, b: number): void => {
    ;[events[a], events[b]] = [events[b]!, events[a]!]
  }
  function push(event: { at: number; serial: number; callback: () => void }): void {
    events.push(event)
    for (let k = events.length - 1; k > 0 && before(k, (k - 1) >> 1); k = (k - 1) >> 1) swap(k, (k - 1) >> 1)
  }
  function pop(): { at: number; callback: () => void } | undefined {
    const top = events[0]
    const last = events.pop()
    if (events.length > 0 && last) {
      events[0] = last
      for (let k = 0; ;) {
        const child = 2 * k + 2 < events.length && before(2 * k + 2, 2 * k + 1) ? 2 * k + 2 : 2 * k + 1
        if (child >= events.length || !before(child, k)) break
        swap(child, k)
        k = child
      }
    }
    return top
  }

  function step(): void {
    const event = pop()
    if (event === undefined) throw new Error('nothing left to happen')
    now = event.at
    event.callback()
  }

  return {
    now: () => now,
    after: (ms, callback) => {
      const event = { at: now + ms, serial: serial++, callback }
      push(event)
      return () => (event.callback = () => {})
    },
    runUntil: async done => {
      for (;;) {
        for (let turn = 0; turn < 8; turn++) await null
        if (done()) return
        step()
      }
    },
    run: done => {
      while (!done()) step()
    },
  }
}
