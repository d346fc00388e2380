import { type Parameter } from '../../shared/mechanism.js'

/** Where a slider begins and ends, in the unit of its parameter. */
export interface SliderRange {
  readonly low: number
  readonly high: number
  /** Equal steps are equal factors; both ends are positive then. */
  readonly log: boolean
}

/** Positions of a slider; fine enough that a step is hardly seen. */
export const SLIDER_STEPS = 400
/** Digits that a hand on a slider can mean. */
const DIGITS = 4
/** Two decades to each side. */
const LOG_FACTOR = 100
const TEMPERATURE_SPAN = 100
/** Half an electronvolt to each side, or as much as that in another unit of energy. */
const ENERGY_SPANS: Readonly<Record<string, number>> = { 'kJ/mol': 50, 'kcal/mol': 12, meV: 500 }
const ENERGY_SPAN = 0.5

/** A range around the value that shows something for most models; people change it where it does not. */
export function rangeAround(value: number, { kind, unit }: Pick<Parameter, 'kind' | 'unit'>): SliderRange {
  if ((kind === 'pressure' || kind === 'rate') && value > 0)
    return { low: round(value / LOG_FACTOR), high: round(value * LOG_FACTOR), log: true }
  if (kind === 'temperature') return { low: spanBelow(value), high: value + TEMPERATURE_SPAN, log: false }
  if (kind === 'energy') {
    const span = ENERGY_SPANS[unit] ?? ENERGY_SPAN
    return { low: round(value - span), high: round(value + span), log: false }
  }
  if (value === 0)
    return kind === 'other' ? { low: -1, high: 1, log: false } : { low: 0, high: 1, log: false }
  const ends = [0, 2 * value].sort((a, b) => a - b)
  return { low: ends[0]!, high: ends[1]!, log: false }
}

/** A temperature stays above zero, also in kelvin. */
const spanBelow = (value: number): number =>
  value > TEMPERATURE_SPAN ? value - TEMPERATURE_SPAN : round(value / 2)

/** The value at a position from 0 to SLIDER_STEPS. */
export function valueAt({ low, high, log }: SliderRange, position: number): number {
  const share = position / SLIDER_STEPS
  if (share <= 0) return low
  if (share >= 1) return high
  if (log) return round(low * (high / low) ** share)
  // As many decimals as the step has, so that a value near zero is not given to a billionth.
  const step = Math.abs(high - low) / SLIDER_STEPS
  const decimals = Math.max(0, Math.min(100, 1 - Math.floor(Math.log10(step))))
  return Number((low + (high - low) * share).toFixed(decimals))
}

/** The position of a value; the nearest end for one outside. */
export function positionOf({ low, high, log }: SliderRange, value: number): number {
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)
  return Math.round(SLIDER_STEPS * Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)))
}

const round = (value: number): number => Number(value.toPrecision(DIGITS))
