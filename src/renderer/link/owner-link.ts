import { IsobarError } from '../../shared/errors.js'
import { type OwnerContract, type ViewContract } from '../../shared/owner-contract.js'
import { type Client, connect, serve } from '../../shared/rpc.js'
import { type Dial } from './dial.js'

export type LinkState = 'connecting' | 'online' | 'lost'

export interface OwnerLink {
  /** Forwards to the connection of the moment; rejects with `rpc/closed` while there is none. */
  readonly owner: Client<OwnerContract>
  close(): void
}

export interface LinkOptions {
  /** Answers what the owner tells without being asked. */
  readonly view: ViewContract
  readonly onState: (state: LinkState) => void
  /** Runs a callback later; returns the function that cancels it. */
  readonly after: (ms: number, callback: () => void) => () => void
}

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 5000

/** Keeps a connection to the owner, dialling again with growing pauses whenever it is lost. */
export function openLink(dial: Dial, { view, onState, after }: LinkOptions): OwnerLink {
  let current: Client<OwnerContract> | undefined
  let drop: (() => void) | undefined
  let cancelRetry: (() => void) | undefined
  let closed = false
  let failures = 0

  async function attempt(): Promise<void> {
    try {
      const pipe = await dial()
      if (closed) return pipe.close()
      const { client, close } = connect<OwnerContract>(pipe.channel)
      const stopServing = serve<ViewContract>(pipe.channel, view)
      current = client
      failures = 0
      drop = () => {
        current = undefined
        drop = undefined
        stopServing()
        close()
        pipe.close()
      }
      onState('online')
      await pipe.closed
      drop?.()
    } catch {
      // The reason does not matter: whatever it is, the remedy is to dial again.
    }
    if (closed) return
    onState('lost')
    cancelRetry = after(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++), () => void attempt())
  }

  onState('connecting')
  void attempt()

  return {
    owner: new Proxy({} as Client<OwnerContract>, {
      get: (_, method) => {
        if (typeof method !== 'string' || method === 'then') return undefined
        return (argument: unknown) => {
          if (!current)
            return Promise.reject(new IsobarError('rpc/closed', `not connected: ${method}`, { method }))
          return (current[method as keyof OwnerContract] as (a: unknown) => Promise<unknown>)(argument)
        }
      },
    }),
    close: () => {
      closed = true
      cancelRetry?.()
      drop?.()
    },
  }
}
