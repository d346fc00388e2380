/** Run times measured with p workers [ms]. */
export interface Observation {
  readonly workers: number
  readonly ms: number
}

/** T(p) = t1 (1 + a (p − 1) + b p (p − 1)) / p: the universal scalability law; Amdahl's with f = a, b = 0. */
export interface ScalingLaw {
  /** Run time with one worker [ms]. */
  readonly t1: number
  readonly a: number
  readonly b: number
}

export interface Fit extends ScalingLaw {
  /** Σ ρ of the relative residuals, soft-L1 as below; for comparing laws. */
  readonly cost: number
}

const ROUNDS = 60
const CONVERGED = 1e-8
/** Repeats that agree better than this are taken to agree so well [relative]. */
const LEAST_SCALE = 1e-4

/**
 * Fits a law to run times so that ½ Σ ρ(r) is least, with relative residuals r = ln(T / T(p)) and
 * ρ(r) = 2 s² (√(1 + r²/s²) − 1) (soft-L1), 0 ≤ a, b ≤ 1.
 *
 * Iteratively reweighted Gauss–Newton with halved steps. ln t1 enters linearly and is eliminated by centring;
 * of a and b, one that stands at a bound and would leave it is held there. Weights are what repeats give:
 * each counts once.
 *
 * @param scale s, the spread of repeats that is usual [relative]
 * @param start where to begin
 */
export function fitLaw(
  data: readonly Observation[],
  law: 'amdahl' | 'usl',
  scale: number,
  start: { readonly a: number; readonly b: number } = law === 'usl'
    ? { a: 0.05, b: 0.001 }
    : { a: 0.05, b: 0 },
): Fit {
  const s = Math.max(scale, LEAST_SCALE)
  let point = { a: start.a, b: start.b }
  let cost = costOf(data, point, s)
  for (let round = 0; round < ROUNDS; round++) {
    const step = stepFrom(data, point, law, cost.weights, cost.residuals)
    let next = point
    let better = cost
    for (let damping = 1; damping > 1e-4; damping /= 2) {
      next = { a: clamp(point.a + damping * step.a), b: clamp(point.b + damping * step.b) }
      better = costOf(data, next, s)
      if (better.cost < cost.cost) break
    }
    const gain = cost.cost - better.cost
    if (gain <= 0) break
    point = next
    cost = better
    if (gain < CONVERGED * cost.cost) break
  }
  return { ...point, t1: Math.exp(cost.centre), cost: cost.cost }
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

const shape = (p: number, { a, b }: { a: number; b: number }): number =>
  (1 + a * (p - 1) + b * p * (p - 1)) / p

interface Cost {
  readonly centre: number
  readonly residuals: Float64Array
  readonly weights: Float64Array
  readonly cost: number
}

/** Residuals about the best ln t1 for this shape, and the weights that soft-L1 gives them. */
function costOf(data: readonly Observation[], point: { a: number; b: number }, s: number): Cost {
  const y = Float64Array.from(data, ({ workers, ms }) => Math.log(ms / shape(workers, point)))
  const weights = new Float64Array(y.length).fill(1)
  let centre = 0
  for (let round = 0; round < 20; round++) {
    let [sum, total] = [0, 0]
    for (let i = 0; i < y.length; i++) {
      sum += weights[i]! * y[i]!
      total += weights[i]!
    }
    const moved = Math.abs(sum / total - centre)
    centre = sum / total
    for (let i = 0; i < y.length; i++) weights[i] = 1 / Math.sqrt(1 + ((y[i]! - centre) / s) ** 2)
    if (moved < 1e-6 * s) break
  }
  const residuals = y.map(value => value - centre)
  const cost = residuals.reduce((sum, r) => sum + 2 * s * s * (Math.sqrt(1 + (r / s) ** 2) - 1), 0)
  return { centre, residuals, weights, cost }
}

/** Gauss–Newton step of (a, b) on weighted residuals, ln t1 eliminated. */
function stepFrom(
  data: readonly Observation[],
  point: { a: number; b: number },
  law: 'amdahl' | 'usl',
  weights: Float64Array,
  residuals: Float64Array,
): { a: number; b: number } {
  const J = data.map(({ workers: p }) => {
    const scaled = p * shape(p, point)
    return [(p - 1) / scaled, (p * (p - 1)) / scaled] as const
  })
  const total = weights.reduce((sum, w) => sum + w, 0)
  const mean = ([0, 1] as const).map(k => J.reduce((sum, row, i) => sum + weights[i]! * row[k], 0) / total)
  let [aa, ab, bb, ra, rb] = [0, 0, 0, 0, 0]
  for (const [i, row] of J.entries()) {
    const [u, v, w] = [row[0] - mean[0]!, row[1] - mean[1]!, weights[i]!]
    aa += w * u * u
    ab += w * u * v
    bb += w * v * v
    ra += w * u * residuals[i]!
    rb += w * v * residuals[i]!
  }
  const onlyA = { a: aa > 0 ? ra / aa : 0, b: 0 }
  if (law === 'amdahl') return onlyA
  const determinant = aa * bb - ab * ab
  if (determinant <= 1e-12 * aa * bb) return onlyA
  const both = { a: (bb * ra - ab * rb) / determinant, b: (aa * rb - ab * ra) / determinant }
  const leaves = (value: number, move: number): boolean =>
    (value <= 0 && move < 0) || (value >= 1 && move > 0)
  if (leaves(point.b, both.b)) return onlyA
  if (leaves(point.a, both.a)) return { a: 0, b: bb > 0 ? rb / bb : 0 }
  return both
}
