import { type Axis, type Plan, pointCount } from '../plan.js'

/**
 * About so many of the plan's own points, evenly spread over the whole map; the plan itself where it has no
 * more.
 */
export function thinnedPlan(plan: Plan, points: number): Plan {
  const total = pointCount(plan)
  if (points >= total) return plan
  const [nx, ny] = [plan.x.values.length, plan.y.values.length]
  const factor = Math.sqrt(points / total)
  // An axis that is too short to give its part leaves it to the other.
  const x = Math.min(nx, Math.max(1, Math.round(nx * factor)))
  const y = Math.min(ny, Math.max(1, Math.round(points / x)))
  return {
    ...plan,
    x: thinned(plan.x, Math.min(nx, Math.max(1, Math.round(points / y)))),
    y: thinned(plan.y, y),
  }
}

function thinned(axis: Axis, count: number): Axis {
  const { values } = axis
  if (count >= values.length) return axis
  const step = count > 1 ? (values.length - 1) / (count - 1) : 0
  return { ...axis, values: Array.from({ length: count }, (_, i) => values[Math.round(i * step)]!) }
}
