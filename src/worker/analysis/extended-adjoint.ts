import { type Network, type Participant } from '../kinetics/network.js'
import * as dd from '../solver/double-double.js'
import { makeExtendedKernels } from '../solver/extended-kernels.js'
import { factorisePair, makePair, type Pair, solvePair } from '../solver/extended-lu.js'
import { type SteadySystem } from '../solver/steady-system.js'
import { solveTransposedPair } from './transposed-solve.js'

const MAX_ITERATIONS = 8
/** The last refinement of the state; its square is below the rounding of double-double numbers. */
const CONVERGED = 1e-18

/** The linear algebra of RateSensitivities with 32 digits, for equations that are singular to double precision. */
export interface ExtendedAdjoint {
  /** `system` is evaluated at y, shape (n); false when the equations are singular even so. */
  readonly linearise: (y: Float64Array, K: Float64Array) => boolean
  /** See RateSensitivities.differentiate; `sides` has the orders of the one-way rates, shape (2 m). */
  readonly differentiate: (
    w: Float64Array,
    rate: number,
    sides: readonly (readonly Participant[])[],
    out: Float64Array,
  ) => void
}

export function makeExtendedAdjoint(network: Network, system: SteadySystem): ExtendedAdjoint {
  const { n, m, laws, nu } = network
  const kernels = makeExtendedKernels(network)
  const state = makePair(n)
  const J = makePair(n * n)
  const A = makePair(n * n)
  const rhs = makePair(n)
  const c = makePair(n)
  const mu = makePair(n)
  const share = makePair(m)
  const pivot = new Int32Array(n)
  const { present, lawOf, gross } = system

  /** Rows of balances over their gross flux, rows of laws over their largest part; both times θ of the column. */
  function assemble(K: Float64Array): void {
    const { size } = system
    kernels.jacobian(state, K, J)
    for (let a = 0; a < size; a++) {
      const i = present[a]!
      const law = lawOf[a]! < 0 ? undefined : laws[lawOf[a]!]!
      const scale = law === undefined ? gross[i]! : 1
      for (let c = 0; c < size; c++) {
        const j = present[c]!
        if (law === undefined) dd.multiply(J.hi[i * n + j]!, J.lo[i * n + j]!, state.hi[j]!, state.lo[j]!)
        else dd.multiply(law[j]!, 0, state.hi[j]!, state.lo[j]!)
        dd.divide(dd.hi, dd.lo, scale, 0)
        A.hi[a * size + c] = dd.hi
        A.lo[a * size + c] = dd.lo
      }
    }
  }

  /** Moves the state by −A⁻¹ f / g; returns the largest relative correction. */
  function refine(): number {
    const { size } = system
    for (let a = 0; a < size; a++) {
      rhs.hi[a] = rhs.lo[a] = 0
      if (lawOf[a]! >= 0) continue
      kernels.balance(present[a]!)
      dd.divide(-dd.hi, -dd.lo, gross[present[a]!]!, 0)
      rhs.hi[a] = dd.hi
      rhs.lo[a] = dd.lo
    }
    solvePair(A, pivot, size, rhs)
    let largest = 0
    for (let a = 0; a < size; a++) {
      const i = present[a]!
      largest = Math.max(largest, Math.abs(rhs.hi[a]!))
      dd.multiply(state.hi[i]!, state.lo[i]!, rhs.hi[a]!, rhs.lo[a]!)
      dd.add(state.hi[i]!, state.lo[i]!, dd.hi, dd.lo)
      state.hi[i] = dd.hi
      state.lo[i] = dd.lo
    }
    return largest
  }

  function linearise(y: Float64Array, K: Float64Array): boolean {
    state.hi.set(y)
    state.lo.fill(0)
    system.chooseLawRows(y)
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      kernels.rates(state, K)
      assemble(K)
      if (!factorisePair(A, pivot, system.size)) return false
      const step = refine()
      if (step < CONVERGED) return true
      if (!(step < 1)) return false
    }
    return false
  }

  /** x[at] += factor · dd */
  function addTo(x: Pair, at: number, factor: number): void {
    dd.multiply(dd.hi, dd.lo, factor, 0)
    dd.add(x.hi[at]!, x.lo[at]!, dd.hi, dd.lo)
    x.hi[at] = dd.hi
    x.lo[at] = dd.lo
  }

  /**
   * ∂(Σ w_j net_j) / ∂ln θ over the sum itself. A rate and its reverse, which may nearly cancel, stand here as
   * r and r − net, so that rounding of r cancels with them.
   */
  function gradient(sides: readonly (readonly Participant[])[]): void {
    c.hi.fill(0)
    c.lo.fill(0)
    for (let j = 0; j < m; j++) {
      const [wh, wl] = [share.hi[j]!, share.lo[j]!]
      if (wh === 0) continue
      for (const { species, count } of sides[j]!) {
        dd.multiply(wh, wl, kernels.r[j]!, 0)
        addTo(c, species, count)
      }
      for (const { species, count } of sides[m + j]!) {
        dd.add(kernels.net.hi[j]!, kernels.net.lo[j]!, -kernels.r[j]!, 0)
        dd.multiply(dd.hi, dd.lo, wh, wl)
        addTo(c, species, count)
      }
    }
  }

  /** Solves Aᵀ λ = c, and turns λ into what a unit of source of each species does. */
  function solveAdjoint(): void {
    const { size } = system
    for (let a = 0; a < size; a++) {
      rhs.hi[a] = c.hi[present[a]!]!
      rhs.lo[a] = c.lo[present[a]!]!
    }
    solveTransposedPair(A, pivot, size, rhs)
    mu.hi.fill(0)
    mu.lo.fill(0)
    for (let a = 0; a < size; a++) {
      if (lawOf[a]! >= 0) continue
      dd.divide(-rhs.hi[a]!, -rhs.lo[a]!, gross[present[a]!]!, 0)
      mu.hi[present[a]!] = dd.hi
      mu.lo[present[a]!] = dd.lo
    }
  }

  function differentiate(
    w: Float64Array,
    rate: number,
    sides: readonly (readonly Participant[])[],
    out: Float64Array,
  ): void {
    for (let j = 0; j < m; j++) {
      dd.divide(w[j]!, 0, rate, 0)
      share.hi[j] = dd.hi
      share.lo[j] = dd.lo
    }
    gradient(sides)
    solveAdjoint()
    for (let j = 0; j < m; j++) {
      for (let i = 0; i < n; i++) {
        if (nu[i]![j] === 0 || mu.hi[i] === 0) continue
        dd.add(mu.hi[i]!, mu.lo[i]!, 0, 0)
        addTo(share, j, nu[i]![j]!)
      }
      out[j] = share.hi[j]!
    }
  }

  return { linearise, differentiate }
}
