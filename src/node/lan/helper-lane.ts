import { type Executor } from '../../core/ports.js'
import { IsobarError, isCode } from '../../shared/errors.js'
import { type SliceResult } from '../../shared/worker-contract.js'

/**
 * Slices a worker has at a time: while it computes one, the answer to the one before is under way and the next
 * one is there already. An answer of 100 ms of work has half a megabyte, which takes some 5 ms.
 */
const SENT = 2

interface Entry {
  readonly from: number
  to: number
  sent: boolean
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

/** Hands a worker few slices at a time, so that the others can be given back without asking it. */
export function createLane(
  executor: Pick<Executor, 'solve' | 'recall'>,
  answered: (result: SliceResult) => void,
): Lane {
  const entries: Entry[] = []
  let drained: Promise<void> | undefined
  let ended: unknown
  let free = (): void => {}

  function proceed(): void {
    if (drained && entries.every(({ sent }) => !sent)) return end(sentAway())
    if (!drained) for (const entry of entries.slice(0, SENT)) if (!entry.sent) send(entry)
  }

  function send(entry: Entry): void {
    entry.sent = true
    executor.solve(entry.from, entry.to, entry.budgetMs).then(
      result => {
        answered(result)
        // One that the worker had not begun when the lane was taken back.
        if (drained && result.to === entry.from) entry.reject(sentAway())
        else entry.resolve(result)
        remove(entry)
      },
      (error: unknown) => {
        entry.reject(error)
        if (endsWorker(error)) end(error)
        else remove(entry)
      },
    )
  }

  function remove(entry: Entry): void {
    const place = entries.indexOf(entry)
    if (place >= 0) entries.splice(place, 1)
    proceed()
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
    if (entry.sent) return executor.recall(from, at)
    entry.to = Math.min(entry.to, Math.max(from, at))
    if (entry.to > from) return
    entries.splice(place, 1)
    entry.resolve(nothing(from))
  }

  function drain(): Promise<void> {
    drained ??= new Promise(resolve => {
      free = resolve
      for (const { from, sent } of entries.slice(1)) if (sent) executor.recall(from, from)
    })
    proceed()
    return drained
  }

  return {
    solve: (from, to, budgetMs) => {
      if (ended !== undefined) return Promise.reject(ended)
      return new Promise((resolve, reject) => {
        entries.push({ from, to, sent: false, budgetMs, resolve, reject })
        proceed()
      })
    },
    recall,
    drain,
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
