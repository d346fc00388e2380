import { STATUS } from '../record.js'
import { type Raster, type ShadeRange, type ShadeScale } from './raster.js'

/** What the colour bar and the legend need to know of all values on the map. */
export interface Survey {
  readonly pending: number
  readonly certified: number
  readonly uncertified: number
  readonly oscillating: number
  readonly failed: number
  /** Of the solved values, in the unit of the output; NaN when there is none. */
  readonly minimum: number
  readonly maximum: number
  /** Solved values that have no logarithm under the scale. */
  readonly unloggable: number
  /** Shades of a fixed choice of the solved points, ascending: for percentiles and the histogram. */
  readonly sample: Float64Array
  /** Percentiles 1 and 99 of the shades; undefined when nothing is solved. */
  readonly robust: ShadeRange | undefined
  readonly full: ShadeRange | undefined
}

/** Percentiles from about this many points are good to a few tenths of a per cent of rank. */
const SAMPLE = 16_384
/** Multiplicative hashing (Knuth) picks the same points every time and favours no column. */
const GOLDEN = 0x9e3779b1

export function survey(raster: Raster): Survey {
  const { values, status, shade } = raster
  const counts = new Uint32Array(256)
  let [minimum, maximum, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  let unloggable = 0
  const kept: number[] = []
  const keep = Math.min(1, SAMPLE / values.length) * 2 ** 32
  for (let p = 0; p < values.length; p++) {
    const s = status[p]!
    counts[s]!++
    if (s === 0 || s >= 100) continue
    const value = values[p]!
    if (value < minimum) minimum = value
    if (value > maximum) maximum = value
    const shaded = shade[p]!
    if (shaded === -Infinity) unloggable++
    else {
      if (shaded < low) low = shaded
      if (shaded > high) high = shaded
      if (Math.imul(p, GOLDEN) >>> 0 < keep) kept.push(shaded)
    }
  }
  const full = low <= high ? { low, high } : undefined
  // A hash may miss the only solved point of a large map.
  const sample = Float64Array.from(kept.length > 0 || !full ? kept : [low, high]).sort()
  const certified = counts[STATUS.certified]!
  const uncertified = counts[STATUS.uncertified]!
  const oscillating = counts[STATUS.oscillates]!
  const pending = counts[STATUS.pending]!
  return {
    pending,
    certified,
    uncertified,
    oscillating,
    failed: values.length - pending - certified - uncertified - oscillating,
    minimum: minimum === Infinity ? Number.NaN : minimum,
    maximum: maximum === -Infinity ? Number.NaN : maximum,
    unloggable,
    sample,
    full,
    robust: percentiles(sample, 1),
  }
}

/**
 * What is left of an ascending sample without `tail` per cent at each end; undefined when it is empty.
 */
export function percentiles(sample: Float64Array, tail: number): ShadeRange | undefined {
  if (sample.length === 0) return undefined
  const at = (q: number): number => sample[Math.round(q * (sample.length - 1))]!
  return { low: at(tail / 100), high: at(1 - tail / 100) }
}

const LINEAR_GROUPS = [
  'coverage',
  'steady states',
  'rate control',
  'thermodynamic rate control',
  'reaction order',
  'activation energy',
  'selectivity',
]

/** Rates are best read on a logarithmic scale, shares, counts and derivatives on a linear one. */
export const prefersLog = (group: string, name: string): boolean =>
  !LINEAR_GROUPS.includes(group) &&
  !/^(precision|steps|hysteresis|coverage\(.*|conversion\(.*)(:down)?$/.test(name)

/** A net consumption is shown as such when every value is one. */
export function signFor(values: Float64Array, status: Uint8Array): ShadeScale['sign'] {
  let negative = 0
  for (let p = 0; p < values.length; p++) {
    const s = status[p]!
    if (s === 0 || s >= 100) continue
    if (values[p]! > 0) return 1
    if (values[p]! < 0) negative++
  }
  return negative > 0 ? -1 : 1
}
