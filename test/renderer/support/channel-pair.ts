import { type Channel } from '../../../src/shared/rpc.js'

/** Two ends of a pipe in memory; messages arrive a microtask later, cloned as over a real one. */
export function channelPair(): [Channel, Channel] {
  const listeners = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()] as const
  const end = (mine: 0 | 1): Channel => ({
    send: message => {
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => listeners[mine === 0 ? 1 : 0].forEach(listener => listener(copy)))
    },
    onMessage: listener => {
      listeners[mine].add(listener)
      return () => listeners[mine].delete(listener)
    },
  })
  return [end(0), end(1)]
}
