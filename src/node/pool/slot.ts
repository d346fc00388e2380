import { type Clock, type Executor, type FarmListener } from '../../core/ports.js'
import { IsobarError, toWireError } from '../../shared/errors.js'
import { ENGINE, type Plan } from '../../shared/plan.js'
import { connect } from '../../shared/rpc.js'
import { WORKER_PROTOCOL, type WorkerContract } from '../../shared/worker-contract.js'
import { type ForkWorker, type WorkerExit } from './worker-process.js'

/** A worker must greet and compile its plan within this time [ms]. */
const START_MS = 20_000
/** Pause before a replacement starts [ms]: doubles with each end in a row without an answer. */
const FIRST_BACKOFF_MS = 50
const LONGEST_BACKOFF_MS = 5_000
/** After so many ends in a row without a single answer the slot is given up. */
const HOPELESS = 8

export interface SlotOptions {
  readonly fork: ForkWorker
  readonly clock: Clock
  readonly machine: string
  readonly plan: Plan
  readonly planId: string
  readonly listener: FarmListener
  readonly number: number
  /** Called when the slot is given up, with the last of many ends. */
  readonly hopeless: (error: IsobarError) => void
}

/** One place for a worker: there is a process in it, or one is about to be. */
export interface Slot {
  /** Ends the process; resolves when it is gone. */
  stop: () => Promise<void>
}

export function startSlot(options: SlotOptions): Slot {
  const { clock, listener, number } = options
  let generation = 0
  let barren = 0
  let stopped = false
  let cancelRestart = (): void => {}
  let end = (): Promise<void> => Promise.resolve()

  function start(): void {
    const executorId = `${options.machine}/${number}.${++generation}`
    end = runWorker(options, executorId, {
      answered: () => (barren = 0),
      ended: error => {
        if (stopped) return
        if (++barren >= HOPELESS) {
          listener.incident(executorId, `${error.message}; given up after ${barren} ends in a row`)
          options.hopeless(error)
          return
        }
        const pause = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (barren - 1))
        cancelRestart = clock.after(pause, start)
      },
    })
  }

  start()
  return {
    stop: () => {
      stopped = true
      cancelRestart()
      return end()
    },
  }
}

interface WorkerEvents {
  readonly answered: () => void
  readonly ended: (error: IsobarError) => void
}

/** Runs one worker process until it ends; returns the function that ends it and waits until it is gone. */
function runWorker(options: SlotOptions, executorId: string, events: WorkerEvents): () => Promise<void> {
  const { clock, plan, planId, listener } = options
  const child = options.fork()
  const { client, close } = connect<WorkerContract>(child.channel)
  const pending = new Set<(error: Error) => void>()
  let verdict: IsobarError | undefined
  let stopping = false
  let joined = false
  let cancelStart = clock.after(START_MS, () => condemn(hung(executorId, START_MS)))

  const gone = new Promise<void>(resolve => {
    child.onExit(exit => {
      cancelStart()
      close()
      const error = stopping ? sentAway() : (verdict ?? lost(executorId, exit))
      if (joined) listener.left(executorId, stopping ? undefined : error.message)
      else if (!stopping) listener.incident(executorId, error.message)
      for (const reject of pending) reject(error)
      pending.clear()
      resolve()
      events.ended(error)
    })
  })

  /** Ends the process for a reason; its exit tells everybody. */
  function condemn(error: IsobarError): void {
    verdict ??= error
    child.kill()
  }

  async function prepare(): Promise<void> {
    const hello = await client.hello({ protocol: WORKER_PROTOCOL })
    const theirs = `protocol ${hello.protocol}, ${hello.engine}`
    const ours = `protocol ${WORKER_PROTOCOL}, ${ENGINE}`
    if (theirs !== ours)
      throw new IsobarError('worker/mismatch', `worker speaks ${theirs}, this is ${ours}`, { ours, theirs })
    await client.plan({ planId, plan })
    cancelStart()
    cancelStart = () => {}
    joined = true
    listener.joined(executor)
  }

  const executor: Executor = {
    id: executorId,
    label: `Worker ${options.number}`,
    machine: options.machine,
    solve: (from, to, budgetMs) =>
      new Promise((resolve, reject) => {
        const cancel = clock.after(budgetMs, () => condemn(hung(executorId, budgetMs)))
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
          (error: unknown) => {
            // A channel closed by the exit is told by the exit, with its reason.
            if (toWireError(error).code !== 'rpc/closed') fail(error as Error)
          },
        )
      }),
  }

  prepare().catch((error: unknown) => {
    const { code, message } = toWireError(error)
    if (code !== 'rpc/closed') condemn(new IsobarError(code, message, undefined as never))
  })

  return () => {
    stopping = true
    child.kill()
    return gone
  }
}

const sentAway = (): IsobarError => new IsobarError('cancelled', 'the worker was sent away', undefined)

function lost(executorId: string, { code, signal, stderrTail }: WorkerExit): IsobarError {
  const how = signal ? `ended by ${signal}` : `ended with exit code ${code}`
  const lastWords = stderrTail.match(/^(?:\w*Error|FATAL ERROR).*$/m)?.[0]
  const message = `worker ${how}${lastWords ? `: ${lastWords}` : ''}`
  return new IsobarError('worker/lost', message, { executorId, exitCode: code, signal })
}

function hung(executorId: string, budgetMs: number): IsobarError {
  const message = `worker gave no answer for ${(budgetMs / 1000).toFixed(0)} s and was replaced`
  return new IsobarError('worker/hung', message, { executorId, budgetMs })
}
