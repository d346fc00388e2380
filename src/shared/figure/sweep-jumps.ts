/** A step of a swept axis at which a branch ends and the surface goes over to the other one. */
export interface SweepJump {
  readonly way: 'up' | 'down'
  /** Cells before and behind the jump, in the direction of the sweep. */
  readonly from: number
  readonly to: number
}

/**
 * Jumps on a line, where the loop of the two ways closes: in the direction of a way, from the last cell in which
 * they differ to the first in which they are one.
 *
 * @param apart   difference of the ways in each cell, 0 where they are one state, NaN where unknown; shape (n)
 * @param values  of the axis, rising or falling, shape (n)
 */
export function sweepJumps(apart: Float64Array, values: readonly number[]): SweepJump[] {
  const step = values.at(-1)! > values[0]! ? 1 : -1
  return [...apart.keys()].flatMap(k =>
    (['up', 'down'] as const).flatMap(way => {
      const to = way === 'up' ? k + step : k - step
      return apart[k]! > 0 && apart[to] === 0 ? [{ way, from: k, to }] : []
    }),
  )
}
