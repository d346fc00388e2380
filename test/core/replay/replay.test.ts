import { describe, expect, it } from 'vitest'
import { replay } from '../../../src/core/replay/replay.js'
import { predict } from '../../../src/core/replay/what-if.js'
import { type SliceTiming } from '../../../src/shared/scaling/account.js'
import { costsOf } from '../support/costs.js'
import { stage } from '../support/run-sweep.js'

const LATENCY = 0.2
const COSTS = costsOf('log-normal 0.5', 2_500, 3).costs

/** A whole sweep on virtual time, as its session would record it. */
async function record(lanes: Readonly<Record<string, number>>) {
  const s = stage(50, 50, { cost: at => COSTS[at]!, latencyMs: LATENCY })
  for (const [id, speed] of Object.entries(lanes)) s.farm.add(id, speed)
  await s.finish()
  const timings: SliceTiming[] = s.saved
  const wallMs = s.clock.now()
  const runs = [{ startedAt: 0, wallMs, workers: 1, host: 'desk' }]
  return { wallMs, recorded: { timings, runs, points: 2_500, host: 'desk' } }
}

const cores = (n: number, machine = 'desk', speed = 1): Record<string, number> =>
  Object.fromEntries(Array.from({ length: n }, (_, k) => [`${machine}/${k + 1}.1`, speed]))

describe('a replay', () => {
  const machine = { machine: 'desk', speed: 1, startMs: 0, latencyMs: LATENCY }

  it('takes all the work on one core, and a share of it on more', () => {
    const work = COSTS.reduce((sum, cost) => sum + cost, 0)
    const one = replay(COSTS, [{ ...machine, cores: 1 }])
    expect(one / work).toBeGreaterThan(1)
    expect(one / work).toBeLessThan(1.01)
    const eight = replay(COSTS, [{ ...machine, cores: 8 }])
    expect(one / eight).toBeGreaterThan(7.6)
    expect(one / eight).toBeLessThan(8.001)
  })

  it('ends when three points are shared by eight cores, after the longest of them', () => {
    const costs = Float64Array.of(100, 300, 200)
    expect(replay(costs, [{ ...machine, cores: 8 }])).toBeCloseTo(300 + 2 * LATENCY, 6)
  })
})

describe('what a sweep recorded with two workers', () => {
  it('predicts what it takes with eight, within three per cent', async () => {
    const { recorded } = await record(cores(2))
    const real = await record(cores(8))
    const predicted = predict(recorded, { workers: 8, added: [] })!
    expect(predicted.ms / real.wallMs).toBeGreaterThan(0.97)
    expect(predicted.ms / real.wallMs).toBeLessThan(1.03)
  })

  it('predicts what another machine of half the speed brings', async () => {
    const { recorded } = await record(cores(2))
    const real = await record({ ...cores(2), ...cores(4, 'lab', 0.5) })
    const predicted = predict(recorded, { workers: 2, added: [{ cores: 4, speed: 0.5 }] })!
    expect(predicted.ideal).toBe(4)
    expect(predicted.ms / real.wallMs).toBeGreaterThan(0.95)
    expect(predicted.ms / real.wallMs).toBeLessThan(1.05)
  })

  it('is checked against itself', async () => {
    const { recorded, wallMs } = await record(cores(2))
    const { check } = predict(recorded, { workers: 16, added: [] })!
    expect(check!.measuredMs).toBe(wallMs)
    expect(check!.predictedMs / wallMs).toBeGreaterThan(0.97)
    expect(check!.predictedMs / wallMs).toBeLessThan(1.03)
  })

  it('predicts nothing when nothing was recorded', () => {
    const nothing = { timings: [], runs: [], points: 10, host: 'desk' }
    expect(predict(nothing, { workers: 2, added: [] })).toBeUndefined()
  })
})
