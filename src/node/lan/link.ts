import { type TLSSocket } from 'node:tls'
import { type WebSocket } from 'ws'
import { type Clock } from '../../core/ports.js'
import { showable } from '../../shared/lan/showable.js'
import { PEER_LIMITS, type PeerPath } from '../../shared/peer-contract.js'
import { CLOSED_BAD_DATA, readMessages, sendWithin } from '../net/socket-messages.js'
import { startHeartbeat } from './heartbeat.js'
import { createInbox } from './inbox.js'
import { type LanLog, type Link } from './ports.js'
import { createRate } from './rate.js'

/**
 * What may wait for a peer that does not read: four of the largest frames, so that a plan or two and the
 * slices of a farm fit. At 100 Mbit/s it drains within the time after which a silent peer is given up.
 */
export const MAX_BACKLOG_BYTES = 4 * PEER_LIMITS.frameBytes

/** What a stranger may send on the way to being paired: a handful of short messages. */
export const PAIR_LIMITS = { frameBytes: 4096, messagesPerSecond: 20 } as const

/** Largest frame read on a path [bytes]. */
export const frameBytes = (path: PeerPath): number =>
  path === 'pair' ? PAIR_LIMITS.frameBytes : PEER_LIMITS.frameBytes

/** WebSocket close codes, RFC 6455 section 7.4: of the standard, and of our own for a reason in words. */
const CLOSED_POLICY = 1008
const CLOSED_BY_US = 4000
/** Longest reason a close frame carries [bytes]. */
const MAX_REASON = 123
/** How long the other side may take to close as well. */
const CLOSING_MS = 1000
/** A pause of the event loop, or of the network, may gather the messages of some seconds. */
const BURST_SECONDS = 2

export interface LinkOptions {
  /** Open. */
  readonly socket: WebSocket
  /** What `socket` runs over, its certificate checked. */
  readonly tls: TLSSocket
  readonly fingerprint: string
  readonly address: string
  readonly path: PeerPath
  readonly clock: Clock
  readonly log: LanLog
}

/**
 * A link over an open WebSocket. It closes by itself, with a reason, when the other side is silent, reads
 * too slowly, sends too much, or sends what is no message.
 */
export function openLink(options: LinkOptions): Link {
  const { socket, tls, fingerprint, address, path, clock, log } = options
  const perSecond = path === 'pair' ? PAIR_LIMITS.messagesPerSecond : PEER_LIMITS.messagesPerSecond
  const mayCome = createRate(clock, perSecond, perSecond * BURST_SECONDS)
  const inbox = createInbox(() => end('nobody listens to this connection', CLOSED_POLICY))
  const listeners = new Set<(reason: string) => void>()
  let closed: string | undefined

  const heartbeat = startHeartbeat({
    clock,
    beat: mark => socket.ping(mark),
    onDead: silentMs => {
      end(`the other side was silent for ${(silentMs / 1000).toFixed(1)} s`, CLOSED_BY_US)
      socket.terminate()
    },
  })

  function end(reason: string, code: number): void {
    if (closed !== undefined) return
    closed = reason
    heartbeat.stop()
    inbox.close()
    socket.close(code, cut(reason))
    if (socket.readyState !== socket.CLOSED) {
      const cancel = clock.after(CLOSING_MS, () => socket.terminate())
      socket.once('close', cancel)
    }
    log('link-closed', { peer: fingerprint, address, path, reason })
    for (const listener of [...listeners]) listener(reason)
    listeners.clear()
  }

  function count(): boolean {
    if (mayCome()) return true
    end(`more than ${perSecond} messages a second`, CLOSED_POLICY)
    return false
  }

  tls.on('data', heartbeat.heard)
  socket.on('ping', count)
  socket.on('pong', (mark: Buffer) => {
    if (count()) heartbeat.answered(mark.toString('latin1'))
  })
  readMessages(
    socket,
    message => {
      if (closed === undefined && count()) inbox.put(message)
    },
    () => end('not a message of Isobar', CLOSED_BAD_DATA),
  )
  // A frame too large or broken; 'close' follows.
  socket.on('error', error => end(error.message, CLOSED_BY_US))
  socket.on('close', (_code, reason) =>
    end(showable(reason.toString('utf8'), MAX_REASON) || 'the connection broke', CLOSED_BY_US),
  )

  log('link-opened', { peer: fingerprint, address, path })
  return {
    fingerprint,
    address,
    path,
    channel: {
      send: message => {
        if (closed !== undefined || sendWithin(socket, message, MAX_BACKLOG_BYTES)) return
        end('the other side reads too slowly', CLOSED_BY_US)
        // The close frame would queue behind the backlog.
        socket.terminate()
      },
      onMessage: inbox.onMessage,
    },
    rttMs: heartbeat.rttMs,
    close: reason => end(reason, CLOSED_BY_US),
    onClose: listener => {
      if (closed === undefined) listeners.add(listener)
      else queueMicrotask(() => listener(closed!))
      return () => void listeners.delete(listener)
    },
  }
}

/** At most what a close frame carries, without half a character. */
const cut = (reason: string): string =>
  new TextDecoder().decode(Buffer.from(reason).subarray(0, MAX_REASON)).replace(/\ufffd+$/, '')
