import { InvalidArgumentError } from 'commander'
import type { Job } from '../node/desk/job.js'
import { selectedPositions } from '../node/desk/point-selection.js'
import { checkSolver } from '../shared/model/build-plan.js'
import { IsobarError } from '../shared/errors.js'
import type { CellArea } from '../shared/owner-contract.js'
import type { Axis, SolverOptions } from '../shared/plan.js'
import { POINT_KINDS, type PointKind } from '../shared/points-contract.js'

/** What `--rerun` names: points by how they ended, or those in a rectangle by the values of its axes. */
export type RerunWish = { readonly which: PointKind } | { readonly x: Span; readonly y: Span }

interface Span {
  readonly low: number
  readonly high: number
}

export interface RerunOptions {
  readonly rerun?: RerunWish
  readonly rtol?: number
  readonly atol?: number
  readonly maxSteps?: number
  readonly budget?: number
}

/** Values typed by hand have fewer digits than those of an axis. */
const LENIENCE = 1e-6

export function toRerun(text: string): RerunWish {
  const which = POINT_KINDS.find(kind => kind === text)
  if (which) return { which }
  const [x, y, ...more] = text.split(',').map(toSpan)
  if (!x || !y || more.length > 0)
    throw new InvalidArgumentError(
      `Write ${POINT_KINDS.join(', ')}, or X0:X1,Y0:Y1 in the units of the axes.`,
    )
  return { x, y }
}

function toSpan(text: string): Span | undefined {
  const ends = text.split(':')
  const [a, b] = ends.map(Number)
  if (ends.length !== 2 || ends.some(end => end.trim() === '')) return undefined
  if (!Number.isFinite(a) || !Number.isFinite(b)) return undefined
  return { low: Math.min(a!, b!), high: Math.max(a!, b!) }
}

/** Begins the re-run that is asked for; the number of its points. */
export async function beginRerun(job: Job, wish: RerunWish, options: RerunOptions): Promise<number> {
  const { x, y } = job.plan
  const selection = 'which' in wish ? wish : { which: 'all' as const, area: areaOf(x, y, wish.x, wish.y) }
  const positions = selectedPositions(job, selection)
  await job.rerun(positions, solverOf(options))
  return positions.length
}

function areaOf(x: Axis, y: Axis, xs: Span, ys: Span): CellArea {
  const [x0, x1] = cellsIn(x, xs)
  const [y0, y1] = cellsIn(y, ys)
  return { x0, x1, y0, y1 }
}

function cellsIn({ parameter, values, unit }: Axis, { low, high }: Span): [number, number] {
  const slack = LENIENCE * Math.max(Math.abs(low), Math.abs(high))
  const inside = values.flatMap((value, k) => (value >= low - slack && value <= high + slack ? [k] : []))
  if (inside.length > 0) return [inside[0]!, inside.at(-1)!]
  throw new IsobarError('input/invalid', `no value of ${parameter} lies in ${low}:${high}`, {
    field: 'rerun',
    value: `${low}:${high}`,
    remedy: `the axis goes from ${values[0]} to ${values.at(-1)} ${unit}`,
  })
}

/** Undefined for those of the plan. */
function solverOf({ rtol, atol, maxSteps, budget }: RerunOptions): Partial<SolverOptions> | undefined {
  const solver: Partial<SolverOptions> = {
    ...(rtol !== undefined && { rtol }),
    ...(atol !== undefined && { atol }),
    ...(maxSteps !== undefined && { maxSteps }),
    ...(budget !== undefined && { maxMsPerPoint: 1000 * budget }),
  }
  if (Object.keys(solver).length === 0) return undefined
  checkSolver(solver)
  return solver
}
