import { DEFAULT_SOLVER } from '../../shared/plan.js'
import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { CTL, PAUSE } from './rodas5p.js'
import { makeLoopIntegrator } from './rodas-loop.js'

/** Halvings of the segment between two states: as far as doubles go. */
const HALVINGS = 52
const STEPS = 1000
/** Tolerances of trajectories along the border of two basins; tiny coverages decide where they go. */
const RTOL = 1e-5
const ATOL = 1e-18
/** A trajectory has arrived at a state when no coverage that counts differs by more than this share. */
const ARRIVED = 0.01
const COUNTS = 1e-6
const MOST_PASSAGES = 4

export interface EdgeTracker {
  /**
   * Looks for an unstable steady state on the border of the basins of two stable ones: trajectories that start
   * ever nearer to the border pass it ever more slowly. `lookFrom` is given such slow points, coverages of shape
   * (n), until it says that one led to a state.
   *
   * Source: Skufca, Yorke & Eckhardt, Phys. Rev. Lett. 96, 174101 (2006).
   */
  readonly between: (
    first: Float64Array,
    second: Float64Array,
    K: Float64Array,
    lookFrom: (point: Float64Array) => boolean,
  ) => boolean
}

interface Passage {
  readonly y: Float64Array
  readonly speed: number
}

interface Path {
  readonly end: 'first' | 'other'
  /** It came to rest elsewhere than at the two states. */
  readonly rests: boolean
  readonly passages: readonly Passage[]
}

export function makeEdgeTracker(network: Network, kernels: Kernels): EdgeTracker {
  const { n, m } = network
  const r = new Float64Array(2 * m)
  const gross = new Float64Array(n)
  const net = new Float64Array(n)
  const ctl = new Float64Array(CTL.length)
  const integrate = makeLoopIntegrator(network, kernels)

  /** Largest net over gross flux of a species: zero at a steady state. */
  function speedAt(y: Float64Array, K: Float64Array): number {
    kernels.rates(y, K, r)
    kernels.fluxes(r, gross, net)
    let speed = 0
    for (let i = 0; i < n; i++) if (gross[i]! > 0) speed = Math.max(speed, Math.abs(net[i]!) / gross[i]!)
    return speed
  }

  function between(
    first: Float64Array,
    second: Float64Array,
    K: Float64Array,
    lookFrom: (point: Float64Array) => boolean,
  ): boolean {
    let low = 0
    let high = 1
    for (let halving = 0; halving < HALVINGS; halving++) {
      const middle = (low + high) / 2
      const start = first.map((value, i) => (1 - middle) * value + middle * second[i]!)
      const { end, rests, passages } = follow(start, first, second, K)
      const slowest = passages.toSorted((a, b) => a.speed - b.speed).slice(0, MOST_PASSAGES)
      if (slowest.some(passage => lookFrom(passage.y))) return true
      if (rests) return false
      if (end === 'first') low = middle
      else high = middle
    }
    return false
  }

  /** Integrates to one of two states, or for as long as it may take, and notes where it went slowly. */
  function follow(start: Float64Array, first: Float64Array, second: Float64Array, K: Float64Array): Path {
    const y = start.slice()
    const passages: Passage[] = []
    speedAt(y, K)
    ctl.fill(0)
    ctl[CTL.h] = 1e-3 / Math.max(...gross)
    ctl[CTL.rtol] = RTOL
    ctl[CTL.atol] = ATOL
    ctl[CTL.tEnd] = DEFAULT_SOLVER.maxTime
    let before = Infinity
    let falling = false
    for (let step = 0; step < STEPS; step++) {
      const last = y.slice()
      ctl[CTL.budget] = 1
      const pause = integrate(y, K, ctl)
      if (hasArrived(y, first)) return { end: 'first', rests: false, passages }
      if (hasArrived(y, second)) return { end: 'other', rests: false, passages }
      if (pause === PAUSE.stuck || pause === PAUSE.end) break
      const speed = speedAt(y, K)
      if (falling && speed > before) passages.push({ y: last, speed: before })
      falling = speed < before
      before = speed
    }
    // Long implicit steps may come to rest at a state that is unstable.
    return { end: 'other', rests: true, passages: [...passages, { y, speed: speedAt(y, K) }] }
  }

  return { between }
}

function hasArrived(y: Float64Array, state: Float64Array): boolean {
  for (let i = 0; i < y.length; i++) {
    const scale = Math.max(y[i]!, state[i]!)
    if (scale > COUNTS && Math.abs(y[i]! - state[i]!) > ARRIVED * scale) return false
  }
  return true
}
