import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { SOCKET_PATH } from '../../shared/bridge.js'
import { MAX_FRAME_BYTES } from '../../shared/codec.js'
import { IsobarError } from '../../shared/errors.js'
import type { Channel } from '../../shared/rpc.js'
import { createDoor, type Door } from './door.js'
import { pageHeaders, readPageFile } from './page-files.js'
import { socketChannel } from './socket-channel.js'

const LOOPBACK = '127.0.0.1'

export interface UiServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** Folder of the built interface. */
  readonly root: string
  /** Serves one page over its channel; returns the function that ends it when the page is gone. */
  readonly attach: (channel: Channel) => () => void
}

export interface UiServer {
  /** Opens the interface once; it carries the token. */
  readonly url: string
  readonly port: number
  /** Resolves when every page is detached and the port is free. */
  close: () => Promise<void>
}

/**
 * Serves the interface to the browsers of this computer, and of the person who has the address only.
 *
 * @throws IsobarError `net/port-in-use`
 */
export async function startUiServer(options: UiServerOptions): Promise<UiServer> {
  const server = createServer()
  const port = await listen(server, options.port ?? 0)
  const door = createDoor(port)
  const headers = pageHeaders([`ws://${LOOPBACK}:${port}`, `ws://localhost:${port}`])
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })

  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    void answer(request, response, door, options.root)
  })
  server.on('upgrade', (request, socket, head) => {
    if (!mayOpenSocket(request, door)) return refuseUpgrade(socket)
    sockets.handleUpgrade(request, socket, head, opened => {
      const detach = options.attach(socketChannel(opened))
      opened.on('close', detach)
      // A broken or oversized frame; 'close' follows and says all there is to do.
      opened.on('error', () => undefined)
    })
  })

  return {
    url: `http://${LOOPBACK}:${port}/?token=${door.token}`,
    port,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      const detached = [...sockets.clients].map(
        socket => new Promise<void>(resolve => socket.once('close', () => resolve())),
      )
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      server.closeAllConnections()
      await Promise.all([closed, ...detached])
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? portInUse(port, error) : error),
    )
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port))
  })
}

const portInUse = (port: number, cause: Error): IsobarError =>
  new IsobarError(
    'net/port-in-use',
    `port ${port} is taken by another program: choose another --port, or leave it out to take a free one`,
    { port },
    { cause },
  )

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  door: Door,
  root: string,
): Promise<void> {
  if (!door.addressed(request)) return refuse(response, 403, 'This server answers to its own address only.')
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'Only GET and HEAD.')

  const [path = '/', query = ''] = (request.url ?? '/').split('?')
  const token = new URLSearchParams(query).get('token')
  if (path === '/' && token !== null && (door.admits(request) || door.spend(token))) {
    // A redirect, so that the token stays out of the history and the address bar.
    response.writeHead(303, { Location: '/', 'Set-Cookie': door.setCookie }).end()
    return
  }
  if (!door.admits(request))
    return refuse(
      response,
      403,
      'This address has been used or is not complete. Start `isobar ui` again for a new one.',
    )

  const file = await readPageFile(root, path)
  if (!file) return refuse(response, 404, 'There is nothing here.')
  response.writeHead(200, { 'Content-Type': file.contentType, 'Content-Length': file.body.length })
  response.end(request.method === 'HEAD' ? undefined : file.body)
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${reason}\n`)
}

const mayOpenSocket = (request: IncomingMessage, door: Door): boolean =>
  request.url === SOCKET_PATH && door.addressed(request) && door.admits(request) && door.fromOwnPage(request)

function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
