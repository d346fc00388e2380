import type { Ledger } from '../../core/ledger.js'
import { isFailed, isSolved, STATUS } from '../../shared/record.js'

/** How the points of a session ended, for people who read a summary. */
export interface Census {
  readonly points: number
  readonly solved: number
  readonly failed: number
  readonly certified: number
  /** Solved points that go round a limit cycle and have means, not a steady state. */
  readonly oscillating: number
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

type CensusLedger = Pick<Ledger, 'points' | 'status' | 'order' | 'reasonOf'>

export function takeCensus(ledger: CensusLedger): Census {
  const { points, status, order } = ledger
  const kinds = new Map<number, { -readonly [K in keyof Failure]: Failure[K] }>()
  let [solved, failed, certified, oscillating] = [0, 0, 0, 0]
  for (let position = 0; position < points; position++) {
    const code = status[position]!
    if (isSolved(code)) {
      solved++
      if (code === STATUS.certified) certified++
      if (code === STATUS.oscillates) oscillating++
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
  return { points, solved, failed, certified, oscillating, failures }
}
