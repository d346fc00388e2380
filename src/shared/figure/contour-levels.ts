import { formatNumber } from './numbers.js'
import { type ShadeRange, type ShadeScale } from './raster.js'
import { linearTicks, superscript } from './ticks.js'

export interface ContourStyle {
  readonly shown: boolean
  /** About how many lines; round numbers are found near it. */
  readonly count: number
  /** By hand, in the unit of the output; replaces `count`. */
  readonly values: readonly number[] | undefined
  readonly labels: boolean
}

export const NO_CONTOURS: ContourStyle = { shown: false, count: 8, values: undefined, labels: true }

export interface ContourLevel {
  /** In shade space, see ShadeScale. */
  readonly shade: number
  readonly label: string
}

/** Digits of a decade at which lines may lie, from sparse to dense. */
const DIGITS = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]] as const
/** More lines than this cover the map. */
const MOST = 60

/** Where contour lines lie: at the values asked for, or at round numbers strictly inside the range. */
export function contourLevels(
  { count, values }: Pick<ContourStyle, 'count' | 'values'>,
  range: ShadeRange,
  scale: ShadeScale,
): ContourLevel[] {
  if (values) return byHand(values, scale)
  const levels = scale.log ? logLevels(range, count) : linearLevels(range, count)
  return levels.filter(({ shade }) => shade > range.low && shade < range.high)
}

const byHand = (values: readonly number[], { log }: ShadeScale): ContourLevel[] =>
  [...new Set(values)]
    .map(value => ({
      // On a negated scale people read, and so type, the value of the bar.
      shade: log ? Math.log10(value) : value,
      label: formatNumber(value, 4),
    }))
    .filter(({ shade }) => Number.isFinite(shade))
    .sort((a, b) => a.shade - b.shade)
    .slice(0, MOST)

const linearLevels = ({ low, high }: ShadeRange, count: number): ContourLevel[] =>
  linearTicks(low, high, count + 1)
    .slice(0, MOST)
    .map(({ position }) => ({ shade: position, label: formatNumber(position, 4) }))

function logLevels(range: ShadeRange, count: number): ContourLevel[] {
  const decades = range.high - range.low
  // Less than a digit apart there are no round numbers of a decade any more.
  if (decades < 0.5)
    return linearTicks(10 ** range.low, 10 ** range.high, count + 1)
      .slice(0, MOST)
      .map(({ position }) => ({ shade: Math.log10(position), label: formatNumber(position, 4) }))
  if (decades >= count) return decadesEvery(range, Math.max(1, Math.round(decades / count)), [1])
  const wanted = count / decades
  const digits = DIGITS.reduce((best, set) =>
    Math.abs(set.length - wanted) < Math.abs(best.length - wanted) ? set : best,
  )
  return decadesEvery(range, 1, digits)
}

function decadesEvery({ low, high }: ShadeRange, every: number, digits: readonly number[]): ContourLevel[] {
  const levels: ContourLevel[] = []
  for (let decade = Math.floor(low / every) * every; decade <= high && levels.length < MOST; decade += every)
    for (const digit of digits)
      levels.push({ shade: decade + Math.log10(digit), label: decadeLabel(digit, decade) })
  return levels
}

/** Short, because it stands in the picture: `10⁻⁶`, `2×10⁻⁶`, `0.2`. */
const decadeLabel = (digit: number, decade: number): string =>
  decade >= -1 && decade <= 3
    ? String(Number(`${digit}e${decade}`))
    : `${digit === 1 ? '' : `${digit}×`}10${superscript(decade)}`
