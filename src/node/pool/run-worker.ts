import { type Clock, type Executor, type FarmListener } from '../../core/ports.js'
import { fromWireError, IsobarError, isCode, toWireError } from '../../shared/errors.js'
import { ENGINE, type Plan } from '../../shared/plan.js'
import { type Channel, type Client, connect } from '../../shared/rpc.js'
import { type SliceResult, WORKER_PROTOCOL, type WorkerContract } from '../../shared/worker-contract.js'
import { type ForkWorker, type WorkerExit } from './worker-process.js'

/** A worker must greet and compile its plan within this time [ms]. */
const START_MS = 20_000

export interface WorkerOptions {
  readonly fork: ForkWorker
  readonly clock: Clock
  readonly machine: string
  readonly plan: Plan
  readonly planId: string
  readonly listener: FarmListener
}

export interface WorkerEvents {
  readonly answered: () => void
  /** The process is gone, for this reason. */
  readonly ended: (error: IsobarError) => void
}

/** Runs one worker process until it ends; returns the function that ends it and waits until it is gone. */
export function runWorker(
  options: WorkerOptions,
  identity: Pick<Executor, 'id' | 'label'>,
  events: WorkerEvents,
): () => Promise<void> {
  const { clock, planId, listener } = options
  const { id } = identity
  const child = options.fork()
  const { client, close } = connect<WorkerContract>(guarded(child.channel, () => condemn(babbled(id))))
  const pending = new Set<(error: Error) => void>()
  let verdict: IsobarError | undefined
  let end: IsobarError | undefined
  let stopping = false
  let joined = false
  const cancelStart = clock.after(START_MS, () => condemn(hung(id, START_MS)))

  const gone = new Promise<void>(resolve => {
    child.onExit(exit => {
      cancelStart()
      close()
      end = stopping ? sentAway() : (verdict ?? lost(id, exit))
      if (joined) listener.left(id, stopping ? undefined : end.message)
      else if (!stopping) listener.incident(id, end.message)
      for (const reject of pending) reject(end)
      pending.clear()
      resolve()
      events.ended(end)
    })
  })

  /** Ends the process for a reason; its exit tells everybody. */
  function condemn(error: unknown): void {
    verdict ??= error instanceof IsobarError ? error : fromWireError(toWireError(error))
    child.kill()
  }

  function solve(from: number, to: number, budgetMs: number): Promise<SliceResult> {
    if (end) return Promise.reject(end)
    return new Promise((resolve, reject) => {
      const cancel = clock.after(budgetMs, () => condemn(hung(id, budgetMs)))
      const settle = (): void => {
        cancel()
        pending.delete(fail)
      }
      const fail = (error: Error): void => {
        settle()
        reject(error)
      }
      pending.add(fail)
      client.solve({ planId, from, to }).then(
        result => {
          settle()
          events.answered()
          resolve(result)
        },
        // A channel closed by the exit is told by the exit, with its reason.
        (error: Error) => isCode(error, 'rpc/closed') || fail(error),
      )
    })
  }

  function recall(from: number, at: number): void {
    // Only a hint: a worker that is gone needs none, and its exit tells everybody.
    if (!end) client.recall({ planId, from, at }).catch(() => {})
  }

  prepare(client, options).then(
    () => {
      cancelStart()
      joined = true
      listener.joined({ ...identity, machine: options.machine, trusted: true, pid: child.pid, solve, recall })
    },
    (error: unknown) => isCode(error, 'rpc/closed') || condemn(error),
  )

  return () => {
    stopping = true
    child.kill()
    return gone
  }
}

async function prepare(client: Client<WorkerContract>, { plan, planId }: WorkerOptions): Promise<void> {
  const hello = await client.hello({ protocol: WORKER_PROTOCOL })
  const theirs = `protocol ${hello.protocol}, ${hello.engine}`
  const ours = `protocol ${WORKER_PROTOCOL}, ${ENGINE}`
  if (theirs !== ours)
    throw new IsobarError('worker/mismatch', `worker speaks ${theirs}, this is ${ours}`, { ours, theirs })
  await client.plan({ planId, plan })
}

/** A message that is no frame ends the worker that sent it, and harms nobody else. */
function guarded(channel: Channel, refuse: () => void): Channel {
  return {
    send: message => channel.send(message),
    onMessage: listener =>
      channel.onMessage(message => {
        try {
          listener(message)
        } catch {
          refuse()
        }
      }),
  }
}

const sentAway = (): IsobarError => new IsobarError('cancelled', 'the worker was sent away', undefined)

function lost(executorId: string, { code, signal, stderrTail }: WorkerExit): IsobarError {
  const how = signal ? `ended by ${signal}` : `ended with exit code ${code}`
  const lastWords = stderrTail.match(/^(?:\w*Error|FATAL ERROR).*$/m)?.[0]
  const message = `worker ${how}${lastWords ? `: ${lastWords}` : ''}`
  return new IsobarError('worker/lost', message, { executorId, exitCode: code, signal })
}

function babbled(executorId: string): IsobarError {
  const data = { executorId, exitCode: null, signal: null }
  return new IsobarError('worker/lost', 'worker sent what is no answer and was replaced', data)
}

function hung(executorId: string, budgetMs: number): IsobarError {
  const message = `worker gave no answer for ${(budgetMs / 1000).toFixed(0)} s and was replaced`
  return new IsobarError('worker/hung', message, { executorId, budgetMs })
}
