const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Hears the signals that ask a process to end, and counts them: the second one means at once. */
export function onInterrupt(listener: (times: number) => void): () => void {
  let times = 0
  const hear = (): void => listener(++times)
  for (const signal of SIGNALS) process.on(signal, hear)
  return () => {
    for (const signal of SIGNALS) process.off(signal, hear)
  }
}
