import { fromWireError, IsobarError, toWireError, type WireError } from './errors.js'

/** The least a transport must do: a MessagePort, a child process and a WebSocket all fit. */
export interface Channel {
  send(message: unknown): void
  /** Returns the function that stops listening. */
  onMessage(listener: (message: unknown) => void): () => void
}

/** The calling side of contract `C`: same methods, every answer a promise. */
export type Client<C> = {
  [M in keyof C]: C[M] extends (argument: infer A) => infer R ? (argument: A) => Promise<Awaited<R>> : never
}

type Frame =
  | { kind: 'call'; id: number; method: string; argument: unknown }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'fail'; id: number; error: WireError }

/** Answers calls arriving on `channel` with the functions in `handlers`; returns the function that stops. */
export function serve<C extends object>(channel: Channel, handlers: C): () => void {
  async function answer(frame: Frame): Promise<void> {
    if (frame.kind !== 'call') return
    try {
      if (!Object.hasOwn(handlers, frame.method))
        throw new IsobarError('internal/bug', `no handler for ${frame.method}`, undefined)
      const handler = handlers[frame.method as keyof C] as (argument: unknown) => unknown
      const value = await handler(frame.argument)
      channel.send({ kind: 'done', id: frame.id, value } satisfies Frame)
    } catch (thrown) {
      channel.send({ kind: 'fail', id: frame.id, error: toWireError(thrown) } satisfies Frame)
    }
  }
  return channel.onMessage(message => void answer(message as Frame))
}

/** Calls the contract served at the other end. `close` fails every call still open. */
export function connect<C extends object>(channel: Channel): { client: Client<C>; close: () => void } {
  const open = new Map<
    number,
    { method: string; resolve: (value: unknown) => void; reject: (e: Error) => void }
  >()
  let nextId = 0

  const stop = channel.onMessage(message => {
    const frame = message as Frame
    if (frame.kind === 'call') return
    const call = open.get(frame.id)
    open.delete(frame.id)
    if (frame.kind === 'done') call?.resolve(frame.value)
    else call?.reject(fromWireError(frame.error))
  })

  const client = new Proxy({} as Client<C>, {
    get: (_, method) => {
      // A promise-returning caller will probe for `then`; a client is not a promise.
      if (typeof method !== 'string' || method === 'then') return undefined
      return (argument: unknown) =>
        new Promise((resolve, reject) => {
          const id = nextId++
          open.set(id, { method, resolve, reject })
          try {
            channel.send({ kind: 'call', id, method, argument } satisfies Frame)
          } catch (thrown) {
            open.delete(id)
            reject(fromWireError(toWireError(thrown)))
          }
        })
    },
  })

  function close(): void {
    stop()
    for (const { method, reject } of open.values())
      reject(new IsobarError('rpc/closed', `the connection closed before ${method} answered`, { method }))
    open.clear()
  }

  return { client, close }
}
