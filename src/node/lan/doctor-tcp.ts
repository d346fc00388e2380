import { once } from 'node:events'
import { createConnection, createServer, isIP } from 'node:net'
import { type Clock } from '../../core/ports.js'
import { type DoctorPorts } from './doctor-ports.js'
import { type ConnectTrial } from './doctor-remedies.js'
import { dialable } from './zones.js'

const CONNECT_MS = 3_000

const OUTCOMES: Readonly<Record<string, ConnectTrial['outcome']>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed-out',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EHOSTDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
}

/** Opens a connection and closes it at once; never rejects. */
export const tryConnect =
  (clock: Clock): DoctorPorts['connect'] =>
  async (host, port) => {
    const trials = await Promise.all(dialable(host).map(form => tryOne(clock, form, port)))
    return (
      trials.find(({ outcome }) => outcome === 'open') ??
      trials.find(({ outcome }) => outcome === 'refused') ??
      trials[0]!
    )
  }

const tryOne = (clock: Clock, host: string, port: number): Promise<ConnectTrial> =>
  new Promise(resolve => {
    // One address after the other would need one time limit each.
    const socket = createConnection({ host, port, family: 0, autoSelectFamily: false })
    let remote = isIP(host) ? host : undefined
    const end = (outcome: ConnectTrial['outcome'], code: string | undefined): void => {
      cancel()
      socket.destroy()
      resolve({ outcome, code, remote })
    }
    const cancel = clock.after(CONNECT_MS, () => end('timed-out', undefined))
    socket.once('lookup', (_error, address) => (remote = address))
    socket.once('connect', () => {
      remote = socket.remoteAddress
      end('open', undefined)
    })
    socket.on('error', (error: NodeJS.ErrnoException & { address?: string }) => {
      remote ??= error.address
      end(OUTCOMES[error.code ?? ''] ?? 'failed', error.code ?? error.message)
    })
  })

export const tryListen: DoctorPorts['listen'] = async (port, host) => {
  const server = createServer(socket => socket.destroy())
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise(resolve => void server.close(() => resolve())),
  }
}
