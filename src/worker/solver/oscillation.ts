import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { CTL, type Integrate } from './rodas5p.js'
import { type CycleMeans, makeCycleMeans } from './cycle-means.js'
import { makeLoopIntegrator } from './rodas-loop.js'

/**
 * Equal maxima in a row that look like a limit cycle, and how equal their heights and distances must be: maxima are
 * seen at the ends of steps only. Whether it is one is for cycle-means.ts to say.
 */
const MAXIMA = 4
const ALIKE = 0.03
/** Relative tolerance while watching; coarser steps leave the cycle by more than that. */
const RTOL = 1e-5
/** Swing of a coverage, relative to its maximum, below which it does not count as oscillating. */
const SWING = 1e-3
const STEPS = 4000

/** A limit cycle and what it is on average; the swing is that of one coverage. */
export interface Oscillation extends CycleMeans {
  readonly species: number
}

/** A limit cycle as a series of coverages shows it: period [s] and swing. */
export interface Waves {
  readonly period: number
  readonly least: number
  readonly most: number
}

/** Watches a trajectory for a limit cycle; y and ctl advance with it. */
export type OscillationWatch = (
  y: Float64Array,
  K: Float64Array,
  ctl: Float64Array,
) => Oscillation | undefined

export function makeOscillationWatch(network: Network, kernels: Kernels): OscillationWatch {
  const average = makeCycleMeans(network, kernels)
  let times: number[] = []
  let coverages: Float64Array[] = []
  const integrate: Integrate = makeLoopIntegrator(network, kernels, (t, y) => {
    times.push(t)
    coverages.push(y.slice())
  })

  return (y, K, ctl) => {
    times = []
    coverages = []
    const own = ctl.slice()
    own[CTL.budget] = STEPS
    own[CTL.rtol] = Math.min(RTOL, ctl[CTL.rtol]!)
    own[CTL.calm] = 0
    integrate(y, K, own)
    for (const field of [CTL.t, CTL.h, CTL.accepted, CTL.rejected]) ctl[field] = own[field]!
    for (let i = 0; i < network.n; i++) {
      const found = limitCycle(
        times,
        Float64Array.from(coverages, c => c[i]!),
      )
      if (found === undefined) continue
      const means = average(y, K, own, { ...found, species: i })
      return means && { ...means, species: i }
    }
    return undefined
  }
}

/** The cycle that a series ends in: its last maxima are alike in height and distance. */
export function limitCycle(times: readonly number[], series: Float64Array): Waves | undefined {
  const most = series.reduce((a, b) => Math.max(a, b), -Infinity)
  const least = series.reduce((a, b) => Math.min(a, b), Infinity)
  if (!(most - least > SWING * most)) return undefined
  const middle = (most + least) / 2
  const peaks = peaksAbove(middle, series)
  // The first stretch above the middle may be the transient and the last one may be cut off.
  const last = peaks.slice(0, -1).slice(-MAXIMA)
  if (last.length < MAXIMA) return undefined
  const heights = last.map(at => series[at]!)
  const gaps = last.slice(1).map((at, k) => times[at]! - times[last[k]!]!)
  const alike = (values: readonly number[]): boolean =>
    Math.max(...values) - Math.min(...values) <= ALIKE * Math.max(...values)
  if (!alike(heights) || !alike(gaps)) return undefined
  return { period: gaps.reduce((a, b) => a + b, 0) / gaps.length, least, most }
}

/** Position of the highest value of each stretch above `level`. */
function peaksAbove(level: number, series: Float64Array): number[] {
  const peaks: number[] = []
  let peak = -1
  for (let k = 0; k < series.length; k++) {
    if (series[k]! > level) {
      if (peak < 0 || series[k]! > series[peak]!) peak = k
    } else if (peak >= 0) {
      peaks.push(peak)
      peak = -1
    }
  }
  return peaks
}
