import { type Network } from '../kinetics/network.js'
import { type SteadyEquations, type SteadySystem } from './steady-system.js'

const MAX_ITERATIONS = 40
/** A correction may not take more than this share of a coverage away in one iteration. */
const MAX_LOSS = 0.9
/** Corrections this small cannot shrink any more in double precision, times the amplification. */
const CONVERGED = 1e-14
/** Largest relative move that still counts as being at the steady state rather than under way to one. */
const NEAR = 0.05

export interface Newton {
  /**
   * Improves y, shape (n), in place towards a steady state with the conserved totals.
   *
   * @param trace coverages below this are not known to the integration and may move freely; all others
   *              must already be within a few per cent. Infinity lets all of them move.
   * @returns the last relative correction max |δ_i|, or NaN when there is no convergence or the
   *          steady state found is not near; y is then not usable
   */
  polish: (y: Float64Array, K: Float64Array, totals: Float64Array, trace: number) => number
}

/** @param equations whose residuals are made to vanish */
export function makeNewton(
  { n }: Network,
  system: SteadySystem,
  equations: SteadyEquations = system,
): Newton {
  const delta = new Float64Array(n)
  const start = new Float64Array(n)
  const { present } = system

  function hasLeft(y: Float64Array, trace: number): boolean {
    for (let a = 0; a < system.size; a++) {
      const i = present[a]!
      if (start[i]! > trace && !(Math.abs(y[i]! - start[i]!) <= NEAR * start[i]!)) return true
    }
    return false
  }

  function polish(y: Float64Array, K: Float64Array, totals: Float64Array, trace: number): number {
    let last = Infinity
    start.set(y)
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      system.evaluate(y, K)
      if (!equations.linearise(y, K)) return NaN
      equations.residuals(y, totals, delta)
      equations.correct(delta)
      let size = 0
      let loss = 0
      for (let a = 0; a < system.size; a++) {
        if (!(Math.abs(delta[a]!) < Infinity)) return NaN
        size = Math.max(size, Math.abs(delta[a]!))
        loss = Math.max(loss, -delta[a]!)
      }
      const damping = loss > MAX_LOSS ? MAX_LOSS / loss : 1
      for (let a = 0; a < system.size; a++) y[present[a]!]! *= 1 + damping * delta[a]!
      if (hasLeft(y, trace)) return NaN
      if (damping === 1 && (size < CONVERGED || (size < 1e-8 && size >= last / 4))) return size
      last = damping === 1 ? size : Infinity
    }
    return NaN
  }

  return { polish }
}
