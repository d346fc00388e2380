/** The first tolerance of a coverage, which a chart cannot show; it grows until few enough samples are left. */
const FINEST = 1e-5
const COARSER = 2

/**
 * Indices of at most `most` samples through which lines over the logarithm of time come as near as possible to
 * all of them; the first and the last are among them.
 *
 * @param times rising, shape (samples); states coverages at each, shape (samples)(n)
 */
export function thinned(times: readonly number[], states: readonly Float64Array[], most: number): number[] {
  if (times.length <= most) return times.map((_, k) => k)
  for (let tolerance = FINEST; ; tolerance *= COARSER) {
    const kept = keepWithin(times, states, tolerance)
    if (kept.length <= most) return kept
  }
}

function keepWithin(times: readonly number[], states: readonly Float64Array[], tolerance: number): number[] {
  const last = times.length - 1
  const kept = [0]
  for (let k = 1; k < last; k++) {
    const from = kept.at(-1)!
    if (isOff(times, states, from, k, k + 1, tolerance)) kept.push(k)
  }
  return [...kept, last]
}

/** Whether sample k, or the one halfway to it, lies off the line between two others. */
function isOff(
  times: readonly number[],
  states: readonly Float64Array[],
  from: number,
  k: number,
  to: number,
  tolerance: number,
): boolean {
  // The start is at t = 0, which has no logarithm.
  if (times[from] === 0) return true
  const width = Math.log(times[to]! / times[from]!)
  for (const at of [k, (from + k) >> 1]) {
    const share = Math.log(times[at]! / times[from]!) / width
    const [a, b, c] = [states[from]!, states[to]!, states[at]!]
    for (let i = 0; i < a.length; i++)
      if (Math.abs(a[i]! + share * (b[i]! - a[i]!) - c[i]!) > tolerance) return true
  }
  return false
}
