/** Uniform numbers in [0, 1), the same on every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Quantile q ∈ [0, 1] with linear interpolation between order statistics; NaN for no values.
 *
 * Source: Hyndman & Fan, Am. Stat. 50 (1996) 361, definition 7.
 */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) return NaN
  const sorted = Float64Array.from(values).sort()
  const place = q * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.min(sorted.length - 1, below + 1)
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!)
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** As many values, drawn with replacement. */
export function resample(values: readonly number[], random: () => number): number[] {
  return values.map(() => values[Math.floor(random() * values.length)]!)
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/** The middle 95 % of values. */
export const middle95 = (values: readonly number[]): Interval => ({
  low: quantile(values, 0.025),
  high: quantile(values, 0.975),
})

/** Fewer repeats than this say nothing of their spread. */
export const LEAST_REPEATS = 3
const RESAMPLES = 1000

/**
 * 95 % interval of median(A) / median(B) by resampling each (percentile bootstrap); undefined where either
 * has fewer than LEAST_REPEATS values.
 *
 * It covers how repeats scatter, and nothing that was the same in all of them, such as a core that somebody
 * else used.
 */
export function ratioInterval(
  a: readonly number[],
  b: readonly number[],
  random: () => number,
): Interval | undefined {
  if (a.length < LEAST_REPEATS || b.length < LEAST_REPEATS) return undefined
  const ratios = Array.from(
    { length: RESAMPLES },
    () => median(resample(a, random)) / median(resample(b, random)),
  )
  return middle95(ratios)
}
