import { type StoredSlice } from '../../core/ports.js'

/** Points [from, to) of a slice as one of its own, which begins at position `at`; its share of the time goes along. */
export function sliceTo(slice: StoredSlice, from: number, to: number, at = from): StoredSlice {
  const points = slice.to - slice.from
  const width = slice.rows.length / points
  const [first, last] = [from - slice.from, to - slice.from]
  return {
    ...slice,
    from: at,
    to: at + to - from,
    status: slice.status.slice(first, last),
    rows: slice.rows.slice(first * width, last * width),
    reasons: slice.reasons
      .filter(reason => reason.at >= from && reason.at < to)
      .map(({ at: position, reason }) => ({ at: position + at - from, reason })),
    busyMs: (slice.busyMs * (to - from)) / points,
  }
}
