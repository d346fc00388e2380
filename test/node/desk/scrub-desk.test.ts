import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Job } from '../../../src/node/desk/job.js'
import { createJob } from '../../../src/node/desk/job.js'
import { readSample } from '../../../src/node/desk/models.js'
import { createScrubDesk, type ScrubDesk } from '../../../src/node/desk/scrub-desk.js'
import { scrubHandlers } from '../../../src/node/desk/scrub-handlers.js'
import { clock } from '../../../src/node/clock.js'
import { isCode } from '../../../src/shared/errors.js'
import { buildPlan } from '../../../src/shared/model/build-plan.js'
import { repository } from '../../support/hosts.js'
import { type FakeFarm, fakeFarm } from './fake-fork.js'
import { memorySession } from './memory-session.js'

const modelText = readSample(join(repository, 'resources/models'), 'co-oxidation-pt100').text
const axis = (parameter: string, count: number) => ({
  parameter,
  scale: 'linear' as const,
  from: 0.1,
  to: 0.5,
  count,
})

let farm: FakeFarm
let job: Job
let scrub: ScrubDesk

beforeEach(async () => {
  farm = fakeFarm(point => (point === 3 ? 100 : 1))
  const plan = buildPlan({
    modelText,
    x: axis('pCO', 8),
    y: axis('pO2', 6),
    settings: { T: 450 },
    start: 'empty',
  })
  job = createJob({ session: memorySession(plan), fork: farm.fork, workers: 2 })
  job.resume()
  await job.settled()
  scrub = createScrubDesk({ fork: farm.fork, clock, job: () => job, requireIdle: () => undefined })
})
afterEach(async () => {
  farm.release()
  scrub.end()
  await job.close()
})

const ask = (settings: Record<string, number>) => scrub.ask({ settings, output: 'coverage(CO*)' })
const fieldOf = async (act: () => unknown): Promise<string | undefined> => {
  try {
    await act()
    return undefined
  } catch (thrown) {
    if (!isCode(thrown, 'input/invalid')) throw thrown
    return thrown.data.field
  }
}

describe('a map with other values', () => {
  it('is computed in the order of the points, with NaN where a point failed, and leaves the session alone', async () => {
    const before = job.revision()
    let answer = (await ask({ T: 500 }))!
    expect(answer).toMatchObject({ from: 0, points: 48 })
    while (answer.to < 48) answer = (await scrub.more(answer.question, 'coverage(CO*)', 0))!
    const byPoint = new Map(
      [...answer.values].map((value, k) => [job.ledger.order[k]!, [value, answer.status[k]!]]),
    )
    expect(byPoint.get(3)).toEqual([NaN, 100])
    expect(byPoint.get(10)).toEqual([10, 1])
    expect(byPoint.size).toBe(48)
    expect(job.revision()).toBe(before)
  })

  it('gives what came since a position, also of another output', async () => {
    const { question } = (await ask({ T: 500 }))!
    const answer = (await scrub.more(question, 'coverage(O*)', 5))!
    expect(answer).toMatchObject({ from: 5, to: 48 })
    expect(answer.values[0]).toBeCloseTo(job.ledger.order[5]! + 0.01)
  })

  it('gives way to a newer one, and keeps its workers for it', async () => {
    farm.hold()
    const older = ask({ T: 500 })
    await Promise.resolve()
    const newer = ask({ T: 510 })
    farm.release()
    expect(await older).toBeNull()
    expect((await newer)!.to).toBeGreaterThan(0)
    expect(farm.alive()).toBe(2)
  })

  it('answers nobody any more once something else wants to compute, and ends its workers', async () => {
    farm.hold()
    const open = ask({ T: 500 })
    await Promise.resolve()
    scrub.end()
    expect(await open).toBeNull()
    expect(farm.alive()).toBe(0)
    expect(await scrub.more(1, 'coverage(CO*)', 0)).toBeNull()
  })

  it('is refused while a sweep computes, and for values the model cannot take', async () => {
    expect(await fieldOf(() => ask({ T: -1 }))).toBe('settings.T')
    expect(await fieldOf(() => ask({ nonsense: 1 }))).toBe('settings.nonsense')
    expect(await fieldOf(() => ask({ pCO: 0.1 }))).toBe('settings.pCO')
    expect(await fieldOf(() => scrub.ask({ settings: {}, output: 'gold' }))).toBe('output')
    farm.hold()
    await job.rerun([0])
    expect(await fieldOf(() => ask({ T: 500 }))).toBe('sweep')
  })

  it('is asked for in no other form', async () => {
    const { scrub: asked, scrubMore } = scrubHandlers(scrub)
    expect(await fieldOf(() => asked({ settings: { T: '500' }, output: 'x' }))).toBe('settings.T')
    expect(await fieldOf(() => asked({ settings: {}, output: 7 }))).toBe('output')
    expect(await fieldOf(() => scrubMore({ question: 1, output: 'x', from: -1 }))).toBe('from')
  })
})
