import { type ShadeRange } from './raster.js'
import { percentiles, type Survey } from './survey.js'

export type RangeChoice = 'robust' | 'full' | 'manual'

/** How one output is coloured. */
export interface Colouring {
  readonly log: boolean
  readonly range: RangeChoice
  /** As on the colour bar, in the unit of the output; used when `range` is manual. */
  readonly manual: { readonly low: number; readonly high: number } | undefined
  /** Share of the values left out at each end when `range` is robust [%]. */
  readonly tail: number
  /** The middle of the bar is zero, or one on a logarithmic scale: for a diverging palette. */
  readonly centred: boolean
}

/** A range that changed by less than this share of itself is not worth a new picture while it fills. */
const HYSTERESIS = 0.02

/** The range of the colour bar in shade space; `before` is kept while it is nearly right. */
export function rangeOf(
  colouring: Colouring,
  found: Survey | undefined,
  before: ShadeRange | undefined,
): ShadeRange {
  const byHand = colouring.range === 'manual' ? manualRange(colouring) : undefined
  if (byHand) return byHand
  const wanted = colouring.range === 'full' ? found?.full : found && percentiles(found.sample, colouring.tail)
  if (!wanted) return { low: 0, high: 1 }
  const next = widen(colouring.centred ? centred(wanted) : wanted)
  if (!before) return next
  const tolerance = HYSTERESIS * (next.high - next.low)
  const near = Math.abs(before.low - next.low) < tolerance && Math.abs(before.high - next.high) < tolerance
  return near ? before : next
}

function manualRange({ log, manual }: Colouring): ShadeRange | undefined {
  if (!manual) return undefined
  const shade = (v: number): number => (log ? Math.log10(Math.abs(v)) : v)
  const ends = [shade(manual.low), shade(manual.high)].sort((a, b) => a - b) as [number, number]
  return ends.every(Number.isFinite) ? { low: ends[0], high: ends[1] } : undefined
}

function centred({ low, high }: ShadeRange): ShadeRange {
  const half = Math.max(Math.abs(low), Math.abs(high))
  return { low: -half, high: half }
}

/** A map of one value still needs a bar with two ends. */
function widen({ low, high }: ShadeRange): ShadeRange {
  const least = 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-300)
  if (high - low > least) return { low, high }
  const half = Math.max(Math.abs(low) * 0.05, 1e-300, low === 0 ? 0.5 : 0)
  return { low: low - half, high: high + half }
}
