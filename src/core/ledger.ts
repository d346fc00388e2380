import { type Plan, pointCount } from '../shared/plan.js'
import { planOrder } from '../shared/plan-order.js'
import { columnsOf, isFailed, isSolved, type Output, evaluateOutput, STATUS } from '../shared/record.js'
import { type StoredSlice } from './ports.js'
import { type Range } from './ranges.js'

type Answer = Pick<StoredSlice, 'from' | 'to' | 'status' | 'rows'>

/** A slow machine may run out of time, or break, where a fast one comes to an end. */
const DEPENDS_ON_TIME = new Set<number>([STATUS.pending, STATUS.notConverged, STATUS.brokeWorkers])

/** All that is known of the points of a plan, in memory, by position in the point order. */
export interface Ledger {
  readonly points: number
  /** Columns of a row. */
  readonly width: number
  /** One byte per position, see STATUS. */
  readonly status: Uint8Array
  /** One row per position, shape (points, width); NaN where not known. */
  readonly rows: Float64Array
  /** Row-major point index y · nx + x of each position, and the inverse. */
  readonly order: Uint32Array
  readonly positionOf: Uint32Array
  readonly counts: () => { solved: number; failed: number; certified: number }
  /** Enters a slice; later slices replace earlier ones. Pending points in it take back what was said. */
  readonly record: (slice: StoredSlice) => void
  /**
   * The first position for which a slice says something else than stands here, bit for bit; undefined when
   * there is none. What has not ended is not compared, nor what depends on the time a machine needs.
   */
  readonly firstDifference: (slice: Answer) => number | undefined
  readonly reasonOf: (position: number) => string | undefined
  readonly originOf: (position: number) => { executor: string; at: number } | undefined
  /** Positions whose word comes from executors for which `whose` holds. */
  readonly rangesFrom: (whose: (executorId: string) => boolean) => readonly Range[]
  /** Positions that have not ended. */
  readonly missing: () => readonly Range[]
  /** Makes positions pending again. */
  readonly clear: (range: Range) => void
  /** Values of an output, row-major, NaN where not known; shape (points). */
  readonly valuesOf: (output: Output) => Float64Array
}

export function createLedger(plan: Plan): Ledger {
  const points = pointCount(plan)
  const width = columnsOf(plan.mechanism).length
  const status = new Uint8Array(points)
  const rows = new Float64Array(points * width).fill(NaN)
  const order = planOrder(plan)
  const positionOf = new Uint32Array(points)
  order.forEach((point, position) => (positionOf[point] = position))
  const counts = { solved: 0, failed: 0, certified: 0 }
  const reasons = new Map<number, string>()
  const origins: Origin[] = []
  const originIndex = new Uint32Array(points)

  function count(code: number, by: 1 | -1): void {
    if (isSolved(code)) counts.solved += by
    if (isFailed(code)) counts.failed += by
    if (code === STATUS.certified) counts.certified += by
  }

  function record(slice: StoredSlice): void {
    const { from, to, executor, at } = slice
    origins.push({ executor, at })
    for (let position = from; position < to; position++) {
      const code = slice.status[position - from]!
      if (code !== status[position]) {
        count(status[position]!, -1)
        count(code, 1)
        status[position] = code
      }
      originIndex[position] = code === STATUS.pending ? 0 : origins.length
      if (reasons.size > 0) reasons.delete(position)
    }
    rows.set(slice.rows, from * width)
    for (const { at: position, reason } of slice.reasons) reasons.set(position, reason)
  }

  function firstDifference({ from, to, status: codes, rows: values }: Answer): number | undefined {
    for (let position = from; position < to; position++) {
      const code = codes[position - from]!
      if (DEPENDS_ON_TIME.has(status[position]!) || DEPENDS_ON_TIME.has(code)) continue
      if (status[position] !== code) return position
      for (let c = 0; c < width; c++)
        if (!Object.is(rows[position * width + c], values[(position - from) * width + c])) return position
    }
    return undefined
  }

  function rangesWhere(holds: (position: number) => boolean): Range[] {
    const found: Range[] = []
    let from = -1
    for (let position = 0; position <= points; position++) {
      const inside = position < points && holds(position)
      if (inside && from < 0) from = position
      if (!inside && from >= 0) {
        found.push({ from, to: position })
        from = -1
      }
    }
    return found
  }

  function rangesFrom(whose: (executorId: string) => boolean): Range[] {
    const theirs = origins.map(({ executor }) => whose(executor))
    return rangesWhere(position => theirs[originIndex[position]! - 1] ?? false)
  }

  function clear({ from, to }: Range): void {
    for (let position = from; position < to; position++) {
      count(status[position]!, -1)
      status[position] = STATUS.pending
      originIndex[position] = 0
      reasons.delete(position)
    }
    rows.fill(NaN, from * width, to * width)
  }

  function valuesOf(output: Output): Float64Array {
    const values = new Float64Array(points).fill(NaN)
    for (let position = 0; position < points; position++)
      if (isSolved(status[position]!))
        values[order[position]!] = evaluateOutput(output, rows, position * width)
    return values
  }

  return {
    points,
    width,
    status,
    rows,
    order,
    positionOf,
    counts: () => ({ ...counts }),
    record,
    firstDifference,
    reasonOf: position => reasons.get(position),
    originOf: position => origins[originIndex[position]! - 1],
    rangesFrom,
    missing: () => rangesWhere(position => status[position] === STATUS.pending),
    clear,
    valuesOf,
  }
}

interface Origin {
  readonly executor: string
  readonly at: number
}
