/** A clock that a test moves by hand. */
export function manualTime() {
  let now = 0
  let waiting: { at: number; callback: () => void }[] = []
  return {
    after: (ms: number, callback: () => void): (() => void) => {
      const entry = { at: now + ms, callback }
      waiting.push(entry)
      return () => void (waiting = waiting.filter(other => other !== entry))
    },
    /** Moves on, calling back all that is due, and lets promises settle. */
    async pass(ms: number): Promise<void> {
      now += ms
      const due = waiting.filter(entry => entry.at <= now).sort((a, b) => a.at - b.at)
      waiting = waiting.filter(entry => entry.at > now)
      for (const { callback } of due) callback()
      await settle()
    },
    pending: () => waiting.length,
  }
}

/** Lets every promise that can settle do so; a macrotask comes after all microtasks. */
export const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
