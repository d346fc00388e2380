import type { Clock } from '../../core/ports.js'
import { type Plan, pointCount } from '../../shared/plan.js'
import { grainOf, upToGrain } from '../../shared/plan-order.js'
import { columnsOf, evaluateOutput, isSolved, type Output } from '../../shared/record.js'
import type { SliceResult } from '../../shared/worker-contract.js'
import type { WarmWorker } from './warm-workers.js'

/** A slice takes about this long, so that a deadline is kept and a newer question need not wait [ms]. */
const SLICE_MS = 8
/** Slices of a question that is over may end by themselves this long; then their workers are ended [ms]. */
const GRACE_MS = 250

/** How fast points are, known from one question to the next. */
export interface Speed {
  msPerPoint: number
}

/** A map that lives in memory only, computed in point order for as long as somebody wants more of it. */
export interface Question {
  readonly points: number
  /** Computes for about `ms`; resolves with how many positions of the point order are known, from the first on. */
  readonly computeFor: (ms: number) => Promise<number>
  /** Values and status of positions [from, known). */
  readonly read: (output: Output, from: number) => { values: Float64Array; status: Uint8Array }
  /** Resolves `computeFor` soon; nothing more is computed. */
  readonly cancel: () => void
  readonly isOver: () => boolean
}

export interface QuestionOptions {
  readonly plan: Plan
  readonly planId: string
  /** Those that live now; one that ends is replaced at the next call. */
  readonly workers: () => readonly WarmWorker[]
  readonly speed: Speed
  readonly clock: Clock
}

export function createQuestion({ plan, planId, workers, speed, clock }: QuestionOptions): Question {
  const points = pointCount(plan)
  const grain = grainOf(plan)
  const width = columnsOf(plan.mechanism).length
  /** Without gaps: a call of `computeFor` ends when all that it asked for is in. */
  const known: SliceResult[] = []
  let next = 0
  let over = false
  const busy = new Set<WarmWorker>()
  let last: Promise<unknown> = Promise.resolve()

  function take(): { from: number; to: number } {
    const from = next
    const size = Math.max(1, Math.floor(SLICE_MS / speed.msPerPoint))
    next = Math.min(points, upToGrain(from + size, grain))
    return { from, to: next }
  }

  async function work(worker: WarmWorker, deadline: number, found: SliceResult[]): Promise<void> {
    while (!over && next < points && clock.now() < deadline) {
      const { from, to } = take()
      busy.add(worker)
      const result = await worker.solve(plan, planId, from, to).finally(() => busy.delete(worker))
      if (result.to > from) speed.msPerPoint = (speed.msPerPoint + result.busyMs / (result.to - from)) / 2
      found.push(result)
    }
  }

  async function compute(ms: number): Promise<number> {
    const deadline = clock.now() + ms
    const found: SliceResult[] = []
    const outcomes = await Promise.allSettled(workers().map(worker => work(worker, deadline, found)))
    if (over) return 0
    const failure = outcomes.find(outcome => outcome.status === 'rejected')
    if (failure) {
      over = true
      throw failure.reason
    }
    known.push(...found.sort((a, b) => a.from - b.from))
    return next
  }

  // Two who ask wait for each other: what one of them has in hand would be a gap for the other.
  function computeFor(ms: number): Promise<number> {
    const result = last.then(() => compute(ms))
    last = result.catch(() => undefined)
    return result
  }

  function read(output: Output, from: number): { values: Float64Array; status: Uint8Array } {
    const values = new Float64Array(next - from).fill(NaN)
    const status = new Uint8Array(next - from)
    for (const slice of known)
      for (let at = Math.max(from, slice.from); at < slice.to; at++) {
        const code = slice.status[at - slice.from]!
        status[at - from] = code
        if (isSolved(code)) values[at - from] = evaluateOutput(output, slice.rows, (at - slice.from) * width)
      }
    return { values, status }
  }

  function cancel(): void {
    if (over) return
    over = true
    for (const worker of busy) worker.recall()
    clock.after(GRACE_MS, () => busy.forEach(worker => worker.end()))
  }

  return { points, computeFor, read, cancel, isOver: () => over }
}
