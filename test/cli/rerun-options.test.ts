import { describe, expect, it } from 'vitest'
import { beginRerun, toRerun } from '../../src/cli/rerun-options.js'
import type { Job } from '../../src/node/desk/job.js'
import { createLedger } from '../../src/core/ledger.js'
import { tinyPlan } from '../node/desk/tiny-plan.js'

function fakeJob() {
  const plan = tinyPlan(4, 3)
  const ledger = createLedger(plan)
  ledger.record({
    from: 0,
    to: 12,
    status: new Uint8Array(12).fill(1),
    rows: new Float64Array(12 * ledger.width),
    reasons: [],
    busyMs: 0,
    executor: 'a',
    at: 0,
  })
  const asked: unknown[] = []
  const rerun = (positions: readonly number[], solver: unknown): Promise<void> => {
    asked.push([positions.map(position => ledger.order[position]).toSorted((a, b) => a! - b!), solver])
    return Promise.resolve()
  }
  return { job: { plan, ledger, rerun } as unknown as Job, asked }
}

describe('--rerun', () => {
  it('takes a kind of points or a rectangle in the units of the axes, and tolerances', async () => {
    const { job, asked } = fakeJob()
    expect(await beginRerun(job, toRerun('failed'), {})).toBe(0)
    expect(await beginRerun(job, toRerun('2:3,2:3'), { rtol: 1e-8, budget: 60 })).toBe(4)
    expect(asked).toEqual([
      [[], undefined],
      [[5, 6, 9, 10], { rtol: 1e-8, maxMsPerPoint: 60_000 }],
    ])
  })

  it('names what is wrong with what was written', async () => {
    for (const text of ['none', '1:2', '1:2,3', 'a:b,1:2', '1:2,3:4,5:6'])
      expect(() => toRerun(text)).toThrow('X0:X1,Y0:Y1')
    const { job } = fakeJob()
    await expect(beginRerun(job, toRerun('7:9,1:2'), {})).rejects.toThrow('no value of pA')
  })
})
