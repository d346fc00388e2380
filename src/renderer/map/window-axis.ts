import { type AxisRequest } from '../../shared/mechanism.js'
import { type Axis } from '../../shared/plan.js'

/** Limits are rounded to this share of what is in view: nobody types more digits, and fields show no more. */
const GRAIN = 1e-2

/**
 * The axis of a new map over a part of this one: its limits, and as many points as the whole has.
 *
 * @param window the part in view, in axis space: log10 of the value where `log`
 */
export function axisOfWindow(
  axis: Axis,
  window: { readonly low: number; readonly high: number },
  log: boolean,
): AxisRequest {
  const { parameter, values } = axis
  const [first, last] = [values[0]!, values[values.length - 1]!]
  const scale = axis.scale === 'list' ? (log ? 'log' : 'linear') : axis.scale
  const ends = [tidy(window.low, window, log), tidy(window.high, window, log)].map(value =>
    // Cells reach beyond the outermost points, where the parameter may mean nothing.
    Math.min(Math.max(value, Math.min(first, last)), Math.max(first, last)),
  ) as [number, number]
  const [from, to] = last < first ? [ends[1], ends[0]] : ends
  return { parameter, scale, from, to, count: Math.max(2, values.length) }
}

function tidy(position: number, { low, high }: { low: number; high: number }, log: boolean): number {
  const value = log ? 10 ** position : position
  const grain = GRAIN * (log ? value * Math.LN10 * (high - low) : high - low)
  const step = 10 ** Math.floor(Math.log10(grain))
  return Number((Math.round(value / step) * step).toPrecision(12))
}
