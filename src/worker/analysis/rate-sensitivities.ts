import { type Kernels } from '../kinetics/kernels.js'
import { type Network, type Participant } from '../kinetics/network.js'
import { factorise, solveFactorised } from '../solver/dense-lu.js'
import { makeSteadySystem } from '../solver/steady-system.js'
import { makeExtendedAdjoint } from './extended-adjoint.js'
import { makeSlowWeights } from './slow-weights.js'

/** Rounding of the entries of A and of a solution with it; as in the certificate. */
const ROUNDING = 16 * Number.EPSILON
/** Derivatives that double precision could spoil by more than this are computed with 32 digits. */
const TOLERANCE = 1e-8

/** A steady state whose derivatives are asked for; see PointSolution. */
export interface SteadyState {
  readonly y: Float64Array
  readonly net: Float64Array
  readonly r: Float64Array
}

/** How sums of net rates at a steady state answer to small changes of the rate constants. */
export interface RateSensitivities {
  /**
   * Factorises the equations at a steady state under the effective constants K, shape (2 m).
   * @returns false when they are singular
   */
  readonly linearise: (state: SteadyState, K: Float64Array) => boolean
  /**
   * Writes s, shape (m) [s], with ∂ln(Σ w_j net_j) = Σ s_j drive_j, where drive_j is the change of the net rate of
   * step j at fixed coverages.
   *
   * The equations are those of SteadySystem, A δ = b with b_i = −Σ_j ν_ij drive_j / g_i, so one solution of
   * Aᵀ λ = ∂ln(Σ w_j net_j)/∂ln θ serves all parameters: s_j = w_j / Σ w net − Σ_i ν_ij λ_i / g_i.
   *
   * @param w    shape (m); changed to an equal sum over slower steps
   * @param rate Σ w_j net_j [s⁻¹], not zero
   */
  readonly differentiate: (w: Float64Array, rate: number, out: Float64Array) => void
}

export function makeRateSensitivities(network: Network, kernels: Kernels): RateSensitivities {
  const { n, m, nu, laws, modifiers } = network
  const sides = [...network.reactants, ...network.products]
  const species = Array.from({ length: m }, (_, j) =>
    Int32Array.from([...nu.keys()].filter(i => nu[i]![j] !== 0)),
  )
  const system = makeSteadySystem(network, kernels)
  const { present, lawOf, gross, J } = system
  const extended = makeExtendedAdjoint(network, system)
  const slowWeights = makeSlowWeights(nu)
  const y = new Float64Array(n)
  const At = new Float64Array(n * n)
  const pivot = new Int32Array(n)
  const unit = new Float64Array(n)
  const lambda = new Float64Array(n)
  const mu = new Float64Array(n)
  const c = new Float64Array(n)
  const speed = new Float64Array(m)
  let state: SteadyState
  let inExtended = false

  function linearise(given: SteadyState, K: Float64Array): boolean {
    state = given
    y.set(given.y)
    if (modifiers !== undefined) noteOrders(K)
    if (!system.selectPresent(y, K, 0)) return false
    system.evaluate(y, K)
    kernels.jacobian(y, K, J)
    system.chooseLawRows(y)
    assembleTransposed()
    for (let j = 0; j < m; j++) speed[j] = given.r[j]! + given.r[m + j]!
    inExtended = factorise(At, pivot, system.size) === 0 || !(amplification() * ROUNDING < TOLERANCE)
    return inExtended ? extended.linearise(y, K) : true
  }

  /** The matrix of SteadySystem with rows and columns exchanged. */
  function assembleTransposed(): void {
    const { size } = system
    for (let a = 0; a < size; a++) {
      const i = present[a]!
      const law = lawOf[a]! < 0 ? undefined : laws[lawOf[a]!]!
      for (let b = 0; b < size; b++) {
        const j = present[b]!
        At[b * size + a] = law === undefined ? (J[i * n + j]! * y[j]!) / gross[i]! : law[j]! * y[j]!
      }
    }
  }

  /** Largest Σ_b |A⁻¹_ab| over the balances b: what relative rounding errors of the balances can grow to. */
  function amplification(): number {
    const { size } = system
    let most = 0
    for (let a = 0; a < size; a++) {
      unit.fill(0)
      unit[a] = 1
      solveFactorised(At, pivot, size, unit)
      let sum = 0
      for (let b = 0; b < size; b++) if (lawOf[b]! < 0) sum += Math.abs(unit[b]!)
      most = sum <= most ? most : sum
    }
    return most
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

  function addSide(side: readonly Participant[], oneWay: number): void {
    for (let p = 0; p < side.length; p++) c[side[p]!.species]! += side[p]!.count * oneWay
  }

  function differentiate(w: Float64Array, rate: number, out: Float64Array): void {
    slowWeights(w, speed, rate)
    if (inExtended) {
      extended.differentiate(w, rate, sides, out)
      return
    }
    const { size } = system
    const { r } = state
    c.fill(0)
    for (let j = 0; j < m; j++) {
      if (w[j] === 0) continue
      addSide(sides[j]!, (w[j]! * r[j]!) / rate)
      addSide(sides[m + j]!, (-w[j]! * r[m + j]!) / rate)
    }
    for (let a = 0; a < size; a++) lambda[a] = c[present[a]!]!
    solveFactorised(At, pivot, size, lambda)
    mu.fill(0)
    for (let a = 0; a < size; a++) if (lawOf[a]! < 0) mu[present[a]!] = -lambda[a]! / gross[present[a]!]!
    for (let j = 0; j < m; j++) {
      let sum = w[j]! / rate
      for (let p = 0; p < species[j]!.length; p++) sum += mu[species[j]![p]!]! * nu[species[j]![p]!]![j]!
      out[j] = sum
    }
  }

  return { linearise, differentiate }
}
