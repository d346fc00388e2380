import { type StoredSlice } from './ports.js'
import { type Range } from './ranges.js'

/** Points of a slice made here; a million points shall not become one blob. */
const MOST_POINTS = 8192

/** The part of a slice inside `range`. */
export function cut(slice: StoredSlice, range: Range, width: number): StoredSlice {
  if (range.from === slice.from && range.to === slice.to) return slice
  const first = range.from - slice.from
  const last = range.to - slice.from
  return {
    ...slice,
    from: range.from,
    to: range.to,
    status: slice.status.slice(first, last),
    rows: slice.rows.slice(first * width, last * width),
    reasons: slice.reasons.filter(({ at }) => at >= range.from && at < range.to),
    busyMs: (slice.busyMs * (last - first)) / (slice.to - slice.from),
  }
}

/** Slices that make points pending again: what they replace must not come back when a session is resumed. */
export function* takenBack(
  { from, to }: Range,
  width: number,
  executor: string,
  at: number,
): Generator<StoredSlice> {
  for (let first = from; first < to; first += MOST_POINTS) {
    const last = Math.min(to, first + MOST_POINTS)
    yield {
      from: first,
      to: last,
      status: new Uint8Array(last - first),
      rows: new Float64Array((last - first) * width).fill(NaN),
      reasons: [],
      busyMs: 0,
      executor,
      at,
    }
  }
}
