import { type Plan, pointCount } from '../../shared/plan.js'
import { columnsOf, isFailed, isSolved, STATUS } from '../../shared/record.js'

/** How the points of a session ended, for people who read a summary. */
export interface Census {
  readonly points: number
  readonly solved: number
  readonly failed: number
  readonly certified: number
  /** Solved points that needed more than double precision. */
  readonly extended: number
  /** Kinds of failure, most frequent first, each with one point that shows it. */
  readonly failures: readonly Failure[]
}

export interface Failure {
  readonly status: number
  readonly count: number
  readonly reason: string | undefined
  /** Row-major index of the first such point. */
  readonly example: number
}

/** Results as a session or a ledger holds them, read by row-major point index y · nx + x. */
export interface PointReader {
  readonly status: (point: number) => number
  readonly value: (point: number, column: number) => number
  readonly reason: (point: number) => string | undefined
}

const EXTENDED = 2

export function takeCensus(plan: Plan, read: PointReader): Census {
  const precision = columnsOf(plan.mechanism).findIndex(column => column.name === 'precision')
  const points = pointCount(plan)
  const kinds = new Map<
    number,
    { status: number; count: number; reason: string | undefined; example: number }
  >()
  let [solved, failed, certified, extended] = [0, 0, 0, 0]
  for (let point = 0; point < points; point++) {
    const status = read.status(point)
    if (isSolved(status)) {
      solved++
      if (status === STATUS.certified) certified++
      if (read.value(point, precision) === EXTENDED) extended++
    } else if (isFailed(status)) {
      failed++
      const kind = kinds.get(status)
      if (kind) kind.count++
      else kinds.set(status, { status, count: 1, reason: read.reason(point), example: point })
    }
  }
  const failures = [...kinds.values()].sort((a, b) => b.count - a.count || a.status - b.status)
  return { points, solved, failed, certified, extended, failures }
}
