import { type Network } from '../kinetics/network.js'
import { factorise, solveFactorised } from './dense-lu.js'
import { type SteadyEquations, type SteadySystem } from './steady-system.js'
import { makeStepOrders } from './step-orders.js'
import { type StoichiometricBasis } from './stoichiometric-basis.js'

/**
 * The steady-state equations as in SteadySystem, but with the balances combined so that a fast, equilibrated
 * step stands in one of them only; see StoichiometricBasis. Each is divided by the gross flux of its own step.
 * So the equations stay regular to double precision where those of SteadySystem need 32 digits.
 *
 * Rows are balances first, then conservation laws; `system` must have chosen the present species.
 */
export interface ReducedSystem extends SteadyEquations {
  /** Law of each row, or −1 for a balance; shape (system.size). */
  readonly lawOf: Int32Array
  /** Row of the basis that each balance is, shape (system.size), and its gross flux [s⁻¹]. */
  readonly rowOf: Int32Array
  readonly gross: Float64Array
  readonly basis: StoichiometricBasis
  /** The inverse of the matrix last linearised, column by column, shape (system.size, system.size). */
  readonly invert: () => Float64Array
}

export function makeReducedSystem(
  network: Network,
  system: SteadySystem,
  basis: StoichiometricBasis,
): ReducedSystem {
  const { n, m, laws } = network
  const orders = makeStepOrders(network)
  const A = new Float64Array(n * n)
  const inverse = new Float64Array(n * n)
  const pivot = new Int32Array(n)
  const weights = new Float64Array(m)
  const columnOf = new Int32Array(n)
  const lawOf = new Int32Array(n)
  const rowOf = new Int32Array(n)
  const gross = new Float64Array(n)
  const { r, present } = system
  let inverted = false

  /** Lists the equations that hold anything; false when they are not as many as the unknowns. */
  function chooseRows(y: Float64Array): boolean {
    let rows = 0
    for (let i = 0; i < basis.rank; i++) {
      const flux = weights[basis.steps[i]!]!
      if (!(flux > 0)) continue
      if (rows === system.size) return false
      lawOf[rows] = -1
      rowOf[rows] = i
      gross[rows++] = flux
    }
    for (let l = 0; l < laws.length; l++) {
      let scale = 0
      for (let i = 0; i < n; i++) scale += Math.abs(laws[l]![i]! * y[i]!)
      if (!(scale > 0)) continue
      if (rows === system.size) return false
      lawOf[rows] = l
      gross[rows++] = scale
    }
    return rows === system.size
  }

  function linearise(y: Float64Array, K: Float64Array): boolean {
    const { size } = system
    inverted = false
    for (let j = 0; j < m; j++) weights[j] = r[j]! + r[m + j]!
    basis.fit(weights)
    if (!chooseRows(y)) return false
    orders.note(y, K)
    columnOf.fill(-1)
    for (let b = 0; b < size; b++) columnOf[present[b]!] = b
    A.fill(0, 0, size * size)
    for (let a = 0; a < size; a++) {
      if (lawOf[a]! < 0) balanceRow(a)
      else
        for (let b = 0; b < size; b++)
          A[a * size + b] = (laws[lawOf[a]!]![present[b]!]! * y[present[b]!]!) / gross[a]!
    }
    return factorise(A, pivot, size) !== 0
  }

  function balanceRow(a: number): void {
    const i = rowOf[a]!
    for (let at = basis.starts[i]!; at < basis.starts[i + 1]!; at++) {
      const j = basis.columns[at]!
      const share = basis.rates[i * m + j]! / gross[a]!
      addRate(a, j, share * r[j]!)
      addRate(a, m + j, -share * r[m + j]!)
    }
  }

  /** Adds the logarithmic derivative of one-way rate j, times its weighted size, to a row. */
  function addRate(a: number, j: number, size: number): void {
    if (size === 0) return
    for (let p = orders.starts[j]!; p < orders.starts[j + 1]!; p++) {
      const b = columnOf[orders.species[p]!]!
      if (b >= 0) A[a * system.size + b]! += size * orders.values[p]!
    }
  }

  function residuals(y: Float64Array, totals: Float64Array, out: Float64Array): void {
    for (let a = 0; a < system.size; a++) {
      let sum = 0
      if (lawOf[a]! < 0) {
        const i = rowOf[a]!
        for (let at = basis.starts[i]!; at < basis.starts[i + 1]!; at++) {
          const j = basis.columns[at]!
          sum -= basis.rates[i * m + j]! * (r[j]! - r[m + j]!)
        }
      } else {
        const law = laws[lawOf[a]!]!
        for (let i = 0; i < n; i++) sum -= law[i]! * y[i]!
        sum += totals[lawOf[a]!]!
      }
      out[a] = sum / gross[a]!
    }
  }

  function invert(): Float64Array {
    const { size } = system
    if (inverted) return inverse
    inverse.fill(0, 0, size * size)
    for (let b = 0; b < size; b++) {
      const column = inverse.subarray(b * size, (b + 1) * size)
      column[b] = 1
      solveFactorised(A, pivot, size, column)
    }
    inverted = true
    return inverse
  }

  function amplification(out: Float64Array): void {
    const { size } = system
    invert()
    out.fill(0)
    for (let b = 0; b < size; b++) for (let a = 0; a < size; a++) out[a]! += Math.abs(inverse[b * size + a]!)
  }

  return {
    lawOf,
    rowOf,
    gross,
    basis,
    invert,
    linearise,
    residuals,
    correct: b => solveFactorised(A, pivot, system.size, b),
    amplification,
  }
}
