import { type Plan, type SolverOptions } from '../shared/plan.js'
import { isFailed, isSteady } from '../shared/record.js'
import { isSame } from './solver/all-states.js'
import { type PointSolution } from './solver/point-solver.js'

/** Lines kept, so that the points of one are not computed once each. */
const MOST_LINES = 4

/** Means over a limit cycle are known to about this. */
const ALIKE = 1e-3

/** A point of a swept axis: where the sweep up and the sweep down have come to. */
export interface SweptPoint {
  readonly up: PointSolution
  readonly down: PointSolution
  /** Unknowns from which the sweep up came here, shape (n). */
  readonly start: Float64Array
  /** Largest difference of a coverage between the two, 0 where they are the same state; NaN where one is missing. */
  readonly apart: number
}

/**
 * Makes the function that answers points of a plan with a swept axis.
 *
 * A line is swept from the low end of the axis, where the start is that of the plan, to the high end and back: the
 * steady state of each point is what the trajectory from that of the one before reaches. Where a branch ends, the
 * trajectory goes to another, as it would in a slow experiment; where a point fails or oscillates, the sweep goes
 * on from the last steady state that it had. A line is always computed as a whole, so that its numbers do not depend on which of
 * its points was asked for.
 *
 * @param solve  what the trajectory from a start, or the stated one, reaches under the conditions of a point;
 *               overwritten by the next
 * @param stated the stated start under the conditions of the point solved last, shape (n)
 */
export function makeSweptLines(
  plan: Plan,
  swept: 'x' | 'y',
  solve: (point: number, start: Float64Array | undefined, options: SolverOptions) => PointSolution,
  stated: () => Float64Array,
): (point: number, options: SolverOptions) => SweptPoint {
  const nx = plan.x.values.length
  const { values } = plan[swept]
  const rising = [...values.keys()].sort((a, b) => values[a]! - values[b]!)
  const lines = new Map<string, ReadonlyMap<number, SweptPoint>>()

  const lineOf = (point: number): number => (swept === 'x' ? Math.floor(point / nx) : point % nx)
  const pointOf = (line: number, i: number): number => (swept === 'x' ? line * nx + i : i * nx + line)

  function sweep(line: number, options: SolverOptions): ReadonlyMap<number, SweptPoint> {
    const points = rising.map(i => pointOf(line, i))
    let at: Float64Array | undefined
    const go = (point: number): { start: Float64Array; end: PointSolution } => {
      const from = at
      const end = copyOf(solve(point, from, options))
      if (isSteady(end.status)) at = end.y
      return { start: from ?? stated(), end }
    }
    const up = points.map(go)
    const down = up.map(({ end }) => end)
    // At the high end there is nothing to turn back from: both sweeps are in one state.
    for (let k = points.length - 2; k >= 0; k--) down[k] = go(points[k]!).end
    return new Map(
      points.map((point, k) => [point, pair(up[k]!.end, down[k]!, up[k]!.start, plan.start.length)] as const),
    )
  }

  return (point, options) => {
    const line = lineOf(point)
    const key = JSON.stringify([line, options])
    const known = lines.get(key) ?? sweep(line, options)
    // The map keeps the order of last use.
    lines.delete(key)
    lines.set(key, known)
    if (lines.size > MOST_LINES) lines.delete(lines.keys().next().value!)
    return known.get(point)!
  }
}

function pair(up: PointSolution, down: PointSolution, start: Float64Array, species: number): SweptPoint {
  if (isFailed(up.status) || isFailed(down.status)) return { up, down, start, apart: NaN }
  if (isSame(up.y, down.y)) return { up, down, start, apart: 0 }
  const apart = Math.max(...up.y.subarray(0, species).map((theta, i) => Math.abs(theta - down.y[i]!)))
  const cycle = !isSteady(up.status) || !isSteady(down.status)
  return { up, down, start, apart: cycle && apart < ALIKE ? 0 : apart }
}

const copyOf = (solution: PointSolution): PointSolution => ({
  ...solution,
  y: solution.y.slice(),
  net: solution.net.slice(),
  r: solution.r.slice(),
  certificate: solution.certificate.slice(),
})
