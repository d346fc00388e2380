import { type Network } from '../kinetics/network.js'
import * as dd from './double-double.js'
import { makeExtendedKernels } from './extended-kernels.js'
import { factorisePair, makePair, solvePair } from './extended-lu.js'
import { type ReducedSystem } from './reduced-system.js'
import { type SteadySystem } from './steady-system.js'

const MAX_ITERATIONS = 40
/** A correction may not take more than this share of a coverage away in one iteration. */
const MAX_LOSS = 0.9
/** Corrections below this are the rounding of double-double arithmetic itself; exp and ln cost some digits. */
const CONVERGED = 1e-28
const CONVERGED_WITH_EXP = 1e-25
/** Largest relative move that still counts as being at the steady state; see newton.ts. */
const NEAR = 0.05

/** Rounding of one evaluation of a balance in double-double arithmetic, relative to the gross flux. */
const EXTENDED_EPSILON = 2 ** -100
const EPSILON_WITH_EXP = 2 ** -92

/** Newton's method for the equations of `SteadySystem` with 32 digits. Coverages have shape (n). */
export interface Extended {
  /**
   * Refines a steady state found in double precision to some 30 digits: residuals in double-double
   * arithmetic, corrections from the double factorisation that the equations hold.
   *
   * @param y in: converged in double; out: rounded from the refined state, unchanged if NaN is returned
   * @returns the last relative correction, or NaN when the refinement does not contract
   */
  readonly refine: (y: Float64Array, K: Float64Array, totals: Float64Array) => number
  /**
   * The same with the matrix in double-double arithmetic too, for equations that are singular to double
   * precision; from as far away as `Newton.polish`, with the same meaning of `trace`.
   */
  readonly polish: (y: Float64Array, K: Float64Array, totals: Float64Array, trace: number) => number
  /** After `polish`: `SteadySystem.amplification`. */
  readonly amplification: (out: Float64Array) => void
  /** Afterwards: one-way rates, shape (2 m), and net rates, shape (m), rounded to double. */
  readonly r: Float64Array
  readonly net: Float64Array
  /** Rounding of one evaluation of a balance, relative to the gross flux. */
  readonly epsilon: number
  /** Afterwards: largest |net flux| / gross flux over the species present. */
  readonly fluxBalance: () => number
}

