import { IsobarError } from '../errors.js'
import { axisGeometry } from '../figure/axis-geometry.js'
import type { CellArea } from '../owner-contract.js'
import { type Axis, type Plan, pointCount } from '../plan.js'
import { spaced } from './axis.js'
import { MAX_AXIS_VALUES, MAX_POINTS } from './limits.js'

/**
 * The plan of the same map, or of a rectangle of its cells, at twice the resolution: an axis of n values gets
 * 2n − 1, the old ones at even indices, bit for bit. Throws `input/invalid` when that is too fine or too much.
 */
export function refinePlan(plan: Plan, area?: CellArea): Plan {
  const { x0, y0, x1, y1 } = area ?? wholeArea(plan)
  const refined = { ...plan, x: refineAxis(plan.x, x0, x1, 'x'), y: refineAxis(plan.y, y0, y1, 'y') }
  if (pointCount(refined) === pointCount(plan) && !area)
    refuse('x', 1, 'One point alone has no resolution.', 'Start a new map with more values.')
  if (pointCount(refined) > MAX_POINTS)
    refuse('x', pointCount(refined), 'That many points do not fit.', `Stay below ${MAX_POINTS} points.`)
  return refined
}

export const wholeArea = ({ x, y }: Pick<Plan, 'x' | 'y'>): CellArea => ({
  x0: 0,
  y0: 0,
  x1: x.values.length - 1,
  y1: y.values.length - 1,
})

function refineAxis(axis: Axis, first: number, last: number, field: string): Axis {
  const kept = axis.values.slice(first, last + 1)
  const count = 2 * kept.length - 1
  if (count > MAX_AXIS_VALUES)
    refuse(field, count, 'That many values do not fit on an axis.', `Use up to ${MAX_AXIS_VALUES}.`)
  const values = evenlySpaced(axis, kept, count) ?? withMiddles(axis, kept)
  const stuck = values.values.some((value, i) => i > 0 && value === values.values[i - 1])
  if (stuck) refuse(field, count, 'The values are too close to be told apart.', 'Refine a wider range.')
  return { ...axis, ...values }
}

/**
 * Half the step of a linear or logarithmic axis is exact in binary, so that its old values are met again; of a
 * part of an axis that is not so, and then the values are listed.
 */
function evenlySpaced({ scale }: Axis, kept: readonly number[], count: number) {
  if (scale === 'list' || kept.length < 2) return undefined
  const values = spaced(scale, kept[0]!, kept.at(-1)!, count)
  return kept.every((value, i) => Object.is(value, values[2 * i])) ? { scale, values } : undefined
}

function withMiddles(axis: Axis, kept: readonly number[]) {
  const { log } = axisGeometry(axis)
  const middle = (a: number, b: number): number =>
    log ? Number(Math.sqrt(a * b).toPrecision(15)) : a + (b - a) / 2
  const values = kept.flatMap((value, i) => (i === 0 ? [value] : [middle(kept[i - 1]!, value), value]))
  return { scale: 'list' as const, values }
}

function refuse(field: string, value: number, problem: string, remedy: string): never {
  throw new IsobarError('input/invalid', `${field}: ${problem} ${remedy}`, {
    field,
    value: String(value),
    remedy,
  })
}
