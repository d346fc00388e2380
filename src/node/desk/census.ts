import type { Ledger } from '../../core/ledger.js'
import type { Plan } from '../../shared/plan.js'
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
  /** Row-major index of the first such point in the point order. */
  readonly example: number
}

/** The value of the column `precision` for double-double. */
const EXTENDED = 2

type CensusLedger = Pick<Ledger, 'points' | 'width' | 'status' | 'rows' | 'order' | 'reasonOf'>

export function takeCensus(plan: Plan, ledger: CensusLedger): Census {
  const precision = columnsOf(plan.mechanism).findIndex(column => column.name === 'precision')
  const { points, width, status, rows, order } = ledger
  const kinds = new Map<number, { -readonly [K in keyof Failure]: Failure[K] }>()
  let [solved, failed, certified, extended] = [0, 0, 0, 0]
  for (let position = 0; position < points; position++) {
    const code = status[position]!
    if (isSolved(code)) {
      solved++
      if (code === STATUS.certified) certified++
      if (rows[position * width + precision] === EXTENDED) extended++
    } else if (isFailed(code)) {
      failed++
      const kind = kinds.get(code)
      if (kind) kind.count++
      else
        kinds.set(code, {
          status: code,
          count: 1,
          reason: ledger.reasonOf(position),
          example: order[position]!,
        })
    }
  }
  const failures = [...kinds.values()].sort((a, b) => b.count - a.count || a.status - b.status)
  return { points, solved, failed, certified, extended, failures }
}