/** @param reduced equations to refine with; those of `system` when absent */
export function makeExtended(network: Network, system: SteadySystem, reduced?: ReducedSystem): Extended {
  const { n, laws, modifiers } = network
  const converged = modifiers === undefined ? CONVERGED : CONVERGED_WITH_EXP
  const epsilon = modifiers === undefined ? EXTENDED_EPSILON : EPSILON_WITH_EXP
  const kernels = makeExtendedKernels(network)
  const state = makePair(n)
  const J = makePair(n * n)
  const A = makePair(n * n)
  const residual = makePair(n)
  const unit = makePair(n)
  const pivot = new Int32Array(n)
  const delta = new Float64Array(n)
  const start = new Float64Array(n)
  const { present, lawOf, gross } = system
  const equations = reduced ?? system

  /** Leaves (total − Σ c_i y_i) / Σ |c_i y_i| in dd.hi and dd.lo; returns the scale. */
  function lawResidual(l: number, total: number): number {
    let h = total
    let lo = 0
    let scale = 0
    for (let i = 0; i < n; i++) {
      dd.multiply(state.hi[i]!, state.lo[i]!, -laws[l]![i]!, 0)
      scale += Math.abs(dd.hi)
      dd.add(h, lo, dd.hi, dd.lo)
      h = dd.hi
      lo = dd.lo
    }
    dd.divide(h, lo, scale, 0)
    return scale
  }

  function reducedResiduals(K: Float64Array, totals: Float64Array, { basis, ...rows }: ReducedSystem): void {
    kernels.rates(state, K)
    for (let a = 0; a < system.size; a++) {
      const law = rows.lawOf[a]!
      if (law >= 0) lawResidual(law, totals[law]!)
      else {
        kernels.combine(basis.rates, rows.rowOf[a]! * network.m)
        dd.divide(-dd.hi, -dd.lo, rows.gross[a]!, 0)
      }
      residual.hi[a] = dd.hi
      residual.lo[a] = dd.lo
    }
  }

  function residuals(K: Float64Array, totals: Float64Array): void {
    kernels.rates(state, K)
    for (let a = 0; a < system.size; a++) {
      const law = lawOf[a]!
      if (law >= 0) lawResidual(law, totals[law]!)
      else {
        kernels.balance(present[a]!)
        dd.divide(-dd.hi, -dd.lo, gross[present[a]!]!, 0)
      }
      residual.hi[a] = dd.hi
      residual.lo[a] = dd.lo
    }
  }

  /** state_i += damping · δ_i · state_i */
  function move(damping: number): void {
    for (let a = 0; a < system.size; a++) {
      const i = present[a]!
      dd.add(state.hi[i]!, state.lo[i]!, damping * state.hi[i]! * delta[a]!, 0)
      state.hi[i] = dd.hi
      state.lo[i] = dd.lo
    }
  }

  function begin(y: Float64Array): void {
    state.hi.set(y)
    state.lo.fill(0)
  }

  function finish(y: Float64Array, K: Float64Array): void {
    kernels.rates(state, K)
    y.set(state.hi)
  }

  function refine(y: Float64Array, K: Float64Array, totals: Float64Array): number {
    begin(y)
    let last = Infinity
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      if (reduced) reducedResiduals(K, totals, reduced)
      else residuals(K, totals)
      delta.set(residual.hi)
      equations.correct(delta)
      let size = 0
      for (let a = 0; a < system.size; a++) size = Math.max(size, Math.abs(delta[a]!))
      if (!(size < last / 2)) return NaN
      move(1)
      if (size < converged) {
        finish(y, K)
        return size
      }
      last = size
    }
    return NaN
  }

  function linearise(K: Float64Array): boolean {
    const { size } = system
    kernels.jacobian(state, K, J)
    for (let a = 0; a < size; a++) {
      const i = present[a]!
      const law = lawOf[a]! < 0 ? undefined : laws[lawOf[a]!]!
      const scale = law === undefined ? gross[i]! : lawResidual(lawOf[a]!, 0)
      for (let b = 0; b < size; b++) {
        const j = present[b]!
        const [h, l] = law === undefined ? [J.hi[i * n + j]!, J.lo[i * n + j]!] : [law[j]!, 0]
        dd.multiply(h, l, state.hi[j]!, state.lo[j]!)
        dd.divide(dd.hi, dd.lo, scale, 0)
        A.hi[a * size + b] = dd.hi
        A.lo[a * size + b] = dd.lo
      }
    }
    return factorisePair(A, pivot, size)
  }

  function hasLeft(trace: number): boolean {
    for (let a = 0; a < system.size; a++) {
      const i = present[a]!
      if (start[i]! > trace && !(Math.abs(state.hi[i]! - start[i]!) <= NEAR * start[i]!)) return true
    }
    return false
  }

  function polish(y: Float64Array, K: Float64Array, totals: Float64Array, trace: number): number {
    begin(y)
    start.set(y)
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      system.evaluate(state.hi, K)
      system.chooseLawRows(state.hi)
      residuals(K, totals)
      if (!linearise(K)) return NaN
      solvePair(A, pivot, system.size, residual)
      let size = 0
      let loss = 0
      for (let a = 0; a < system.size; a++) {
        delta[a] = residual.hi[a]!
        size = Math.max(size, Math.abs(delta[a]!))
        loss = Math.max(loss, -delta[a]!)
      }
      if (!(size < Infinity)) return NaN
      const damping = loss > MAX_LOSS ? MAX_LOSS / loss : 1
      move(damping)
      if (hasLeft(trace)) return NaN
      if (damping === 1 && size < converged) {
        finish(y, K)
        return size
      }
    }
    return NaN
  }

  function amplification(out: Float64Array): void {
    out.fill(0)
    for (let b = 0; b < system.size; b++) {
      unit.hi.fill(0)
      unit.lo.fill(0)
      unit.hi[b] = 1
      solvePair(A, pivot, system.size, unit)
      for (let a = 0; a < system.size; a++) out[a]! += Math.abs(unit.hi[a]!)
    }
  }

  function fluxBalance(): number {
    let worst = 0
    for (let a = 0; a < system.size; a++) {
      kernels.balance(present[a]!)
      if (dd.hi !== 0) worst = Math.max(worst, Math.abs(dd.hi) / gross[present[a]!]!)
    }
    return worst
  }

  return { refine, polish, amplification, r: kernels.r, net: kernels.net.hi, epsilon, fluxBalance }
}
