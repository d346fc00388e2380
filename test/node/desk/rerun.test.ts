import { describe, expect, it } from 'vitest'
import { createJob } from '../../../src/node/desk/job.js'
import { ledgerOf } from '../../../src/node/desk/ledger-of.js'
import { selectedPositions } from '../../../src/node/desk/point-selection.js'
import { fakeFarm } from './fake-fork.js'
import { memorySession } from './memory-session.js'
import { tinyPlan } from './tiny-plan.js'

/** A finished sweep of 6 × 5 points, whose next answers are what `status` says then. */
async function finished(first: (point: number) => number = () => 1) {
  let statusOf = first
  const farm = fakeFarm(point => statusOf(point))
  const session = memorySession(tinyPlan(6, 5))
  const job = createJob({ session, fork: farm.fork, workers: 1 })
  job.resume()
  await job.settled()
  farm.solvedPoints.length = 0
  const answer = (next: (point: number) => number): void => void (statusOf = next)
  const onDisk = (): Uint8Array => ledgerOf(session).ledger.status
  return { farm, session, job, answer, onDisk }
}

describe('a re-run', () => {
  it('chooses points by how they ended, in the whole map or in a rectangle', async () => {
    const { job } = await finished(point => [1, 2, 100][point % 3]!)
    const points = (
      which: 'failed' | 'uncertified' | 'all',
      area?: { x0: number; x1: number; y0: number; y1: number },
    ) =>
      selectedPositions(job, { which, ...(area && { area }) })
        .map(position => job.ledger.order[position]!)
        .toSorted((a, b) => a - b)
    expect(points('failed')).toEqual([2, 5, 8, 11, 14, 17, 20, 23, 26, 29])
    expect(points('uncertified', { x0: 0, x1: 2, y0: 1, y1: 2 })).toEqual([7, 13])
    expect(points('all', { x0: 4, x1: 5, y0: 0, y1: 1 })).toEqual([4, 5, 10, 11])
  })

  it('replaces failures by solutions, and says how it went', async () => {
    const { job, answer } = await finished(point => (point < 4 ? 100 : 1))
    answer(point => (point === 0 ? 101 : 1))
    await job.rerun(selectedPositions(job, { which: 'failed' }))
    expect(job.rerunOutcome()).toBeNull()
    await job.settled()
    expect(job.rerunOutcome()).toEqual({ points: 4, renewed: 4, kept: 0, skipped: 0 })
    expect(job.progress()).toMatchObject({ phase: 'finished', solved: 29, failed: 1 })
  })

  it('never puts a failure in the place of a solution, in memory or in the file', async () => {
    const { job, answer, onDisk } = await finished()
    const before = { row: job.ledger.rows.slice(), origin: job.ledger.originOf(3) }
    answer(point => (point % 2 === 0 ? 100 : 2))
    await job.rerun(selectedPositions(job, { which: 'all' }))
    await job.settled()
    expect(job.rerunOutcome()).toEqual({ points: 30, renewed: 15, kept: 15, skipped: 0 })
    expect(job.progress()).toMatchObject({ phase: 'finished', solved: 30, failed: 0, certified: 15 })
    expect(job.ledger.rows).toEqual(before.row)
    expect(onDisk()).toEqual(job.ledger.status)
    expect(job.ledger.originOf(3)?.executor).toBe(before.origin?.executor)
  })

  it('that is stopped leaves the rest as it was', async () => {
    const { farm, job, onDisk } = await finished()
    farm.hold()
    await job.rerun(selectedPositions(job, { which: 'all' }))
    expect(job.progress().solved).toBe(0)
    const stopped = job.stop()
    farm.release()
    await stopped
    expect(job.progress()).toMatchObject({ phase: 'finished', solved: 30 })
    expect(onDisk()).toEqual(new Uint8Array(30).fill(1))
  })

  it('that is cut off by a kill finds every former result in the file', async () => {
    const { farm, job, onDisk } = await finished()
    farm.hold()
    await job.rerun(selectedPositions(job, { which: 'all' }), { rtol: 1e-9 })
    expect(onDisk()).toEqual(new Uint8Array(30).fill(1))
    farm.release()
    await job.settled()
  })
})
