import { describe, expect, it } from 'vitest'
import { normal, seeded } from './support/random.js'
import { stage } from './support/run-sweep.js'

/** Mean cost of a point on a fast core [ms]. */
const MEAN = 50
const FAST = 12
const SLOW = 4

/** Cost of each position of the point order, in row-major models mapped through the coarse-to-fine order. */
const costModels: Record<string, (points: number, random: () => number) => (at: number) => number> = {
  'log-normal 0.5': (_, random) => () => MEAN * Math.exp(0.5 * normal(random) - 0.125),
  'log-normal 1.5': (_, random) => () => MEAN * Math.exp(1.5 * normal(random) - 1.125),
  'hot band': points => at => (at > 0.45 * points && at < 0.55 * points ? 10 : 1) * (MEAN / 1.9),
  'hot tail': points => at => (at > 0.9 * points ? 10 : 1) * (MEAN / 1.9),
}

interface Run {
  readonly makespan: number
  readonly ideal: number
  readonly longest: number
}

/** 12 fast and 4 half-speed cores; `slowdown` makes four fast ones ten times slower at 40 % of the ideal time. */
async function run(nx: number, ny: number, model: string, seed: number, slowdown = false): Promise<Run> {
  const points = nx * ny
  const cost = costModels[model]!(points, seeded(seed))
  const costs = Float64Array.from({ length: points }, (_, at) => cost(at))
  const total = costs.reduce((a, b) => a + b, 0)
  const longest = costs.reduce((a, b) => Math.max(a, b), 0)
  const speed = FAST + SLOW / 2
  const s = stage(nx, ny, { cost: at => costs[at]!, latencyMs: 1 })
  const fast = Array.from({ length: FAST }, (_, k) => s.farm.add(`fast${k}`, 1))
  for (let k = 0; k < SLOW; k++) s.farm.add(`slow${k}`, 0.5)
  const steady = total / speed
  if (slowdown)
    s.clock.after(0.4 * steady, () => fast.slice(0, 4).forEach(executor => (executor.speed = 0.1)))
  await s.finish()
  const ideal = slowdown ? 0.4 * steady + (0.6 * total) / (speed - 4 * 0.9) : steady
  return { makespan: s.clock.now(), ideal: Math.max(ideal, longest), longest }
}

/**
 * Limits of the mean and of the worst seed, over the ideal. Points that cost sixty times the mean hide in
 * slices of the log-normal 1.5 model; what follows them in a slice is copied, not called back.
 */
const limits = (model: string): [number, number] => (model === 'log-normal 1.5' ? [1.09, 1.2] : [1.05, 1.1])

describe('the makespan of 10 000 points on uneven machines', () => {
  for (const model of Object.keys(costModels))
    for (const slowdown of [false, true])
      it(`is close to total work over total rate: ${model}${slowdown ? ', one host ten times slower at 40 %' : ''}`, async () => {
        const ratios: number[] = []
        for (let seed = 1; seed <= 10; seed++) {
          const { makespan, ideal } = await run(100, 100, model, seed, slowdown)
          ratios.push(makespan / ideal)
        }
        expect(ratios.reduce((a, b) => a + b, 0) / ratios.length).toBeLessThan(limits(model)[0])
        expect(Math.max(...ratios)).toBeLessThan(limits(model)[1])
      }, 60_000)
})

describe('the makespan of few points', () => {
  it('exceeds the ideal by at most three times the longest point', async () => {
    for (const [nx, ny] of [
      [5, 4],
      [10, 10],
      [30, 30],
    ] as const)
      for (const model of Object.keys(costModels))
        for (let seed = 1; seed <= 5; seed++) {
          const { makespan, ideal, longest } = await run(nx, ny, model, seed)
          expect(makespan).toBeLessThan(ideal + 3 * longest)
        }
  })
})
