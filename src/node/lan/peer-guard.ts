import { type Clock } from '../../core/ports.js'
import { type WireError } from '../../shared/errors.js'
import { PEER_LIMITS } from '../../shared/peer-contract.js'
import { type Channel } from '../../shared/rpc.js'
import { type Link } from './ports.js'

/** Solves are bounded by the slices a lane may have, so they count less than other calls. */
const SOLVE_COST = 0.1

/**
 * The channel of a link as rpc.ts may use it, whatever the other side sends.
 *
 * Ends the connection for what is no frame, for too many calls, and after telling the other side why it was
 * refused (`peer/*`). What goes out bears no stack: paths of this computer are nobody else's business.
 */
export function guardChannel(link: Link, clock: Clock): Channel {
  const meter = createMeter(clock, PEER_LIMITS.messagesPerSecond)
  const listeners = new Set<(message: unknown) => void>()
  const { channel } = link

  // The connection may take a while to end; nothing more is heard meanwhile.
  let ended = false
  function end(reason: string): void {
    ended = true
    link.close(reason)
  }

  const stop = channel.onMessage(message => {
    if (ended) return
    if (!isFrame(message)) return end('it sent what is no message of Isobar')
    if (message.kind === 'call' && !meter.spend(message.method === 'solve' ? SOLVE_COST : 1))
      return end('it sent too many messages')
    for (const listener of listeners) listener(message)
  })
  link.onClose(stop)

  return {
    send: message => {
      const { kind, id, error } = message as { kind: string; id: number; error: WireError }
      if (kind !== 'fail') return channel.send(message)
      channel.send({ kind, id, error: { ...error, remoteStack: undefined } })
      if (error.code === 'peer/refused' || error.code === 'peer/mismatch') end(error.message)
    },
    onMessage: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function isFrame(message: unknown): message is { kind: 'call' | 'done' | 'fail'; method?: string } {
  if (typeof message !== 'object' || message === null) return false
  const { kind, id, method, error } = message as Record<string, unknown>
  if (!Number.isSafeInteger(id)) return false
  if (kind === 'call') return typeof method === 'string'
  return kind === 'done' || (kind === 'fail' && isWireError(error))
}

function isWireError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, message } = error as Record<string, unknown>
  return typeof code === 'string' && typeof message === 'string'
}

export interface Meter {
  /** Whether one more may happen now; a cheap thing counts as a part of one. */
  readonly spend: (cost?: number) => boolean
}

/** Lets pass `perSecond` events a second in the long run, and so many at once. */
export function createMeter(clock: Clock, perSecond: number, atOnce = perSecond): Meter {
  let credit = atOnce
  let at = clock.now()
  return {
    spend: (cost = 1) => {
      const now = clock.now()
      credit = Math.min(atOnce, credit + ((now - at) * perSecond) / 1000)
      at = now
      if (credit < cost) return false
      credit -= cost
      return true
    },
  }
}
