import { type StoredSlice } from '../../core/ports.js'

/** The stretches of a slice whose positions count, as slices of their own. */
export function* partsThat(slice: StoredSlice, count: (at: number) => boolean): Generator<StoredSlice> {
  for (let from = slice.from; from < slice.to; from++) {
    if (!count(from)) continue
    let to = from + 1
    while (to < slice.to && count(to)) to++
    yield part(slice, from, to)
    from = to
  }
}

function part(slice: StoredSlice, from: number, to: number): StoredSlice {
  const points = slice.to - slice.from
  const width = slice.rows.length / points
  return {
    ...slice,
    from,
    to,
    status: slice.status.slice(from - slice.from, to - slice.from),
    rows: slice.rows.slice((from - slice.from) * width, (to - slice.from) * width),
    reasons: slice.reasons.filter(({ at }) => at >= from && at < to),
    busyMs: (slice.busyMs * (to - from)) / points,
  }
}
