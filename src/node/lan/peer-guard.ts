import { type WireError } from '../../shared/errors.js'
import { type Channel } from '../../shared/rpc.js'
import { type Link } from './ports.js'

/** Errors after which the other side is left. */
const FINAL: readonly string[] = ['peer/refused', 'peer/mismatch', 'net/bad-frame']

/**
 * The channel of a link as rpc.ts may use it, whatever the other side sends.
 *
 * Ends the connection for what is no frame, and after telling the other side why it was refused. What goes
 * out bears no stack: paths of this computer are nobody else's business.
 */
export function guardChannel(link: Link): Channel {
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
    for (const listener of listeners) listener(message)
  })
  link.onClose(stop)

  return {
    send: message => {
      const { kind, id, error } = message as { kind: string; id: number; error: WireError }
      if (kind !== 'fail') return channel.send(message)
      channel.send({ kind, id, error: { ...error, remoteStack: undefined } })
      if (FINAL.includes(error.code)) end(error.message)
    },
    onMessage: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function isFrame(message: unknown): boolean {
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
