import { type StoredSlice } from '../../core/ports.js'
import { sliceTo } from './slice-part.js'

/** The stretches of a slice whose positions count, as slices of their own. */
export function* partsThat(slice: StoredSlice, count: (at: number) => boolean): Generator<StoredSlice> {
  for (let from = slice.from; from < slice.to; from++) {
    if (!count(from)) continue
    let to = from + 1
    while (to < slice.to && count(to)) to++
    yield sliceTo(slice, from, to)
    from = to
  }
}
