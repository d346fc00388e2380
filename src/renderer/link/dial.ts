import { type IsobarBridge, SOCKET_PATH } from '../../shared/bridge.js'
import { decode, encode } from '../../shared/codec.js'
import { type Channel } from '../../shared/rpc.js'

/** An open connection to the owner. */
export interface Pipe {
  readonly channel: Channel
  /** Resolves when the other end is gone. */
  readonly closed: Promise<void>
  close(): void
}

/** Opens a connection; rejects when there is none to be had now. */
export type Dial = () => Promise<Pipe>

declare global {
  interface Window {
    /** Present in Electron only. */
    readonly isobar?: IsobarBridge
  }
}

/** The bridge of the preload script where there is one, else a socket to the server of this page. */
export function chooseDial(page: Window): Dial {
  const bridge = page.isobar
  if (!bridge) return () => dialSocket(new URL(SOCKET_PATH, page.location.href))
  // The bridge lives as long as the page: it never closes.
  return () => Promise.resolve({ channel: bridge, closed: new Promise(() => {}), close: () => {} })
}

function dialSocket(url: URL): Promise<Pipe> {
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    const closed = new Promise<void>(done =>
      socket.addEventListener('close', () => {
        reject(new Error(`no connection to ${url.host}`))
        done()
      }),
    )
    socket.addEventListener('open', () =>
      resolve({ channel: socketChannel(socket), closed, close: () => socket.close() }),
    )
  })
}

const socketChannel = (socket: WebSocket): Channel => ({
  send: message => {
    if (socket.readyState !== WebSocket.OPEN) throw new Error('the connection is closed')
    socket.send(encode(message) as Uint8Array<ArrayBuffer>)
  },
  onMessage: listener => {
    const unpack = (event: MessageEvent<ArrayBuffer>): void =>
      listener(decode(new Uint8Array(event.data), { owned: true }))
    socket.addEventListener('message', unpack)
    return () => socket.removeEventListener('message', unpack)
  },
})
