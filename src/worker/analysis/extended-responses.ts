import { type Network, type Participant } from '../kinetics/network.js'
import * as dd from '../solver/double-double.js'
import { makeExtendedKernels } from '../solver/extended-kernels.js'
import { factorisePair, makePair, solvePair } from '../solver/extended-lu.js'
import { type SteadySystem } from '../solver/steady-system.js'

const MAX_ITERATIONS = 8
/** The last refinement of the state; its square is below the rounding of double-double numbers. */
const CONVERGED = 1e-18

/** The linear algebra of Responses with 32 digits, for equations that are singular to double precision. */
export interface ExtendedResponses {
  /** `system` is evaluated at y, shape (n); false when the equations are singular even so. */
  readonly linearise: (y: Float64Array, K: Float64Array) => boolean
  /** SteadySystem.correct: relative residuals in b become corrections δ, which are kept with all digits. */
  readonly correct: (b: Float64Array) => void
  /** After `correct`: Σ count · δ over one side of a step. */
  readonly side: (side: readonly Participant[]) => number
  /** The same of the reactants less that of the products, subtracted before it is rounded. */
  readonly difference: (reactants: readonly Participant[], products: readonly Participant[]) => number
}

export function makeExtendedResponses(network: Network, system: SteadySystem): ExtendedResponses {
  const { n, laws } = network
  const kernels = makeExtendedKernels(network)
  const state = makePair(n)
  const J = makePair(n * n)
  const A = makePair(n * n)
  const rhs = makePair(n)
  const delta = makePair(n)
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

  function correct(b: Float64Array): void {
    rhs.hi.set(b)
    rhs.lo.fill(0)
    solvePair(A, pivot, system.size, rhs)
    delta.hi.fill(0)
    delta.lo.fill(0)
    for (let a = 0; a < system.size; a++) {
      delta.hi[present[a]!] = b[a] = rhs.hi[a]!
      delta.lo[present[a]!] = rhs.lo[a]!
    }
  }

  let h = 0
  let l = 0
  function addSide(side: readonly Participant[], sign: number): void {
    for (let p = 0; p < side.length; p++) {
      const { species, count } = side[p]!
      dd.multiply(delta.hi[species]!, delta.lo[species]!, sign * count, 0)
      dd.add(h, l, dd.hi, dd.lo)
      h = dd.hi
      l = dd.lo
    }
  }

  return {
    linearise,
    correct,
    side: side => {
      h = l = 0
      addSide(side, 1)
      return h
    },
    difference: (reactants, products) => {
      h = l = 0
      addSide(reactants, 1)
      addSide(products, -1)
      return h
    },
  }
}
