import type { Ledger } from '../../core/ledger.js'
import type { DoubtfulPoint, ExtendedUse } from '../../shared/evidence-contract.js'
import { extendedShare, type SliceCost } from '../../shared/extended-share.js'
import type { Plan } from '../../shared/plan.js'
import { columnsOf, isSolved, STATUS } from '../../shared/record.js'
import type { SliceTiming } from '../../shared/scaling/account.js'

/** The value of the column `precision` for double-double. */
const EXTENDED = 2

type EvidenceLedger = Pick<Ledger, 'points' | 'width' | 'status' | 'rows' | 'order' | 'reasonOf'>

/** Points without a certificate that holds, failed ones among them, row by row; at most `most` of them. */
export function doubtfulPoints(ledger: EvidenceLedger, most: number): DoubtfulPoint[] {
  const { points, status, order } = ledger
  const positions: number[] = []
  for (let position = 0; position < points; position++)
    if (status[position]! > STATUS.certified) positions.push(position)
  return positions
    .sort((a, b) => order[a]! - order[b]!)
    .slice(0, most)
    .map(position => ({
      point: order[position]!,
      status: status[position]!,
      reason: ledger.reasonOf(position),
    }))
}

export function extendedUse(
  plan: Plan,
  ledger: EvidenceLedger,
  timings: readonly SliceTiming[],
): ExtendedUse {
  const { points, width, status, rows } = ledger
  const precision = columnsOf(plan.mechanism).findIndex(column => column.name === 'precision')
  const isExtended = (position: number): boolean => rows[position * width + precision] === EXTENDED

  /** Undefined with a failed point in it: that takes as long as its budget allows. */
  function costOf({ from, to, busyMs }: SliceTiming): SliceCost | undefined {
    let extended = 0
    for (let position = from; position < to; position++) {
      if (!isSolved(status[position]!)) return undefined
      if (isExtended(position)) extended++
    }
    return { double: to - from - extended, extended, ms: busyMs }
  }

  let count = 0
  for (let position = 0; position < points; position++)
    if (isSolved(status[position]!) && isExtended(position)) count++
  return { points: count, timeShare: extendedShare(timings.flatMap(timing => costOf(timing) ?? [])) }
}
