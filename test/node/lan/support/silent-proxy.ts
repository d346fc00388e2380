import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { later } from './installation.js'

export interface SilentProxy {
  readonly address: string
  /** From now on it carries nothing either way, and closes nothing: a pulled cable. */
  readonly freeze: () => void
  readonly thaw: () => void
}

/** Passes TCP on to `port` of this host, until it is told to fall silent. */
export async function silentProxy(port: number): Promise<SilentProxy> {
  const sockets = new Set<Socket>()
  const server = createServer(near => {
    const far = connect(port, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  later(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise(resolve => server.close(resolve))
  })
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    freeze: () => sockets.forEach(socket => socket.pause()),
    thaw: () => sockets.forEach(socket => socket.resume()),
  }
}
