import { STATUS } from '../shared/record.js'
import { type PointSolution } from './solver/point-solver.js'
import { type SweptPoint } from './swept-lines.js'

/**
 * The solution of a point with two branches: that of the sweep up, with the status of the worse one. A point is
 * certified when both are.
 */
export function worseOf({ up, down }: SweptPoint): PointSolution {
  if (down.status <= up.status || up.status === STATUS.badConditions) return up
  return { ...up, status: down.status, reason: `sweep down: ${down.reason}` }
}

/** Writes hysteresisColumns of a point with S surface species to `rows` at `offset`. */
export function writeBranches(
  { down, apart }: SweptPoint,
  { S, steps }: { readonly S: number; readonly steps: number },
  rows: Float64Array,
  offset: number,
): void {
  rows[offset] = apart
  rows.set(down.y.subarray(0, S), offset + 1)
  rows.set(down.net.subarray(0, steps), offset + 1 + S)
  rows.set(down.certificate, offset + 1 + S + steps)
}
