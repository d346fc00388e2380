import { type Network, type Participant } from '../kinetics/network.js'
import * as dd from './double-double.js'
import { makePair, type Pair } from './extended-lu.js'
import { makeExtendedModifiers } from './extended-modifiers.js'

/** Rates, their derivative and Jacobian in double-double arithmetic, at coverages y (a pair, shape (n)). */
export interface ExtendedKernels {
  /** One-way rates rounded to double, shape (2 m), and net rates, shape (m), of the last `rates`. */
  readonly r: Float64Array
  readonly net: Pair
  readonly rates: (y: Pair, K: Float64Array) => void
  /** Net flux of species i from the last `rates`, left in dd.hi and dd.lo [s⁻¹]. */
  readonly balance: (i: number) => void
  /** Σ_j c_j times net rate j from the last `rates`, with c = coefficients[at, at + m); left there likewise. */
  readonly combine: (coefficients: Float64Array, at: number) => void
  /** ∂(dθ_i/dt)/∂θ_j [s⁻¹], row-major, shape (n, n). */
  readonly jacobian: (y: Pair, K: Float64Array, out: Pair) => void
}

export function makeExtendedKernels(network: Network): ExtendedKernels {
  const { n, m, nu, reactants, products } = network
  const modifiers = makeExtendedModifiers(network)
  const r = new Float64Array(2 * m)
  const net = makePair(m)

  /** One-way rate j, with one θ_by left out if `by` ≥ 0; left in dd.hi and dd.lo. */
  function product(j: number, side: readonly Participant[], y: Pair, K: Float64Array, by: number): void {
    modifiers.constant(j, y, K)
    let h = dd.hi
    let l = dd.lo
    for (let p = 0; p < side.length; p++) {
      const { species, count } = side[p]!
      const factors = species === by ? count - 1 : count
      for (let c = 0; c < factors; c++) {
        dd.multiply(h, l, y.hi[species]!, y.lo[species]!)
        h = dd.hi
        l = dd.lo
      }
      if (species === by && count > 1) {
        dd.multiply(h, l, count, 0)
        h = dd.hi
        l = dd.lo
      }
    }
    dd.add(h, l, 0, 0)
  }

  function rates(y: Pair, K: Float64Array): void {
    for (let j = 0; j < m; j++) {
      product(j, reactants[j]!, y, K, -1)
      const fh = dd.hi
      const fl = dd.lo
      product(m + j, products[j]!, y, K, -1)
      r[j] = fh
      r[m + j] = dd.hi
      dd.add(fh, fl, -dd.hi, -dd.lo)
      net.hi[j] = dd.hi
      net.lo[j] = dd.lo
    }
  }

  const stoichiometry = Float64Array.from(nu.flat())
  const balance = (i: number): void => combine(stoichiometry, i * m)

  function combine(coefficients: Float64Array, at: number): void {
    let h = 0
    let l = 0
    for (let j = 0; j < m; j++) {
      const v = coefficients[at + j]!
      if (v === 0) continue
      dd.multiply(net.hi[j]!, net.lo[j]!, v, 0)
      dd.add(h, l, dd.hi, dd.lo)
      h = dd.hi
      l = dd.lo
    }
    dd.add(h, l, 0, 0)
  }

  /** Adds ν_ij times what dd.hi and dd.lo hold to column `by`. */
  function spread(j: number, sign: number, by: number, out: Pair): void {
    const ph = dd.hi
    const pl = dd.lo
    for (let i = 0; i < n; i++) {
      const v = sign * nu[i]![j]!
      if (v === 0) continue
      dd.multiply(ph, pl, v, 0)
      dd.add(out.hi[i * n + by]!, out.lo[i * n + by]!, dd.hi, dd.lo)
      out.hi[i * n + by] = dd.hi
      out.lo[i * n + by] = dd.lo
    }
  }

  /** Adds the derivatives of one-way rate `rate`, which belongs to step j, to the Jacobian. */
  function differentiate(
    rate: number,
    side: readonly Participant[],
    y: Pair,
    K: Float64Array,
    out: Pair,
  ): void {
    const j = rate < m ? rate : rate - m
    const sign = rate < m ? 1 : -1
    for (const { species: by } of side) {
      product(rate, side, y, K, by)
      spread(j, sign, by, out)
    }
    for (const by of modifiers.dependsOn(rate)) {
      modifiers.slope(rate, by, y, K)
      const sh = dd.hi
      const sl = dd.lo
      product(rate, side, y, K, -1)
      dd.multiply(dd.hi, dd.lo, sh, sl)
      spread(j, sign, by, out)
    }
  }

  function jacobian(y: Pair, K: Float64Array, out: Pair): void {
    out.hi.fill(0)
    out.lo.fill(0)
    for (let j = 0; j < m; j++) {
      differentiate(j, reactants[j]!, y, K, out)
      differentiate(m + j, products[j]!, y, K, out)
    }
  }

  return { r, net, rates, balance, combine, jacobian }
}
