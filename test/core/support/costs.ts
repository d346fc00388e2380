import { normal, seeded } from './random.js'

/** Mean work of a point [ms on a fast core]. */
export const MEAN = 50

/** Three hosts of four fast cores and one of four half as fast. */
export const HOSTS = { a: [1, 1, 1, 1], b: [1, 1, 1, 1], c: [1, 1, 1, 1], slow: [0.5, 0.5, 0.5, 0.5] }
export const SPEED = 14

/**
 * First of 20 seeds among which no log-normal 1.5 puts a point of a tenth of the whole time at the very end,
 * where nobody who does not know its cost can do anything about it. One seed in ten does, with the events.
 */
export const FIRST_SEED = 1741

const HOT = 10
const COOL = MEAN / (0.9 + 0.1 * HOT)

const spread = (random: () => number): number => 0.8 + 0.4 * random()

const models: Record<string, (random: () => number, share: number) => number> = {
  'log-normal 0.5': random => MEAN * Math.exp(0.5 * normal(random) - 0.125),
  'log-normal 1.5': random => MEAN * Math.exp(1.5 * normal(random) - 1.125),
  'hot band': (random, share) => (share > 0.45 && share < 0.55 ? HOT : 1) * COOL * spread(random),
  'hot tail': (random, share) => (share > 0.9 ? HOT : 1) * COOL * spread(random),
}
export const COST_MODELS = Object.keys(models)

export interface Costs {
  readonly costs: Float64Array
  readonly total: number
  readonly longest: number
}

/** Work of each position of the point order. */
export function costsOf(model: string, points: number, seed: number): Costs {
  const random = seeded(seed)
  const costs = Float64Array.from({ length: points }, (_, at) => models[model]!(random, at / points))
  let total = 0
  let longest = 0
  for (const cost of costs) {
    longest = Math.max(longest, cost)
    total += cost
  }
  return { costs, total, longest }
}

/** What befalls a host of four fast cores when 40 % of the work is done. */
export const EVENTS = {
  none: undefined,
  'host dies at 40 %': 0,
  'host ten times slower at 40 %': 0.1,
} as const
export type EventName = keyof typeof EVENTS

/** Time in which `work` is done if no moment is lost, by all hosts together and what befalls them [ms]. */
function timeFor(work: number, { total }: Costs, event: EventName): number {
  const speed = EVENTS[event]
  const before = 0.4 * total
  if (speed === undefined || work <= before) return work / SPEED
  return before / SPEED + (work - before) / (SPEED - 4 * (1 - speed))
}

/** The bound of someone who knows all costs and the event [ms]. */
export const idealOf = (costs: Costs, event: EventName): number =>
  Math.max(timeFor(costs.total, costs, event), costs.longest)

/**
 * The bound of someone who begins points in order since nobody knows what they cost [ms]: a long one may
 * come last. Perfect shares and free copies are granted.
 */
export function blindOf(costs: Costs, event: EventName): number {
  let begun = 0
  let bound = idealOf(costs, event)
  for (const cost of costs.costs) {
    bound = Math.max(bound, timeFor(begun, costs, event) + cost)
    begun += cost
  }
  return bound
}

/** The event as a play takes it. */
export function eventOf({ total }: Costs, event: EventName) {
  const speed = EVENTS[event]
  return speed === undefined ? {} : { event: { at: (0.4 * total) / SPEED, host: 'a', speed } }
}
