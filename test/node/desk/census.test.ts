import { describe, expect, it } from 'vitest'
import { createLedger } from '../../../src/core/ledger.js'
import { takeCensus } from '../../../src/node/desk/census.js'
import { tinyPlan } from './tiny-plan.js'

describe('a census', () => {
  it('counts how points ended, and the most frequent failure first with the first point that shows it', () => {
    const plan = tinyPlan(3, 3)
    const ledger = createLedger(plan)
    ledger.record({
      from: 0,
      to: 7,
      status: Uint8Array.of(1, 1, 3, 102, 100, 100, 1),
      rows: new Float64Array(7 * ledger.width),
      reasons: [3, 4, 5].map(at => ({ at, reason: `reason of ${at}` })),
      busyMs: 1,
      executor: 'w',
      at: 0,
    })

    expect(takeCensus(ledger)).toEqual({
      points: 9,
      solved: 4,
      failed: 3,
      certified: 3,
      oscillating: 1,
      failures: [
        { status: 100, count: 2, reason: 'reason of 4', example: ledger.order[4] },
        { status: 102, count: 1, reason: 'reason of 3', example: ledger.order[3] },
      ],
    })
  })
})
