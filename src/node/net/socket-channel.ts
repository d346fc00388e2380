import type { WebSocket } from 'ws'
import { CLOSED_TOO_SLOW } from '../../shared/bridge.js'
import type { Channel } from '../../shared/rpc.js'
import { CLOSED_BAD_DATA, readMessages, sendWithin } from './socket-messages.js'

/**
 * What may wait for a page that does not read: several pictures of the largest map. A feed pushes nothing
 * before its last push is answered, so only a page that asks and never reads comes here; it is sent away,
 * and catches up when it connects again.
 */
export const MAX_BACKLOG_BYTES = 128 * 2 ** 20

/** A channel over a WebSocket that is open. Sending into a closed one does nothing. */
export function socketChannel(socket: WebSocket): Channel {
  return {
    send: message => {
      if (sendWithin(socket, message, MAX_BACKLOG_BYTES)) return
      socket.close(CLOSED_TOO_SLOW, 'the page reads too slowly')
      // The close frame queues behind the backlog, so the peer may never read it.
      socket.terminate()
    },
    onMessage: listener =>
      readMessages(socket, listener, () => socket.close(CLOSED_BAD_DATA, 'not a message of Isobar')),
  }
}
