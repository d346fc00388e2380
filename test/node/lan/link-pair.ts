import { type Link } from '../../../src/node/lan/ports.js'
import { decode, encode } from '../../../src/shared/codec.js'

export interface LinkPair {
  /** At the owner, leading to the helper; and the other way round. */
  readonly owner: Link
  readonly helper: Link
  /** Ends the connection as a pulled plug does: what is under way is lost. */
  readonly cut: (reason?: string) => void
  /** Why the connection ended; undefined while it is open. */
  readonly closed: () => string | undefined
}

/**
 * The two ends of a connection in memory. Messages go through the codec, so that what cannot be sent fails
 * here as well, and arrive in order, a turn of the event loop later.
 */
export function linkPair(helperPrint = 'b'.repeat(64), ownerPrint = 'a'.repeat(64)): LinkPair {
  let closed: string | undefined
  let cutOff = false
  const listeners = {
    owner: new Set<(message: unknown) => void>(),
    helper: new Set<(message: unknown) => void>(),
  }
  const closeListeners = {
    owner: new Set<(reason: string) => void>(),
    helper: new Set<(reason: string) => void>(),
  }

  /** The side that closes hears of it at once, the other one after all that was sent before. */
  function close(reason: string, side?: 'owner' | 'helper'): void {
    if (closed !== undefined) return
    closed = reason
    const tell = (to: 'owner' | 'helper'): void => closeListeners[to].forEach(listener => listener(reason))
    for (const to of ['owner', 'helper'] as const)
      if (to === side) tell(to)
      else setImmediate(tell, to)
  }

  const end = (side: 'owner' | 'helper', fingerprint: string): Link => ({
    fingerprint,
    address: '192.0.2.1:4711',
    path: 'help',
    channel: {
      send: message => {
        if (closed !== undefined) return
        const frame = encode(message)
        setImmediate(() => {
          if (cutOff) return
          const copy = decode(frame)
          for (const listener of listeners[side === 'owner' ? 'helper' : 'owner']) listener(copy)
        })
      },
      onMessage: listener => {
        listeners[side].add(listener)
        return () => listeners[side].delete(listener)
      },
    },
    rttMs: () => 1,
    close: reason => close(reason, side),
    onClose: listener => {
      closeListeners[side].add(listener)
      return () => closeListeners[side].delete(listener)
    },
  })

  return {
    owner: end('owner', helperPrint),
    helper: end('helper', ownerPrint),
    cut: (reason = 'the cable was pulled') => {
      cutOff = true
      close(reason)
    },
    closed: () => closed,
  }
}
