import { describe, expect, it } from 'vitest'
import { createLedger } from '../../../src/core/ledger.js'
import { doubtfulPoints, extendedUse } from '../../../src/node/desk/evidence.js'
import { columnsOf } from '../../../src/shared/record.js'
import { tinyPlan } from './tiny-plan.js'

const plan = tinyPlan(3, 3)

/** A ledger of points that ended so, in point order; the first `extended` of them in extended precision. */
function ledgerOf(status: readonly number[], extended: number) {
  const ledger = createLedger(plan)
  const precision = columnsOf(plan.mechanism).findIndex(column => column.name === 'precision')
  const rows = new Float64Array(status.length * ledger.width)
  for (let position = 0; position < status.length; position++)
    rows[position * ledger.width + precision] = position < extended ? 2 : 1
  const reasons = status.flatMap((code, at) => (code === 1 ? [] : [{ at, reason: `reason of ${at}` }]))
  const result = { from: 0, to: status.length, status: Uint8Array.from(status), rows, reasons }
  ledger.record({ ...result, busyMs: 1, executor: 'w', at: 0 })
  return ledger
}

describe('the evidence of a map', () => {
  it('lists the points that failed or are not certified row by row, each with its reason', () => {
    const ledger = ledgerOf([1, 1, 2, 101, 100, 2, 1], 0)
    const expected = [2, 3, 4, 5]
      .map(at => ({ point: ledger.order[at]!, status: ledger.status[at]!, reason: `reason of ${at}` }))
      .sort((a, b) => a.point - b.point)
    expect(doubtfulPoints(ledger, 10)).toEqual(expected)
    expect(doubtfulPoints(ledger, 2)).toEqual(expected.slice(0, 2))
  })

  it('counts what needed extended precision, and leaves slices with failures out of its cost', () => {
    const ledger = ledgerOf([1, 1, 1, 1, 100, 1, 1, 1, 1], 2)
    const timing = (from: number, to: number, busyMs: number) => ({ from, to, executor: 'w', at: 0, busyMs })
    // 8 ms for each of the two, 1 ms for others; the slice with the failure took a minute.
    const timings = [timing(0, 2, 16), timing(2, 4, 2), timing(4, 6, 60_000), timing(6, 9, 3)]
    expect(extendedUse(plan, ledger, timings)).toEqual({ points: 2, timeShare: 16 / 21 })
  })
})
