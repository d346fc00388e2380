import { type Network, type Participant } from '../kinetics/network.js'
import * as dd from './double-double.js'
import { type SteadySystem } from './steady-system.js'

const MAX_ITERATIONS = 12
/** Corrections below this are the rounding of double-double arithmetic itself. */
const CONVERGED = 1e-29

/** Rounding of one evaluation of a balance in double-double arithmetic, relative to the gross flux. */
export const EXTENDED_EPSILON = 2 ** -100

export interface Extended {
  /**
   * Refines a steady state found in double precision to some 30 digits: residuals in double-double
   * arithmetic, corrections from the double factorisation that `system` holds.
   *
   * @param y shape (n); in: converged in double, out: rounded from the refined state
   * @returns the last relative correction, or NaN when the refinement does not contract
   */
  refine: (y: Float64Array, K: Float64Array, totals: Float64Array) => number
  /** After `refine`: one-way rates, shape (2 m), and net rates, shape (m), rounded to double. */
  readonly r: Float64Array
  readonly net: Float64Array
  /** After `refine`: largest |net flux| / gross flux over the species present. */
  fluxBalance: () => number
}

export function makeExtended(network: Network, system: SteadySystem): Extended {
  const { n, m, nu, laws, reactants, products } = network
  const low = new Float64Array(n)
  const r = new Float64Array(2 * m)
  const net = new Float64Array(m)
  const netLow = new Float64Array(m)
  const delta = new Float64Array(n)
  const { present, lawOf, gross } = system

  /** K Π y over one side, left in dd.hi and dd.lo. */
  function oneWay(K: number, side: readonly Participant[], y: Float64Array): void {
    let h = K
    let l = 0
    for (let p = 0; p < side.length; p++) {
      const { species, count } = side[p]!
      for (let c = 0; c < count; c++) {
        dd.multiply(h, l, y[species]!, low[species]!)
        h = dd.hi
        l = dd.lo
      }
    }
    dd.add(h, l, 0, 0)
  }

  function rates(y: Float64Array, K: Float64Array): void {
    for (let j = 0; j < m; j++) {
      oneWay(K[j]!, reactants[j]!, y)
      const fh = dd.hi
      const fl = dd.lo
      oneWay(K[m + j]!, products[j]!, y)
      r[j] = fh
      r[m + j] = dd.hi
      dd.add(fh, fl, -dd.hi, -dd.lo)
      net[j] = dd.hi
      netLow[j] = dd.lo
    }
  }

  /** Net flux of species i [s⁻¹], correct relative to its gross flux to double-double precision. */
  function balance(i: number): number {
    let h = 0
    let l = 0
    for (let j = 0; j < m; j++) {
      const v = nu[i]![j]!
      if (v === 0) continue
      dd.multiply(net[j]!, netLow[j]!, v, 0)
      dd.add(h, l, dd.hi, dd.lo)
      h = dd.hi
      l = dd.lo
    }
    return h
  }

  function lawResidual(l: number, y: Float64Array, total: number): number {
    let h = total
    let lo = 0
    let scale = 0
    for (let i = 0; i < n; i++) {
      dd.multiply(y[i]!, low[i]!, -laws[l]![i]!, 0)
      scale += Math.abs(dd.hi)
      dd.add(h, lo, dd.hi, dd.lo)
      h = dd.hi
      lo = dd.lo
    }
    return h / scale
  }

  function refine(y: Float64Array, K: Float64Array, totals: Float64Array): number {
    low.fill(0)
    let last = Infinity
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      rates(y, K)
      for (let a = 0; a < system.size; a++) {
        const law = lawOf[a]!
        delta[a] = law < 0 ? -balance(present[a]!) / gross[present[a]!]! : lawResidual(law, y, totals[law]!)
      }
      system.correct(delta)
      let size = 0
      for (let a = 0; a < system.size; a++) {
        const i = present[a]!
        if (!(Math.abs(delta[a]!) < 1)) return NaN
        size = Math.max(size, Math.abs(delta[a]!))
        dd.add(y[i]!, low[i]!, y[i]! * delta[a]!, 0)
        y[i] = dd.hi
        low[i] = dd.lo
      }
      if (size < CONVERGED) {
        rates(y, K)
        return size
      }
      if (size > last / 2) return NaN
      last = size
    }
    return NaN
  }

  function fluxBalance(): number {
    let worst = 0
    for (let a = 0; a < system.size; a++) {
      const net = balance(present[a]!)
      if (net !== 0) worst = Math.max(worst, Math.abs(net) / gross[present[a]!]!)
    }
    return worst
  }

  return { refine, r, net, fluxBalance }
}
