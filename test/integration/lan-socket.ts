import { once } from 'node:events'
import { type AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { type Link } from '../../src/node/lan/ports.js'
import { socketChannel } from '../../src/node/net/socket-channel.js'

export interface SocketPair {
  readonly owner: Link
  readonly helper: Link
  /** Cuts the connection as a pulled plug does. */
  readonly cut: () => void
}

/** Both ends of a WebSocket on loopback as links; nothing but that they are not encrypted sets them apart. */
export async function socketPair(helperPrint = 'b'.repeat(64)): Promise<SocketPair> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  await once(server, 'listening')
  const dialled = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const [[accepted]] = (await Promise.all([once(server, 'connection'), once(dialled, 'open')])) as [
    [WebSocket],
    unknown,
  ]
  server.close()
  return {
    owner: linkOf(dialled, helperPrint),
    helper: linkOf(accepted, 'a'.repeat(64)),
    cut: () => dialled.terminate(),
  }
}

function linkOf(socket: WebSocket, fingerprint: string): Link {
  let reason: string | undefined
  socket.on('error', error => (reason ??= error.message))
  return {
    fingerprint,
    address: '127.0.0.1:0',
    path: 'help',
    channel: socketChannel(socket),
    rttMs: () => undefined,
    close: why => {
      reason ??= why
      socket.close()
    },
    onClose: listener => {
      const closed = (): void => listener(reason ?? 'the connection was cut')
      socket.once('close', closed)
      return () => socket.off('close', closed)
    },
  }
}
