import { createServer, type AddressInfo, type Socket } from 'node:net'
import { type Clock } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { type Admission } from './admission.js'

const MOST_CONNECTIONS = 64
/** From the first packet to a link or an answer; whoever is slower is drip-feeding or asleep. */
export const STRANGER_MS = 5000

/** A TCP connection; a stranger's until it is `welcome`. */
export interface Visit {
  readonly ip: string
  /** No longer counted among strangers, nor cut off for being slow. */
  readonly welcome: () => void
  /** No longer cut off for being slow, but counted. */
  readonly bearWith: () => void
}

export interface TcpDoor {
  readonly port: number
  /** The visit that a socket on top of the connection belongs to. */
  readonly visitOf: (socket: Socket) => Visit | undefined
  readonly stop: () => void
  /** Cuts what is left, and resolves when the port is free. */
  readonly close: () => Promise<void>
}

export interface TcpDoorOptions {
  readonly host: string | undefined
  readonly port: number
  readonly admission: Admission
  readonly clock: Clock
  readonly accept: (socket: Socket) => void
  readonly onDropped: (ip: string | undefined) => void
}

/**
 * Accepts connections under limits, before any work is done for them.
 *
 * @throws IsobarError `net/port-in-use`
 */
export async function openTcpDoor(options: TcpDoorOptions): Promise<TcpDoor> {
  const { admission, clock, accept, onDropped } = options
  const visits = new Map<string, Visit>()
  const open = new Set<Socket>()
  const server = createServer({ noDelay: true }, raw => {
    const key = endsOf(raw)
    const ip = plainIp(raw.remoteAddress)
    if (ip === undefined || !admission.enter(ip)) {
      raw.destroy()
      return onDropped(ip)
    }
    open.add(raw)
    // The TLS socket above it tells.
    raw.on('error', () => undefined)
    let stranger = true
    const bearWith = clock.after(STRANGER_MS, () => raw.destroy())
    const welcome = (): void => {
      bearWith()
      if (stranger) admission.leave(ip)
      stranger = false
    }
    visits.set(key, { ip, welcome, bearWith })
    raw.once('close', () => {
      welcome()
      visits.delete(key)
      open.delete(raw)
    })
    accept(raw)
  })
  server.maxConnections = MOST_CONNECTIONS
  server.on('drop', data => onDropped(plainIp(data?.remoteAddress)))
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', error => reject(portTaken(options.port, error)))
    server.listen({ port: options.port, host: options.host }, () =>
      resolve((server.address() as AddressInfo).port),
    )
  })
  // Running out of file descriptors is no reason to end; the next connection may find one.
  server.on('error', () => undefined)

  const closed = new Promise<void>(resolve => server.once('close', resolve))
  return {
    port,
    visitOf: socket => visits.get(endsOf(socket)),
    stop: () => void server.close(),
    close: () => {
      for (const raw of open) raw.destroy()
      return closed
    },
  }
}

/** Names a connection while it is open, for the TCP socket and the TLS socket over it alike. */
const endsOf = (socket: Socket): string =>
  `${socket.localAddress} ${socket.remoteAddress} ${socket.remotePort}`

/** IPv4 as such, where a socket for both families writes ::ffff:1.2.3.4. */
export const plainIp = (address: string | undefined): string | undefined =>
  address?.replace(/^::ffff:(?=\d+\.)/, '')

function portTaken(port: number, cause: NodeJS.ErrnoException): Error {
  if (cause.code !== 'EADDRINUSE' && cause.code !== 'EACCES') return cause
  return new IsobarError(
    'net/port-in-use',
    `port ${port} is taken by another program: choose another, or leave it out to take a free one`,
    { port },
    { cause },
  )
}
