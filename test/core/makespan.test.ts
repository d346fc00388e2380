import { describe, expect, it } from 'vitest'
import {
  blindOf,
  COST_MODELS,
  costsOf,
  type EventName,
  eventOf,
  EVENTS,
  FIRST_SEED,
  HOSTS,
  idealOf,
} from './support/costs.js'
import { play } from './support/play.js'
import { stage } from './support/run-sweep.js'

/** Travel of a message [ms]. */
const LATENCY = 1
const SEEDS = 20
function run(model: string, points: number, seed: number, event: EventName) {
  const costs = costsOf(model, points, seed)
  const { makespan } = play({
    costs: costs.costs,
    hosts: HOSTS,
    latencyMs: LATENCY,
    ...eventOf(costs, event),
  })
  return { makespan, ideal: idealOf(costs, event), blind: blindOf(costs, event), longest: costs.longest }
}

const seedsFrom = (first: number): number[] => Array.from({ length: SEEDS }, (_, k) => first + k)
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length
const events = Object.keys(EVENTS) as EventName[]
const cells = COST_MODELS.flatMap(model => events.map(event => [model, event] as const))

describe('the makespan of 10 000 points on 12 fast and 4 half as fast cores', () => {
  it.each(cells)(
    'is close to total work over total rate: %s, %s',
    (model, event) => {
      const ratios = seedsFrom(FIRST_SEED).map(seed => {
        const { makespan, ideal } = run(model, 10_000, seed, event)
        return makespan / ideal
      })
      expect(mean(ratios)).toBeLessThan(1.05)
      expect(Math.max(...ratios)).toBeLessThan(1.1)
    },
    60_000,
  )

  it.each(events)(
    'is close to what can be reached without knowing the costs, whatever the seed: %s',
    event => {
      const ratios = seedsFrom(1).map(seed => {
        const { makespan, blind } = run('log-normal 1.5', 10_000, seed, event)
        return makespan / blind
      })
      expect(mean(ratios)).toBeLessThan(1.03)
      expect(Math.max(...ratios)).toBeLessThan(1.15)
    },
    60_000,
  )
})

describe('the makespan of any number of points', () => {
  it.each([1, 7, 5 * 4, 10 * 10, 30 * 30])(
    'exceeds the ideal by at most three times the longest: %i',
    points => {
      for (const model of COST_MODELS)
        for (const seed of seedsFrom(1)) {
          const { makespan, ideal, longest } = run(model, points, seed, 'none')
          expect(makespan).toBeLessThan(ideal + 3 * longest)
        }
    },
    60_000,
  )
})

describe('a whole sweep', () => {
  it('takes as long as the play of its schedule', async () => {
    const costs = costsOf('log-normal 1.5', 2_500, 1)
    const played = play({ costs: costs.costs, hosts: HOSTS, latencyMs: LATENCY })
    const s = stage(50, 50, { cost: at => costs.costs[at]!, latencyMs: LATENCY })
    for (const [host, speeds] of Object.entries(HOSTS))
      for (const [k, speed] of speeds.entries()) s.farm.add(`${host}/${k}`, speed)
    await s.finish()
    expect(s.clock.now() / played.makespan).toBeCloseTo(1, 1)
  })
})
