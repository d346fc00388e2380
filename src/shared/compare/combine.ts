import { isFailed, isSolved, STATUS } from '../record.js'

/** Values of a map on some grid, index y · nx + x. */
export interface MapValues {
  readonly values: Float64Array
  readonly status: Uint8Array
}

export type Combination = 'second' | 'difference' | 'ratio'

/**
 * One value a cell of two maps on the same grid: the second, first − second, or first / second. A cell has a
 * value where both have one; it is failed where either failed, and uncertified where either is.
 */
export function combine(first: MapValues, second: MapValues, how: Combination): MapValues {
  if (how === 'second') return second
  const n = first.values.length
  const values = new Float64Array(n).fill(Number.NaN)
  const status = new Uint8Array(n)
  for (let p = 0; p < n; p++) {
    const [a, b] = [first.status[p]!, second.status[p]!]
    status[p] = statusOf(a, b)
    if (!isSolved(status[p]!)) continue
    const [u, v] = [first.values[p]!, second.values[p]!]
    values[p] = how === 'difference' ? u - v : u / v
    // 0 / 0 says nothing, and x / 0 has no place on a scale.
    if (!Number.isFinite(values[p]!)) {
      values[p] = Number.NaN
      status[p] = STATUS.pending
    }
  }
  return { values, status }
}

function statusOf(a: number, b: number): number {
  if (isFailed(a)) return a
  if (isFailed(b)) return b
  if (a === STATUS.pending || b === STATUS.pending) return STATUS.pending
  return a === STATUS.certified && b === STATUS.certified ? STATUS.certified : STATUS.uncertified
}
