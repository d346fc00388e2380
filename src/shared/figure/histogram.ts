/** Counts of an ascending sample in `bins` equal parts of [low, high]; what lies outside is left out. */
export function histogram(sample: Float64Array, low: number, high: number, bins: number): Uint32Array {
  const counts = new Uint32Array(bins)
  const factor = high > low ? bins / (high - low) : 0
  for (const value of sample) {
    if (value < low || value > high) continue
    counts[Math.min(bins - 1, Math.floor((value - low) * factor))]!++
  }
  return counts
}
