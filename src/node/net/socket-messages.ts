import type { WebSocket } from 'ws'
import { decode, encode } from '../../shared/codec.js'

/** WebSocket close code for data that cannot be understood, RFC 6455 section 7.4.1. */
export const CLOSED_BAD_DATA = 1007

/** False, and nothing is sent, when more than `backlogBytes` already wait; into a closed socket goes nothing. */
export function sendWithin(socket: WebSocket, message: unknown, backlogBytes: number): boolean {
  if (socket.readyState !== socket.OPEN) return true
  if (socket.bufferedAmount > backlogBytes) return false
  socket.send(encode(message))
  return true
}

/** Hands on each binary frame of codec.ts, and calls `onBad` for anything else. Returns the undo. */
export function readMessages(
  socket: WebSocket,
  listener: (message: unknown) => void,
  onBad: () => void,
): () => void {
  const receive = (data: Buffer, isBinary: boolean): void => {
    let message: unknown
    try {
      if (!isBinary) throw new Error('text')
      // `ws` gives each message away.
      message = decode(data, { owned: true })
    } catch {
      onBad()
      return
    }
    listener(message)
  }
  socket.on('message', receive)
  return () => socket.off('message', receive)
}
