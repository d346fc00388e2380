/** Messages that may come before anybody listens. */
const MOST_WAITING = 256

export interface Inbox {
  readonly put: (message: unknown) => void
  readonly onMessage: (listener: (message: unknown) => void) => () => void
  readonly close: () => void
}

/**
 * Keeps what comes before the first listener. A socket may deliver its first frames before the promise that
 * announces it has been awaited, and a message lost there would never be answered.
 */
export function createInbox(onFull: () => void): Inbox {
  const listeners = new Set<(message: unknown) => void>()
  let waiting: unknown[] | undefined = []

  function deliver(message: unknown): void {
    for (const listener of [...listeners]) listener(message)
  }

  /** Not at once: those who serve and those who call subscribe one after the other. */
  function flush(): void {
    const kept = waiting ?? []
    waiting = undefined
    kept.forEach(deliver)
  }

  return {
    put: message => {
      if (waiting === undefined) return deliver(message)
      if (waiting.length >= MOST_WAITING) return onFull()
      waiting.push(message)
    },
    onMessage: listener => {
      if (listeners.size === 0 && waiting !== undefined) queueMicrotask(flush)
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => {
      waiting = undefined
      listeners.clear()
    },
  }
}
