import { type Clock, type Executor } from '../../core/ports.js'
import { IsobarError, toWireError } from '../../shared/errors.js'
import { type HelperContract, PEER_LIMITS } from '../../shared/peer-contract.js'
import { type Client } from '../../shared/rpc.js'
import { type SliceResult } from '../../shared/worker-contract.js'
import { readResult, sentenceOf } from './peer-messages.js'

/** A helper ends a slice over its budget itself; its word, or a long answer, may take this much longer [ms]. */
const ALLOWANCE_MS = 10_000

export interface RemoteLaneOptions {
  readonly client: Client<HelperContract>
  readonly clock: Clock
  /** Names of the lane at the helper. */
  readonly run: string
  readonly lane: string
  /** Columns of a row. */
  readonly width: number
  /** The lane has nothing more to say; called once, not by `end`. */
  readonly gone: (reason: string | undefined) => void
  /** The helper does what no Isobar does: its connection must end. */
  readonly condemn: (reason: string) => void
}

export interface RemoteLane {
  readonly executor: Executor
  /** No slice is sent any more; `gone` follows when those sent are answered or given back. */
  readonly leave: (reason: string | undefined) => void
  /** Rejects what is open, and all that comes, at once. */
  readonly end: (error: IsobarError) => void
}

/** One core of a helper as an executor. */
export function createRemoteLane(
  identity: Pick<Executor, 'id' | 'label' | 'machine'>,
  { client, clock, run, lane, width, gone, condemn }: RemoteLaneOptions,
): RemoteLane {
  const { id } = identity
  const sent = new Set<(error: IsobarError) => void>()
  const unsent = new Set<(error: IsobarError) => void>()
  let leaving: { reason: string | undefined } | undefined
  let over: IsobarError | undefined

  function solve(from: number, to: number, budgetMs: number): Promise<SliceResult> {
    if (over) return Promise.reject(over)
    // A slice that crossed the farewell goes back with the others, so that a crash is told before.
    if (leaving) return new Promise((_, reject) => unsent.add(reject))
    return new Promise((resolve, reject) => {
      const cancel = clock.after(budgetMs + ALLOWANCE_MS, () => silent(budgetMs))
      const settle = (): boolean => {
        cancel()
        return sent.delete(fail)
      }
      const fail = (error: IsobarError): void => {
        if (settle()) reject(error)
      }
      sent.add(fail)
      client.solve({ run, lane, from, to, budgetMs: Math.min(budgetMs, PEER_LIMITS.budgetMs) }).then(
        answer => {
          if (!sent.has(fail)) return
          const result = read(answer, from, to)
          if (result === undefined) return
          settle()
          resolve(result)
          finishWhenEmpty()
        },
        (thrown: unknown) => {
          const error = readFailure(thrown, id)
          if (error === undefined) return
          fail(error)
          finishWhenEmpty()
        },
      )
    })
  }

  function read(answer: unknown, from: number, to: number): SliceResult | undefined {
    try {
      return readResult(answer, from, to, width)
    } catch (error) {
      condemn(toWireError(error).message)
      return undefined
    }
  }

  /** Its beats go on, but the slice is neither answered nor ended: nobody computes there any more. */
  function silent(budgetMs: number): void {
    const seconds = ((budgetMs + ALLOWANCE_MS) / 1000).toFixed(0)
    const message = `${identity.machine} gave no answer for ${seconds} s`
    end(new IsobarError('worker/hung', message, { executorId: id, budgetMs }))
    condemn(message)
  }

  function finishWhenEmpty(): void {
    if (leaving === undefined || over || sent.size > 0) return
    end(sentAway(identity.machine))
    gone(leaving.reason)
  }

  function end(error: IsobarError): void {
    over ??= error
    for (const fail of [...sent, ...unsent]) fail(over)
    unsent.clear()
  }

  return {
    executor: {
      ...identity,
      trusted: false,
      solve,
      recall: (from, at) => {
        // What it has to say against a recall, it says to the slice.
        if (sent.size > 0) client.recall({ run, lane, from, at }).catch(() => {})
      },
    },
    leave: reason => {
      leaving ??= { reason }
      finishWhenEmpty()
    },
    end,
  }
}

export const sentAway = (machine: string): IsobarError =>
  new IsobarError('cancelled', `${machine} took the lane back`, undefined)

/** An error of the helper as the sweep may hear it; undefined when the end of the connection says more. */
function readFailure(thrown: unknown, executorId: string): IsobarError | undefined {
  const { code, message } = toWireError(thrown)
  const words = sentenceOf(message)
  switch (code) {
    case 'rpc/closed':
      return undefined
    case 'cancelled':
      return new IsobarError(code, words, undefined)
    case 'worker/lost':
      return new IsobarError(code, words, { executorId, exitCode: null, signal: null })
    case 'worker/hung':
      return new IsobarError(code, words, { executorId, budgetMs: 0 })
    default:
      return new IsobarError('internal/bug', words, undefined)
  }
}
