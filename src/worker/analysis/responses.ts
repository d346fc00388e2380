import { type Kernels } from '../kinetics/kernels.js'
import { type Network, type Participant } from '../kinetics/network.js'
import { makeBalanceRates } from '../solver/balance-rates.js'
import { makeSteadySystem } from '../solver/steady-system.js'
import { makeExtendedResponses } from './extended-responses.js'

/** A steady state whose derivatives are asked for; see PointSolution. */
export interface SteadyState {
  readonly y: Float64Array
  readonly net: Float64Array
  readonly r: Float64Array
}

/** Rounding times this leaves ten digits of a derivative. */
const MOST_AMPLIFIED = 1e5

/** How a steady state answers to small changes of its rate constants, by implicit differentiation. */
export interface Responses {
  /**
   * Factorises the equations at a steady state under the effective constants K, shape (2 m).
   *
   * @param extended in double-double arithmetic, for a steady state that needed it; else where doubles do not do
   * @returns false when they are singular
   */
  readonly linearise: (state: SteadyState, K: Float64Array, extended: boolean) => boolean
  /**
   * Derivatives of the net rates, written to dNet, shape (m) [s⁻¹], along d ln K, shape (2 m).
   *
   * The equations are those of SteadySystem, A δ = b, with b_i = −Σ_j ν_ij (r_j dlnK_j − r_−j dlnK_−j) / g_i. Where
   * both constants of a step move together, b holds its net rate, which is known to all its digits, rather
   * than the difference of two large numbers.
   */
  readonly respond: (dlnK: Float64Array, dNet: Float64Array) => void
}

/** Allocates once; `respond` is a few products and one pair of triangular solves. */
export function makeResponses(network: Network, kernels: Kernels): Responses {
  const { n, m, nu, modifiers } = network
  const sides = [...network.reactants, ...network.products]
  const system = makeSteadySystem(network, kernels)
  const extendedSolver = makeExtendedResponses(network, system)
  const balanceRates = makeBalanceRates(nu)
  const y = new Float64Array(n)
  const b = new Float64Array(n)
  const driven = new Float64Array(m)
  const dlnY = new Float64Array(n)
  const amplification = new Float64Array(n)
  const errors = new Float64Array(m)
  const net = new Float64Array(m)
  const r = new Float64Array(2 * m)
  let inExtended = false

  function linearise(state: SteadyState, K: Float64Array, extended: boolean): boolean {
    y.set(state.y)
    net.set(state.net)
    r.set(state.r)
    if (modifiers !== undefined) noteOrders(K)
    if (!system.selectPresent(y, K, 0)) return false
    system.evaluate(y, K)
    inExtended = extended || !doublesSuffice(K)
    return !inExtended || extendedSolver.linearise(y, K)
  }

  /** Linearises in doubles; the steady state may come from equations that are better conditioned than these. */
  function doublesSuffice(K: Float64Array): boolean {
    if (!system.linearise(y, K)) return false
    system.amplification(amplification)
    for (let a = 0; a < system.size; a++) if (!(amplification[a]! <= MOST_AMPLIFIED)) return false
    return true
  }

  /** ∂ln r/∂ln θ: beyond mass action it is w θ for exp(w θ) and m for θ^m, on top of the coefficients. */
  function noteOrders(K: Float64Array): void {
    for (let j = 0; j < 2 * m; j++) {
      const own = j < m ? network.reactants[j]! : network.products[j - m]!
      const { linear, powers } = modifiers![j] ?? { linear: [], powers: [] }
      sides[j] = [
        ...own,
        ...linear.map(({ species, slot }) => ({ species, count: K[slot]! * y[species]! })),
        ...powers.map(({ species, slot }) => ({ species, count: K[slot]! })),
      ]
    }
  }

  function respond(dlnK: Float64Array, dNet: Float64Array): void {
    for (let j = 0; j < m; j++) driven[j] = net[j]! * dlnK[m + j]! + r[j]! * (dlnK[j]! - dlnK[m + j]!)
    for (let a = 0; a < system.size; a++) {
      const i = system.present[a]!
      let sum = 0
      if (system.lawOf[a]! < 0) for (let j = 0; j < m; j++) sum -= nu[i]![j]! * driven[j]!
      b[a] = sum === 0 ? 0 : sum / system.gross[i]!
    }
    if (inExtended) extendedSolver.correct(b)
    else system.correct(b)
    dlnY.fill(0)
    for (let a = 0; a < system.size; a++) dlnY[system.present[a]!] = b[a]!
    for (let j = 0; j < m; j++) {
      const reverse = inExtended ? extendedSolver.side(sides[m + j]!) : sideOf(sides[m + j]!)
      const apart = inExtended
        ? extendedSolver.difference(sides[j]!, sides[m + j]!)
        : sideOf(sides[j]!) - reverse
      dNet[j] = driven[j]! + net[j]! * reverse + r[j]! * apart
      errors[j] = r[j]! + r[m + j]!
    }
    // N dNet = 0, as for the rates themselves: what is lost in the difference follows from slower steps.
    balanceRates(dNet, errors)
  }

  /** d ln of the product of coverages on one side, and of the factors beyond mass action. */
  function sideOf(side: readonly Participant[]): number {
    let sum = 0
    for (let p = 0; p < side.length; p++) sum += side[p]!.count * dlnY[side[p]!.species]!
    return sum
  }

  return { linearise, respond }
}
