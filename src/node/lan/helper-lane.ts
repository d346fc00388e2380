import { type Executor } from '../../core/ports.js'
import { IsobarError, isCode } from '../../shared/errors.js'
import { type SliceResult } from '../../shared/worker-contract.js'

interface Entry {
  readonly from: number
  to: number
  readonly budgetMs: number
  readonly resolve: (result: SliceResult) => void
  readonly reject: (error: unknown) => void
}

/** One core lent to an owner: the slices it was given, of which the first is being computed. */
export interface Lane {
  readonly solve: (from: number, to: number, budgetMs: number) => Promise<SliceResult>
  readonly recall: (from: number, at: number) => void
  /** Finishes the slice in hand and gives back the others with `cancelled`; resolves when it is free. */
  readonly drain: () => Promise<void>
  readonly size: () => number
}

/**
 * Hands a worker one slice after the other, so that what is not begun can be given back.
 *
 * The worker would take them all at once, but could then neither forget one nor tell which it has begun; the
 * pause between two slices is a message to a process on the same computer, some 0.1 ms.
 */
export function createLane(
  executor: Pick<Executor, 'solve' | 'recall'>,
  answered: (result: SliceResult) => void,
): Lane {
  const entries: Entry[] = []
  let drained: Promise<void> | undefined
  let ended: unknown
  let free = (): void => {}

  function begin(): void {
    const entry = entries[0]
    if (entry === undefined) return
    executor.solve(entry.from, entry.to, entry.budgetMs).then(
      result => {
        answered(result)
        entry.resolve(result)
        next()
      },
      (error: unknown) => {
        entry.reject(error)
        if (endsWorker(error)) end(error)
        else next()
      },
    )
  }

  function next(): void {
    entries.shift()
    if (drained) end(sentAway())
    else begin()
  }

  function end(error: unknown): void {
    ended ??= error
    for (const entry of entries.splice(0)) entry.reject(ended)
    free()
  }

  function recall(from: number, at: number): void {
    const place = entries.findIndex(entry => entry.from === from)
    const entry = entries[place]
    if (entry === undefined) return
    if (place === 0) return executor.recall(from, at)
    entry.to = Math.min(entry.to, Math.max(from, at))
    if (entry.to > from) return
    entries.splice(place, 1)
    entry.resolve(nothing(from))
  }

  return {
    solve: (from, to, budgetMs) => {
      if (ended !== undefined) return Promise.reject(ended)
      return new Promise((resolve, reject) => {
        entries.push({ from, to, budgetMs, resolve, reject })
        if (entries.length === 1) begin()
      })
    },
    recall,
    drain: () => {
      drained ??= new Promise(resolve => (free = resolve))
      if (entries.length === 0) end(sentAway())
      return drained
    },
    size: () => entries.length,
  }
}

const endsWorker = (error: unknown): boolean =>
  isCode(error, 'worker/lost') || isCode(error, 'worker/hung') || isCode(error, 'cancelled')

const sentAway = (): IsobarError => new IsobarError('cancelled', 'the lane was taken back', undefined)

const nothing = (from: number): SliceResult => ({
  from,
  to: from,
  status: new Uint8Array(0),
  rows: new Float64Array(0),
  reasons: [],
  busyMs: 0,
})
