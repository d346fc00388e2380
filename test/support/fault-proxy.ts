import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'

/** What happens to the bytes of one direction; may be changed at any time. */
export interface Faults {
  /** [ms] */
  delayMs: number
  bytesPerSecond: number
  /** Bytes are held back, as by a network that is away, and come when it is back. */
  silent: boolean
}

export interface FaultProxy {
  readonly port: number
  readonly toServer: Faults
  readonly toClient: Faults
  /** Turns new connections away from now on, or no longer. */
  refuse: boolean
  /** Flips one bit of the next byte of a direction. */
  readonly corruptNext: (direction: 'toServer' | 'toClient') => void
  /** Resets every connection on both sides. */
  readonly cut: () => void
  /** The clients lose their connections while the server is told nothing, as when a computer loses power. */
  readonly halfOpen: () => void
  readonly connections: () => number
  readonly close: () => Promise<void>
}

const CALM: Faults = { delayMs: 0, bytesPerSecond: Infinity, silent: false }
/** How often a held or throttled direction is looked at [ms]. */
const STEP_MS = 5
/** Bytes under way in one direction before the sender has to wait. */
const MOST_HELD = 2 ** 20

/** Stands between a client and a server on TCP and does to their bytes what networks do. */
export async function createFaultProxy(to: { host: string; port: number }, listenHost = '127.0.0.1') {
  const pairs = new Set<{ client: Socket; server: Socket }>()
  const corrupt = { toServer: 0, toClient: 0 }
  const directions = { toServer: { ...CALM }, toClient: { ...CALM } }

  const listener = createServer({ allowHalfOpen: true, noDelay: true }, client => {
    if (proxy.refuse) return void client.resetAndDestroy()
    const server = createConnection({ ...to, allowHalfOpen: true, noDelay: true })
    const pair = { client, server }
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) socket.on('error', end)
    server.on('close', end)
    client.on('close', () => {
      // Left behind by `halfOpen`, the server keeps its side.
      if (pairs.has(pair)) end()
    })
    carry(client, server, 'toServer')
    carry(server, client, 'toClient')
  })

  function carry(from: Socket, into: Socket, direction: 'toServer' | 'toClient'): void {
    const faults = directions[direction]
    /** `undefined` is the end of the stream, which waits its turn like any byte. */
    const held: { due: number; chunk: Buffer | undefined }[] = []
    let bytes = 0
    let lastStep = performance.now()
    const hold = (chunk: Buffer | undefined): void => {
      held.push({ due: performance.now() + faults.delayMs, chunk })
      bytes += chunk?.length ?? 0
      if (bytes > MOST_HELD) from.pause()
      step()
    }
    from.on('data', hold)
    from.on('end', () => hold(undefined))
    const timer = setInterval(step, STEP_MS)
    into.once('close', () => clearInterval(timer))

    function step(): void {
      const now = performance.now()
      const elapsed = now - lastStep
      if (faults.bytesPerSecond < Infinity && elapsed < STEP_MS) return
      lastStep = now
      let allowance = (faults.bytesPerSecond * Math.min(elapsed, 4 * STEP_MS)) / 1000
      while (!faults.silent && held.length > 0 && held[0]!.due <= now && allowance >= 1) {
        const { chunk, due } = held.shift()!
        if (!chunk) return void into.end()
        const size = Math.min(chunk.length, Math.floor(allowance))
        if (size < chunk.length) held.unshift({ due, chunk: chunk.subarray(size) })
        allowance -= size
        bytes -= size
        if (into.writable) into.write(corrupted(chunk.subarray(0, size), direction))
      }
      if (bytes <= MOST_HELD && from.isPaused()) from.resume()
    }
  }

  function corrupted(chunk: Buffer, direction: 'toServer' | 'toClient'): Buffer {
    if (corrupt[direction] === 0) return chunk
    corrupt[direction]--
    const copy = Buffer.from(chunk)
    copy[0]! ^= 1
    return copy
  }

  function cut(): void {
    for (const { client, server } of pairs) for (const socket of [client, server]) socket.resetAndDestroy()
  }

  listener.listen(0, listenHost)
  await once(listener, 'listening')
  const address = listener.address()
  const left: Socket[] = []
  const proxy: FaultProxy = {
    port: typeof address === 'object' && address ? address.port : 0,
    ...directions,
    refuse: false,
    corruptNext: direction => void corrupt[direction]++,
    cut,
    halfOpen: () => {
      for (const pair of [...pairs]) {
        pairs.delete(pair)
        left.push(pair.server)
        pair.client.resetAndDestroy()
        pair.server.removeAllListeners('data')
        pair.server.resume()
      }
    },
    connections: () => pairs.size,
    close: async () => {
      const closed = once(listener, 'close')
      listener.close()
      cut()
      for (const socket of left) socket.destroy()
      await closed
    },
  }
  return proxy
}
