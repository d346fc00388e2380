import { type SolverOptions } from '../../shared/plan.js'
import { CERTIFICATE, isSteady } from '../../shared/record.js'
import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { makeCertifier } from './certificate.js'
import { makeEdgeTracker } from './edge-tracking.js'
import { makeExtended } from './extended.js'
import { makeNewton } from './newton.js'
import { type PointSolver } from './point-solver.js'
import { makeModes, type Mode } from './stability.js'
import { makeSteadySystem } from './steady-system.js'

/** Two states are one when no coverage differs by more than this share; certified ones are known to 1e-8. */
const SAME = 1e-5
/** Coverages below this do not tell states apart. */
const NOTHING = 1e-100
/** Noise of the coverages from which Newton's method starts here. */
const NOISE = 1e-12
/** Mixtures of two stable states from which Newton's method looks for one between them. */
const MIXTURES = [0.5, 0.2, 0.8, 0.05, 0.95, 0.01, 0.99]
/** More pairs of stable states than this are not looked between. */
const MOST_PAIRS = 10

export interface SteadyState {
  /** Coverages, shape (n); net rates, shape (m), and one-way rates, shape (2 m) [s⁻¹]. */
  readonly y: Float64Array
  readonly net: Float64Array
  readonly r: Float64Array
  readonly stable: boolean
  /** Eigenvalues on the site-balance manifold, slowest or most unstable first [s⁻¹]. */
  readonly modes: readonly Mode[]
}

export interface StateFinder {
  /**
   * Steady states under the effective constants K with the conserved totals of the starts: what the
   * trajectories from all `starts` reach, and what lies between two of those. Stable ones come first.
   *
   * A search, not a proof: a state that no start leads to and that separates no two found ones stays unseen.
   */
  readonly find: (
    K: Float64Array,
    starts: readonly Float64Array[],
    options: SolverOptions,
  ) => readonly SteadyState[]
}

/**
 * @param solver finds where a trajectory ends; stable states come from it alone, certified like any point
 */
export function makeStateFinder(network: Network, kernels: Kernels, solver: PointSolver): StateFinder {
  const { n, m, laws } = network
  const system = makeSteadySystem(network, kernels)
  const newton = makeNewton(network, system)
  const certifier = makeCertifier(network, system, makeExtended(network, system))
  const modesOf = makeModes(network, system)
  const edge = makeEdgeTracker(network, kernels)
  const candidate = new Float64Array(n)
  const totals = new Float64Array(laws.length)

  function find(
    K: Float64Array,
    starts: readonly Float64Array[],
    options: SolverOptions,
  ): readonly SteadyState[] {
    for (let l = 0; l < laws.length; l++) {
      totals[l] = 0
      for (let i = 0; i < n; i++) totals[l]! += laws[l]![i]! * starts[0]![i]!
    }
    const stable: SteadyState[] = []
    const unstable: SteadyState[] = []

    function reach(start: Float64Array): void {
      const { status, y, net, r, modes } = solver.solve(K, start, options)
      if (!isSteady(status) || known(stable, y)) return
      stable.push({ y: y.slice(), net: net.slice(), r: r.slice(), stable: true, modes })
    }

    for (const start of starts) reach(start)
    let pairs = 0
    for (let b = 1; b < stable.length; b++)
      for (let a = 0; a < b && pairs < MOST_PAIRS; a++, pairs++) {
        const [from, to] = [stable[a]!, stable[b]!]
        const look = (point: Float64Array): boolean => lookFrom(point, K, unstable)
        const found = MIXTURES.map(share => look(mix(from.y, to.y, share)))
        if (!found.includes(true)) edge.between(from.y, to.y, K, look)
      }
    return [...stable, ...unstable]
  }

  /** Newton's method from a point; keeps what it finds, and says so, when that is a certified unstable state. */
  function lookFrom(from: Float64Array, K: Float64Array, unstable: SteadyState[]): boolean {
    candidate.set(from)
    if (!system.selectPresent(candidate, K, NOISE)) return false
    system.settleTraces(candidate, K, NOISE)
    certifier.newtonStep = newton.polish(candidate, K, totals, Infinity)
    if (Number.isNaN(certifier.newtonStep) || candidate.some(theta => theta < 0)) return false
    const modes = modesOf(candidate, K)
    if (modes === undefined || modes.length === 0 || modes[0]!.re < 0) return false
    const state = {
      y: new Float64Array(n),
      net: new Float64Array(m),
      r: new Float64Array(2 * m),
      certificate: new Float64Array(CERTIFICATE.length),
      modes,
    }
    if (certifier.certify(candidate, K, totals, state) !== undefined) return false
    const { y, net, r } = state
    if (!known(unstable, y)) unstable.push({ y, net, r, stable: false, modes })
    return true
  }

  return { find }
}

const known = (states: readonly SteadyState[], y: Float64Array): boolean =>
  states.some(state => isSame(state.y, y))

export function isSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++)
    if (Math.abs(a[i]! - b[i]!) > SAME * Math.max(a[i]!, b[i]!) + NOTHING) return false
  return true
}

/** Linear mixtures keep every conserved total. */
const mix = (a: Float64Array, b: Float64Array, share: number): Float64Array =>
  a.map((value, i) => (1 - share) * value + share * b[i]!)
