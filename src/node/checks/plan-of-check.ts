import { buildPlan } from '../../shared/model/build-plan.js'
import type { PointCheck } from '../../shared/points-contract.js'
import type { Plan, SolverOptions } from '../../shared/plan.js'
import { refuse } from '../desk/door.js'

/** A plan of the one point of a check, under the model as it is now. Throws `model/invalid` or `input/invalid`. */
export function planOfCheck(modelText: string, { at, start }: PointCheck, solver: SolverOptions): Plan {
  const [x, y, ...rest] = Object.entries(at)
  if (!x || !y) refuse('at', at, 'has fewer than two parameters', 'name the parameters of both axes')
  // An axis takes two values at least; the point is the first.
  const axis = ([parameter, value]: [string, number]) =>
    ({ parameter, scale: 'list', values: [value, value === 0 ? 1 : 2 * value] }) as const
  const plan = buildPlan({
    modelText,
    x: axis(x),
    y: axis(y),
    settings: Object.fromEntries(rest),
    start,
  })
  const alone = (a: Plan['x']): Plan['x'] => ({ ...a, values: a.values.slice(0, 1) })
  return { ...plan, x: alone(plan.x), y: alone(plan.y), solver }
}
