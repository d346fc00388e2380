import type { WebSocket } from 'ws'
import { CLOSED_TOO_SLOW } from '../../shared/bridge.js'
import { decode, encode } from '../../shared/codec.js'
import type { Channel } from '../../shared/rpc.js'

/**
 * What may wait for a page that does not read: several pictures of the largest map. A feed pushes nothing
 * before its last push is answered, so only a page that asks and never reads comes here; it is sent away,
 * and catches up when it connects again.
 */
export const MAX_BACKLOG_BYTES = 128 * 2 ** 20

/** WebSocket close code for data that cannot be understood, RFC 6455 section 7.4.1. */
const CLOSED_BAD_DATA = 1007

/** A channel over a WebSocket that is open. Sending into a closed one does nothing. */
export function socketChannel(socket: WebSocket): Channel {
  return {
    send: message => {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > MAX_BACKLOG_BYTES) {
        socket.close(CLOSED_TOO_SLOW, 'the page reads too slowly')
        // The close frame queues behind the backlog, so the peer may never read it.
        socket.terminate()
        return
      }
      socket.send(encode(message))
    },
    onMessage: listener => {
      const receive = (data: Buffer, isBinary: boolean): void => {
        let message: unknown
        try {
          if (!isBinary) throw new Error('text')
          message = decode(data)
        } catch {
          socket.close(CLOSED_BAD_DATA, 'not a message of Isobar')
          return
        }
        listener(message)
      }
      socket.on('message', receive)
      return () => socket.off('message', receive)
    },
  }
}
