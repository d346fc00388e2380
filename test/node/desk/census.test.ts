import { describe, expect, it } from 'vitest'
import { type PointReader, takeCensus } from '../../../src/node/desk/census.js'
import { tinyPlan } from './tiny-plan.js'

describe('a census', () => {
  it('counts how points ended, and the most frequent failure first with the first point that shows it', () => {
    const status = [1, 1, 2, 0, 101, 100, 100, 1, 0]
    const read: PointReader = {
      status: point => status[point]!,
      value: point => (point < 2 ? 2 : 1),
      reason: point => `reason of ${point}`,
    }
    expect(takeCensus(tinyPlan(3, 3), read)).toEqual({
      points: 9,
      solved: 4,
      failed: 3,
      certified: 3,
      extended: 2,
      failures: [
        { status: 100, count: 2, reason: 'reason of 5', example: 5 },
        { status: 101, count: 1, reason: 'reason of 4', example: 4 },
      ],
    })
  })
})
