import { type Axis } from '../plan.js'

/**
 * Where the cells of an axis lie. Positions are in axis space: log10(value) on a logarithmic axis, the
 * value itself otherwise, so that everything drawn is linear in it.
 */
export interface AxisGeometry {
  readonly log: boolean
  /** Position of each value, shape (n). */
  readonly centres: Float64Array
  /** Borders of the cells: half-way between neighbours in axis space, shape (n + 1). */
  readonly edges: Float64Array
  /** Extent of all cells, low < high whatever the direction of the values. */
  readonly low: number
  readonly high: number
  /** Ascending cells of equal width: the whole row can be drawn in one go. */
  readonly uniform: boolean
}

/** A list is drawn logarithmically when it spans more than this factor, all of it positive. */
const LIST_LOG_SPAN = 100

/** The scale an axis is drawn on unless somebody wants the other one. */
export function naturalScale({ scale, values }: Axis): 'linear' | 'log' {
  const [smallest, largest] = extent(values)
  const log = smallest > 0 && (scale === 'log' || (scale === 'list' && largest / smallest > LIST_LOG_SPAN))
  return log ? 'log' : 'linear'
}

/** Whether an axis can be drawn on a logarithmic scale at all. */
export const hasLogarithm = ({ values }: Axis): boolean => extent(values)[0] > 0

/** The axis on `shown`, else on its natural scale; its cells have the same borders on both. */
export function axisGeometry(axis: Axis, shown?: 'linear' | 'log'): AxisGeometry {
  const natural = naturalScale(axis)
  const own = geometryOn(natural, axis.values)
  if (shown === undefined || shown === natural || (shown === 'log' && !hasLogarithm(axis))) return own
  const convert = (position: number): number => (shown === 'log' ? Math.log10(position) : 10 ** position)
  const centres = own.centres.map(convert)
  const edges = own.edges.map(convert)
  const n = centres.length
  // Half a cell below the lowest value there may be no logarithm: that cell is as wide below as above.
  if (!Number.isFinite(edges[0]!)) edges[0] = 2 * centres[0]! - edges[1]!
  if (!Number.isFinite(edges[n]!)) edges[n] = 2 * centres[n - 1]! - edges[n - 1]!
  return finished(shown === 'log', centres, edges)
}

const extent = (values: readonly number[]): [number, number] => {
  const [first, last] = [values[0]!, values[values.length - 1]!]
  return [Math.min(first, last), Math.max(first, last)]
}

function geometryOn(scale: 'linear' | 'log', values: readonly number[]): AxisGeometry {
  const n = values.length
  const log = scale === 'log'
  const centres = Float64Array.from(values, v => (log ? Math.log10(v) : v))
  const edges = new Float64Array(n + 1)
  for (let i = 1; i < n; i++) edges[i] = (centres[i - 1]! + centres[i]!) / 2
  const half = n > 1 ? undefined : log ? 0.5 : Math.abs(centres[0]!) / 2 || 0.5
  edges[0] = half === undefined ? 2 * centres[0]! - edges[1]! : centres[0]! - half
  edges[n] = half === undefined ? 2 * centres[n - 1]! - edges[n - 1]! : centres[0]! + half
  return finished(log, centres, edges)
}

function finished(log: boolean, centres: Float64Array, edges: Float64Array): AxisGeometry {
  const n = centres.length
  const low = Math.min(edges[0]!, edges[n]!)
  const high = Math.max(edges[0]!, edges[n]!)
  return { log, centres, edges, low, high, uniform: isUniform(edges, n) }
}

/** Within a thousandth of a cell nobody can tell; the laid-out doubles are never exactly equidistant. */
function isUniform(edges: Float64Array, n: number): boolean {
  const width = (edges[n]! - edges[0]!) / n
  if (width <= 0) return false
  for (let i = 0; i <= n; i++) if (Math.abs(edges[i]! - edges[0]! - i * width) > 1e-3 * width) return false
  return true
}

/** The cell at a position in axis space; undefined outside the map. */
export function cellAt({ edges }: AxisGeometry, position: number): number | undefined {
  const n = edges.length - 1
  const ascending = edges[n]! > edges[0]!
  let low = 0
  let high = n
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (edges[middle]! <= position === ascending) low = middle
    else high = middle
  }
  const a = Math.min(edges[low]!, edges[low + 1]!)
  const b = Math.max(edges[low]!, edges[low + 1]!)
  return position >= a && position <= b ? low : undefined
}
