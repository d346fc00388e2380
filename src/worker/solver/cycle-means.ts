import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { CTL, PAUSE } from './rodas5p.js'
import { makeLoopIntegrator } from './rodas-loop.js'

/** Tolerances of the trajectory that is averaged, and its longest step as a share of a period. */
const RTOL = 1e-7
const ATOL_SHARE = 1e-3
const LONGEST_STEP = 1 / 300
/** Estimated distance from the limit cycle, relative, at which means count. */
const SETTLED = 1e-4
/** Below this two rounds differ by errors of integration. */
const ALIKE = 1e-6
const MAX_STEPS = 60_000
const MAX_ROUNDS = 200

export interface CycleMeans {
  /** [s] */
  readonly period: number
  /** Extremes of the coverage that tells the rounds apart. */
  readonly least: number
  readonly most: number
  /** Means over one period: coverages, shape (n), and one-way rates [s⁻¹], shape (2 m). */
  readonly y: Float64Array
  readonly r: Float64Array
}

/** What is seen of a limit cycle: the coverage `species` swings between `least` and `most`. */
export interface SeenCycle {
  readonly species: number
  readonly period: number
  readonly least: number
  readonly most: number
}

/**
 * Makes the function that averages over a limit cycle: from one upward crossing of the middle of its swing to the
 * next, by Simpson's rule over steps of a tight integration, within which coverages are Hermite's cubics.
 *
 * It goes round until the cycle no longer changes, judged from how fast the rounds approach each other: the swing of
 * a slowly damped oscillation goes to zero, and then there is no cycle.
 *
 * @returns average(y, K, ctl, seen): undefined when the cycle does not settle; y, shape (n), and ctl are left alone
 */
export function makeCycleMeans(network: Network, kernels: Kernels) {
  const { n, m } = network
  const integrate = makeLoopIntegrator(network, kernels)
  const y0 = new Float64Array(n)
  const y1 = new Float64Array(n)
  const f0 = new Float64Array(n)
  const f1 = new Float64Array(n)
  const at = new Float64Array(n)
  const r = new Float64Array(2 * m)
  const ctl = new Float64Array(CTL.length)

  /** Hermite's cubic of a coverage at the share x of the last step, of length h. */
  function cubic(i: number, x: number, h: number): number {
    const rest = 1 - x
    return (
      rest * rest * ((1 + 2 * x) * y0[i]! + x * h * f0[i]!) +
      x * x * ((3 - 2 * x) * y1[i]! - rest * h * f1[i]!)
    )
  }

  /** The share of the last step at which the coverage passes `level`, which lies between its ends. */
  function crossing(i: number, level: number, h: number): number {
    let [low, high] = [0, 1]
    for (let halving = 0; halving < 50; halving++) {
      const middle = (low + high) / 2
      if (cubic(i, middle, h) < level) low = middle
      else high = middle
    }
    return high
  }

  /** Adds the integrals over the shares [a, b] of the last step. */
  function add(round: Round, a: number, b: number, h: number, K: Float64Array): void {
    const weight = ((b - a) * h) / 6
    for (const [x, w] of [
      [a, weight],
      [(a + b) / 2, 4 * weight],
      [b, weight],
    ] as const) {
      for (let i = 0; i < n; i++) at[i] = cubic(i, x, h)
      kernels.rates(at, K, r)
      for (let i = 0; i < n; i++) round.y[i]! += w * at[i]!
      for (let j = 0; j < 2 * m; j++) round.r[j]! += w * r[j]!
    }
    round.period += (b - a) * h
  }

  const newRound = (): Round => ({
    period: 0,
    least: Infinity,
    most: -Infinity,
    y: new Float64Array(n),
    r: new Float64Array(2 * m),
  })

  return (y: Float64Array, K: Float64Array, from: Float64Array, seen: SeenCycle): CycleMeans | undefined => {
    const { species } = seen
    const level = (seen.least + seen.most) / 2
    ctl.set(from)
    ctl[CTL.rtol] = Math.min(RTOL, from[CTL.rtol]!)
    ctl[CTL.atol] = from[CTL.atol]! * ATOL_SHARE
    ctl[CTL.calm] = 0
    ctl[CTL.tEnd] = Infinity
    y1.set(y)
    kernels.derivative(y1, K, f1)
    let round: Round | undefined
    let last: CycleMeans | undefined
    let change = Infinity
    let rounds = 0
    for (let step = 0; step < MAX_STEPS && rounds < MAX_ROUNDS; step++) {
      y0.set(y1)
      f0.set(f1)
      const t = ctl[CTL.t]!
      ctl[CTL.h] = Math.min(ctl[CTL.h]!, LONGEST_STEP * seen.period)
      ctl[CTL.budget] = 1
      if (integrate(y1, K, ctl) === PAUSE.stuck) return undefined
      const h = ctl[CTL.t]! - t
      if (h === 0) continue
      kernels.derivative(y1, K, f1)
      const crossed = y0[species]! < level && y1[species]! >= level
      const x = crossed ? crossing(species, level, h) : 1
      if (round) add(round, 0, x, h, K)
      if (crossed) {
        if (round) {
          const means = meansOf(round)
          const now = last ? differenceOf(last, means) : Infinity
          // Rounds approach each other as a geometric series, which tells what is still to come.
          const ratio = now / change
          if (now < ALIKE || (ratio < 1 && (now * ratio) / (1 - ratio) < SETTLED)) return means
          change = now
          last = means
          rounds++
        }
        round = newRound()
        add(round, x, 1, h, K)
      }
      if (round) {
        round.least = Math.min(round.least, y1[species]!)
        round.most = Math.max(round.most, y1[species]!)
      }
    }
    return undefined
  }
}

type Round = { -readonly [K in keyof CycleMeans]: CycleMeans[K] }

function meansOf({ period, least, most, y, r }: Round): CycleMeans {
  const mean = (sum: number): number => sum / period
  return { period, least, most, y: y.map(mean), r: r.map(mean) }
}

/** Largest relative difference of two rounds in period, swing and means. */
function differenceOf(a: CycleMeans, b: CycleMeans): number {
  const relative = (u: number, v: number): number =>
    u === v ? 0 : Math.abs(u - v) / Math.max(Math.abs(u), Math.abs(v))
  let most = Math.max(relative(a.period, b.period), relative(a.most - a.least, b.most - b.least))
  for (let i = 0; i < a.y.length; i++) most = Math.max(most, relative(a.y[i]!, b.y[i]!))
  for (let j = 0; j < a.r.length; j++) most = Math.max(most, relative(a.r[j]!, b.r[j]!))
  return most
}
