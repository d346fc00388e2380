import { type BranchCorrector } from './branch-corrector.js'

export interface BranchSample {
  readonly q: Float64Array
  readonly fold: boolean
}

export interface TracedBranch {
  /** From one end to the other, shape (samples). */
  readonly samples: readonly BranchSample[]
  /** Whether both ends are at the ends of the range, or meet; false when it had to be given up on the way. */
  readonly whole: boolean
}

/** Arc lengths of steps: the whole range of the parameter is 1. */
const FIRST_STEP = 2e-3
const LONGEST_STEP = 0.02
const SHORTEST_STEP = 1e-8
/** Least cosine between the tangents at both ends of a step, and the one from which steps grow. */
const LEAST_COSINE = 0.97
const STRAIGHT = 0.995
const QUICK = 4
const MOST_STEPS = 3000
/** A fold is where the tangent has no part along the parameter, to this accuracy. */
const FOLD = 1e-10
const FOLD_STEPS = 60
/** The branch is closed when it comes back within this share of a step. */
const CLOSED = 0.6

/**
 * Follows a branch of steady states through its folds, by pseudo-arclength continuation, from a point of it in
 * both directions to the ends 0 and 1 of the scaled parameter.
 *
 * A step goes along the tangent, and Newton's method brings it back to the branch on the plane perpendicular to
 * that, where the equations are regular in folds too. Steps are as long as the branch is straight.
 *
 * Source: Keller, Numerical solution of bifurcation and nonlinear eigenvalue problems (1977); step control after
 * Allgower & Georg, Introduction to Numerical Continuation Methods (2003), ch. 6.
 *
 * @param start    a point of the branch, see BranchCorrector
 * @param mayGoOn  looked at between steps
 */
export function traceBranch(
  corrector: BranchCorrector,
  start: Float64Array,
  mayGoOn: () => boolean,
): TracedBranch {
  const forward = follow(corrector, start, 1, mayGoOn)
  if (forward.closed) return { samples: [{ q: start, fold: false }, ...forward.samples], whole: true }
  const backward = follow(corrector, start, -1, mayGoOn)
  return {
    samples: [...backward.samples.toReversed(), { q: start, fold: false }, ...forward.samples],
    whole: forward.whole && backward.whole,
  }
}

interface Way {
  readonly samples: BranchSample[]
  readonly whole: boolean
  readonly closed: boolean
}

function follow(corrector: BranchCorrector, start: Float64Array, sign: 1 | -1, mayGoOn: () => boolean): Way {
  const last = start.length - 1
  const along = new Float64Array(start.length)
  along[last] = sign
  const samples: BranchSample[] = []
  const first = corrector.tangent(start, along)
  if (first === undefined) return { samples, whole: false, closed: false }
  let q = start
  let t = first
  let step = FIRST_STEP
  // What begins at an end and leads out of the range has nothing on this side.
  const outside = (point: Float64Array): boolean => point[last]! < 0 || point[last]! > 1
  if ((q[last]! <= 0 && t[last]! < 0) || (q[last]! >= 1 && t[last]! > 0))
    return { samples, whole: true, closed: false }

  for (let steps = 0; steps < MOST_STEPS && mayGoOn(); steps++) {
    const next = advance(corrector, q, t, step)
    if (next === undefined || next.cosine < LEAST_COSINE) {
      step /= 2
      if (step < SHORTEST_STEP) return { samples, whole: false, closed: false }
      continue
    }
    if (next.t[last]! * t[last]! < 0) {
      const fold = foldBetween(corrector, q, t, step)
      if (fold && !outside(fold)) samples.push({ q: fold, fold: true })
    }
    if (outside(next.q)) {
      const end = endOf(corrector, q, next.q)
      if (end) samples.push({ q: end, fold: false })
      return { samples, whole: end !== undefined, closed: false }
    }
    samples.push({ q: next.q, fold: false })
    q = next.q
    t = next.t
    if (steps > 10 && distance(q, start) < CLOSED * step) return { samples, whole: true, closed: true }
    if (next.iterations <= QUICK && next.cosine > STRAIGHT) step = Math.min(LONGEST_STEP, 1.5 * step)
  }
  return { samples, whole: false, closed: false }
}

function advance(corrector: BranchCorrector, q: Float64Array, t: Float64Array, step: number) {
  const next = q.map((value, k) => value + step * t[k]!)
  const iterations = corrector.correct(next, t, dot(t, q) + step)
  if (Number.isNaN(iterations)) return undefined
  const tangent = corrector.tangent(next, t)
  return tangent && { q: next, t: tangent, iterations, cosine: dot(t, tangent) }
}

/** Where the part of the tangent along the parameter changes its sign, by the Illinois rule on the arc length. */
function foldBetween(corrector: BranchCorrector, q: Float64Array, t: Float64Array, step: number) {
  const last = q.length - 1
  const slopeAt = (s: number) => advance(corrector, q, t, s)
  let [low, high] = [0, step]
  let fLow = t[last]!
  let fHigh = slopeAt(step)?.t[last] ?? -fLow
  let side = 0
  let best: Float64Array | undefined
  for (let k = 0; k < FOLD_STEPS && high - low > 1e-14; k++) {
    const s = (low * fHigh - high * fLow) / (fHigh - fLow)
    const found = slopeAt(s)
    if (found === undefined) return best
    best = found.q
    const f = found.t[last]!
    if (Math.abs(f) < FOLD) break
    if (f * fHigh > 0) {
      if (side === 1) fLow /= 2
      ;[high, fHigh, side] = [s, f, 1]
    } else {
      if (side === -1) fHigh /= 2
      ;[low, fLow, side] = [s, f, -1]
    }
  }
  return best
}

/** The point of the branch at the end of the range that lies between two points. */
function endOf(corrector: BranchCorrector, inside: Float64Array, outside: Float64Array) {
  const last = inside.length - 1
  const bound = outside[last]! > 1 ? 1 : 0
  const row = new Float64Array(inside.length)
  row[last] = 1
  const share = (bound - inside[last]!) / (outside[last]! - inside[last]!)
  const q = inside.map((value, k) => value + share * (outside[k]! - value))
  if (Number.isNaN(corrector.correct(q, row, bound))) return undefined
  q[last] = bound
  return q
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!
  return sum
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += (a[k]! - b[k]!) ** 2
  return Math.sqrt(sum)
}
