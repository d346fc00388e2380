import { firstAfter, type Lane } from './slice-store.js'

/** What one row of pixels shows: the share of its time a pixel was computed in, and whether points failed. */
export interface Bins {
  /** [0, 1], shape (width). */
  readonly share: Float32Array
  readonly failed: Uint8Array
}

export const makeBins = (width: number): Bins => ({
  share: new Float32Array(width),
  failed: new Uint8Array(width),
})

/** Sums the slices of a lane within [t0, t1] into `bins`: once over what is in view, whatever the zoom. */
export function fillBins(lane: Lane, t0: number, t1: number, { share, failed }: Bins): void {
  share.fill(0)
  failed.fill(0)
  const width = share.length
  const scale = width / (t1 - t0)
  for (let k = firstAfter(lane, t0); k < lane.count && lane.begin[k]! < t1; k++) {
    const a = Math.max(0, (lane.begin[k]! - t0) * scale)
    const b = Math.min(width, (lane.end[k]! - t0) * scale)
    const p = Math.min(width - 1, Math.floor(a))
    const q = Math.min(width - 1, Math.floor(b))
    if (p === q) share[p]! += b - a
    else {
      share[p]! += p + 1 - a
      for (let pixel = p + 1; pixel < q; pixel++) share[pixel] = 1
      share[q]! += b - q
    }
    if (lane.failed[k]! > 0) failed.fill(1, p, q + 1)
  }
}
