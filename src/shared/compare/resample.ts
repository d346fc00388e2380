import { type AxisGeometry, axisGeometry, cellAt } from '../figure/axis-geometry.js'
import { type Axis } from '../plan.js'
import { type MapValues } from './combine.js'

export interface Grid {
  readonly x: Axis
  readonly y: Axis
}

/** Laid out by the same rule, equal values are equal doubles; units of a few ulps come from other layouts. */
const SAME = 1e-12

/** Whether two grids have the same parameters and values, so that maps can be compared cell by cell. */
export const isSameGrid = (a: Grid, b: Grid): boolean => isSameAxis(a.x, b.x) && isSameAxis(a.y, b.y)

export const isSameParameters = (a: Grid, b: Grid): boolean =>
  a.x.parameter === b.x.parameter &&
  a.y.parameter === b.y.parameter &&
  a.x.unit === b.x.unit &&
  a.y.unit === b.y.unit

const isSameAxis = (a: Axis, b: Axis): boolean =>
  a.parameter === b.parameter &&
  a.unit === b.unit &&
  a.values.length === b.values.length &&
  a.values.every((value, k) => Math.abs(value - b.values[k]!) <= SAME * Math.abs(value))

/**
 * The values of another grid on ours: each cell takes the computed cell of the other it lies in, whose
 * centre is the nearest; nothing is interpolated. Outside the other grid cells are pending.
 */
export function resample(ours: Grid, other: Grid, { values, status }: MapValues): MapValues {
  if (isSameGrid(ours, other)) return { values, status }
  const [columns, rows] = [cellsOf(ours.x, other.x), cellsOf(ours.y, other.y)]
  const [nx, n] = [columns.length, columns.length * rows.length]
  const answer = { values: new Float64Array(n).fill(Number.NaN), status: new Uint8Array(n) }
  for (let p = 0; p < n; p++) {
    const [i, j] = [columns[p % nx], rows[Math.floor(p / nx)]]
    if (i === undefined || j === undefined) continue
    const source = j * other.x.values.length + i
    answer.values[p] = values[source]!
    answer.status[p] = status[source]!
  }
  return answer
}

function cellsOf(ours: Axis, other: Axis): (number | undefined)[] {
  const geometry: AxisGeometry = axisGeometry(other)
  return ours.values.map(value => {
    const position = geometry.log ? Math.log10(value) : value
    return Number.isFinite(position) ? cellAt(geometry, position) : undefined
  })
}
