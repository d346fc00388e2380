import type { Plan } from './plan.js'
import { pointOrder } from './point-order.js'

/** The axis that is swept up and down. */
export type SweptAxis = 'x' | 'y'

type Swept = Pick<Plan, 'mechanism' | 'x' | 'y'>

/**
 * The order in which the points of a plan are computed. Those on a line of a swept axis depend on each other and
 * are neighbours; the lines come coarse to fine.
 *
 * @returns row-major point indices y · nx + x in order of computation, shape (nx · ny)
 */
export function planOrder({ mechanism, x, y }: Swept): Uint32Array {
  return orderOfGrid(x.values.length, y.values.length, mechanism.analysis?.hysteresis)
}

export function orderOfGrid(nx: number, ny: number, swept: SweptAxis | undefined): Uint32Array {
  if (swept === undefined) return pointOrder(nx, ny)
  const length = swept === 'x' ? nx : ny
  const order = new Uint32Array(nx * ny)
  pointOrder(1, swept === 'x' ? ny : nx).forEach((line, k) => {
    for (let i = 0; i < length; i++) order[k * length + i] = swept === 'x' ? line * nx + i : i * nx + line
  })
  return order
}

/** So many points in sequence, from a multiple of it on, are best computed by the same worker. */
export function grainOf({ mechanism, x, y }: Swept): number {
  const swept = mechanism.analysis?.hysteresis
  return swept === undefined ? 1 : (swept === 'x' ? x : y).values.length
}

/** The position at or behind `position` at which a slice may end. */
export const upToGrain = (position: number, grain: number): number => Math.ceil(position / grain) * grain

/** A timer takes no more [ms]. */
const LONGEST_MS = 1e9

/** Time that a worker may need before it knows a point [ms]: on a swept axis that of a whole line, up and down. */
export function pointBudgetMs(plan: Pick<Plan, 'mechanism' | 'x' | 'y' | 'solver'>): number {
  const solves = plan.mechanism.analysis?.hysteresis === undefined ? 1 : 2 * grainOf(plan)
  return Math.min(LONGEST_MS, solves * plan.solver.maxMsPerPoint)
}
