import { describe, expect, it } from 'vitest'
import type { StoredSlice } from '../../../src/core/ports.js'
import { createJob, type Job } from '../../../src/node/desk/job.js'
import { selectedPositions } from '../../../src/node/desk/point-selection.js'
import { IsobarError } from '../../../src/shared/errors.js'
import { fakeFarm } from './fake-fork.js'
import { memorySession } from './memory-session.js'
import { tinyPlan } from './tiny-plan.js'

/** Resolves at the first report for which `holds`. */
function until(job: Job, holds: () => boolean): Promise<void> {
  if (holds()) return Promise.resolve()
  return new Promise(resolve => {
    const check = (): void => {
      if (!holds()) return
      stop()
      resolve()
    }
    const stop = job.listen({ mapChanged: check, progressChanged: check, stateChanged: check })
  })
}

function scene({ stored = [] as StoredSlice[], statusOf = (_: number): number => 1, readOnly = false } = {}) {
  const farm = fakeFarm(statusOf)
  const session = memorySession(tinyPlan(6, 5), stored, readOnly)
  return { farm, session, job: createJob({ session, fork: farm.fork, workers: 2 }) }
}

describe('a job', () => {
  it('computes nothing until it is resumed, then every point, and leaves no process behind', async () => {
    const { farm, session, job } = scene()
    expect([job.progress().phase, farm.alive()]).toEqual(['stopped', 0])

    job.resume()
    expect(job.progress().phase).toBe('running')
    await job.settled()

    expect(job.progress()).toMatchObject({ phase: 'finished', points: 30, solved: 30, failed: 0 })
    expect(session.saved.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(30)
    expect(farm.alive()).toBe(0)
    expect(session.noted).toMatchObject([{ workers: 2 }])
  })

  it('stops with what is computed, and goes on with only what is missing', async () => {
    const { farm, session, job } = scene()
    job.resume()
    await until(job, () => job.progress().solved > 0)
    await job.stop()
    const half = session.saved.flatMap(({ from, to }) => [[from, to]])
    expect(['stopped', 'finished']).toContain(job.progress().phase)

    const again = createJob({ session: memorySession(job.plan, session.saved), fork: farm.fork, workers: 1 })
    farm.solvedPoints.length = 0
    again.resume()
    await again.settled()
    expect(farm.solvedPoints.length).toBe(30 - half.reduce((sum, [from, to]) => sum + to! - from!, 0))
    expect(again.progress()).toMatchObject({ phase: 'finished', solved: 30 })
  })

  it('has not stopped before the slices in hand are in', async () => {
    const { farm, job } = scene()
    farm.hold()
    job.resume()
    await until(job, () => job.progress().executors.some(({ state }) => state === 'busy'))
    const solvedWhenStopped: number[] = []
    job.listen({
      mapChanged: () => undefined,
      progressChanged: () => undefined,
      stateChanged: () => void solvedWhenStopped.push(job.progress().solved),
    })
    const stopped = job.stop()
    expect(job.progress().phase).toBe('running')
    farm.release()
    await stopped
    expect(job.progress().phase).toBe('stopped')
    expect(solvedWhenStopped.at(-1)).toBe(job.progress().solved)
    expect(job.progress().solved).toBeGreaterThan(0)
  })

  it('is finished at once when nothing is missing', async () => {
    const { session, job } = scene()
    job.resume()
    await job.settled()
    const farm = fakeFarm()
    const again = createJob({ session: memorySession(job.plan, session.saved), fork: farm.fork, workers: 1 })
    again.resume()
    await again.settled()
    expect([again.progress().phase, farm.solvedPoints]).toEqual(['finished', []])
  })

  it('pauses with an explanation when results cannot be saved, keeps them, and saves them on resume', async () => {
    const { session, job } = scene()
    session.refuse(
      new IsobarError('session/unwritable', 'disk full', {
        path: '/d/a.isobar',
        reason: 'disk is full',
        freeBytes: 0,
      }),
    )
    job.resume()
    await job.settled()
    expect(job.progress().phase).toBe('paused')
    expect(job.trouble()).toMatchObject({ code: 'session/unwritable' })
    expect(job.trouble()?.message).toContain('/d/a.isobar')
    expect(session.saved).toEqual([])

    session.refuse(undefined)
    job.resume()
    expect(job.trouble()).toBeNull()
    await job.settled()
    expect([job.progress().phase, session.saved.length > 0]).toEqual(['finished', true])
    await job.close()
  })

  it('computes failed points again on demand, only those asked for', async () => {
    let broken = true
    const { farm, job } = scene({ statusOf: point => (broken && point < 4 ? 100 : 1) })
    job.resume()
    await job.settled()
    expect(job.progress()).toMatchObject({ solved: 26, failed: 4 })
    const corner = selectedPositions(job, { which: 'failed', area: { x0: 0, x1: 1, y0: 0, y1: 4 } })
    expect(corner.map(position => job.ledger.order[position])).toEqual(expect.arrayContaining([0, 1]))
    expect(corner.length).toBe(2)

    broken = false
    farm.solvedPoints.length = 0
    await job.rerun(corner, { rtol: 1e-8 })
    await job.settled()
    expect(farm.solvedPoints.toSorted()).toEqual([0, 1])
    expect(job.progress()).toMatchObject({ phase: 'finished', solved: 28, failed: 2 })
  })

  it('refuses other solver options while points are missing, which they would also change', async () => {
    const { job } = scene()
    await expect(job.rerun([0], { rtol: 1e-8 })).rejects.toMatchObject({ data: { field: 'solver' } })
  })

  it('does not compute a session that is open for reading only', () => {
    const { job } = scene({ readOnly: true })
    expect(job.progress().phase).toBe('read-only')
    expect(job.trouble()?.message).toContain('another owner writes it')
    expect(() => job.resume()).toThrow(expect.objectContaining({ code: 'input/invalid' }))
  })

  it('tells each new position once, and its phases', async () => {
    const { job } = scene()
    const positions: number[] = []
    const phases: string[] = []
    job.listen({
      mapChanged: ({ from, to }) => {
        for (let position = from; position < to; position++) positions.push(position)
      },
      progressChanged: () => undefined,
      stateChanged: () => void phases.push(job.progress().phase),
    })
    job.resume()
    await job.settled()
    expect(positions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, k) => k))
    expect([...new Set(phases)]).toEqual(['running', 'finished'])
    expect(job.revision()).toBeGreaterThan(0)
  })

  it('counts earlier runs in its times', async () => {
    const { session, job } = scene()
    job.resume()
    await job.settled()
    const again = createJob({
      session: memorySession(job.plan, session.saved),
      fork: fakeFarm().fork,
      workers: 1,
    })
    expect(again.progress().solveMs).toBeCloseTo(job.progress().solveMs, 6)
  })

  it('ends its processes and lets the file go when closed, also in the middle', async () => {
    const { farm, session, job } = scene()
    farm.hold()
    job.resume()
    await until(job, () => job.progress().executors.some(({ state }) => state === 'busy'))
    await job.close()
    expect([farm.alive(), session.closed()]).toEqual([0, true])
  })
})
