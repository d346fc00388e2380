import { type TransientReport } from '../../shared/worker-contract.js'
import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { makeExtendedIntegrator } from '../solver/extended-rodas.js'
import { limitCycle } from '../solver/oscillation.js'
import { CTL, PAUSE } from '../solver/rodas5p.js'
import { thinned } from './thin-samples.js'

/** Local error of a trajectory that is drawn: coverages keep their relative accuracy down to traces. */
const RTOL = 1e-6
const ATOL = 1e-24
/** A step is at most this share of the time so far, some 17 samples a decade, so that a line through them is smooth. */
const LONGEST_STEP = 0.15
const MAX_STEPS = 12_000
export const MAX_SAMPLES = 600
/** How near every coverage is to its steady state at the end, and how much longer the picture goes on. */
const ARRIVED = 0.01
const TAIL = 4
/** Coverages below this are not waited for. */
const TRACE = 1e-30
/** Steps between two looks whether a trajectory has become periodic. */
const LOOK_EVERY = 500

export interface TransientRequest {
  /** Effective constants, shape (2 m), and coverages at t = 0, shape (n). */
  readonly K: Float64Array
  readonly start: Float64Array
  /** The steady state that it ends in, shape (n); none for a point without one. */
  readonly target: Float64Array | undefined
  /** Longest simulated time [s] and time of computing [ms]. */
  readonly maxTime: number
  readonly maxMs: number
}

export type Transient = Omit<TransientReport, 'point'>

/** Follows the coverages from the start, in double-double arithmetic; at most MAX_SAMPLES moments are kept. */
export function makeTransient(
  network: Network,
  kernels: Kernels,
  now: () => number,
): (request: TransientRequest) => Transient {
  const { n, m } = network
  const integrate = makeExtendedIntegrator(network)
  const r = new Float64Array(2 * m)
  const gross = new Float64Array(n)
  const flux = new Float64Array(n)

  function firstStep(y: Float64Array, K: Float64Array, maxTime: number): number {
    kernels.rates(y, K, r)
    kernels.fluxes(r, gross, flux)
    const fastest = gross.reduce((a, b) => Math.max(a, b), 0)
    return fastest > 0 ? Math.min(maxTime, 1e-3 / fastest) : maxTime
  }

  function follow(request: TransientRequest): {
    times: number[]
    states: Float64Array[]
    ended: Transient['ended']
  } {
    const { K, target, maxTime } = request
    const deadline = now() + request.maxMs
    const y = request.start.slice()
    const ctl = new Float64Array(CTL.length)
    ctl[CTL.h] = firstStep(y, K, maxTime)
    ctl[CTL.rtol] = RTOL
    ctl[CTL.atol] = ATOL
    ctl[CTL.tEnd] = maxTime
    const times = [0]
    const states = [y.slice()]
    let arrivedAt = Infinity
    for (;;) {
      const t = ctl[CTL.t]!
      if (t > 0) ctl[CTL.h] = Math.min(ctl[CTL.h]!, LONGEST_STEP * t)
      ctl[CTL.budget] = 1
      const pause = integrate(y, K, ctl)
      if (pause === PAUSE.stuck) return { times, states, ended: 'stuck' }
      if (ctl[CTL.t]! > t) {
        times.push(ctl[CTL.t]!)
        states.push(y.map(value => Math.max(0, value)))
      }
      if (arrivedAt === Infinity && target !== undefined && isNear(y, target)) arrivedAt = ctl[CTL.t]!
      if (ctl[CTL.t]! >= TAIL * arrivedAt) return { times, states, ended: 'steady' }
      if (pause === PAUSE.end) return { times, states, ended: target === undefined ? 'time' : 'steady' }
      if (target === undefined && times.length % LOOK_EVERY === 0 && isPeriodic(times, states))
        return { times, states, ended: 'periodic' }
      if (ctl[CTL.accepted]! + ctl[CTL.rejected]! >= MAX_STEPS || now() > deadline)
        return { times, states, ended: 'budget' }
    }
  }

  return request => {
    const { times, states, ended } = follow(request)
    const kept = thinned(times, states, MAX_SAMPLES)
    const coverages = new Float64Array(kept.length * n)
    const net = new Float64Array(kept.length * m)
    for (const [row, k] of kept.entries()) {
      coverages.set(states[k]!, row * n)
      kernels.rates(states[k]!, request.K, r)
      for (let j = 0; j < m; j++) net[row * m + j] = r[j]! - r[m + j]!
    }
    return { t: Float64Array.from(kept, k => times[k]!), coverages, net, ended }
  }
}

const isNear = (y: Float64Array, target: Float64Array): boolean =>
  y.every((value, i) => target[i]! < TRACE || Math.abs(value - target[i]!) <= ARRIVED * target[i]!)

/** The first half may hold the way to the limit cycle. */
function isPeriodic(times: readonly number[], states: readonly Float64Array[]): boolean {
  const half = times.length >> 1
  const later = states.slice(half)
  return states[0]!.some(
    (_, i) =>
      limitCycle(
        times.slice(half),
        Float64Array.from(later, state => state[i]!),
      ) !== undefined,
  )
}
