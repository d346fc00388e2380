import { type Network, type Participant } from '../kinetics/network.js'
import * as dd from './double-double.js'
import { makePair, type Pair } from './extended-lu.js'

/** Rates, their derivative and Jacobian in double-double arithmetic, at coverages y (a pair, shape (n)). */
export interface ExtendedKernels {
  /** One-way rates rounded to double, shape (2 m), and net rates, shape (m), of the last `rates`. */
  readonly r: Float64Array
  readonly net: Pair
  readonly rates: (y: Pair, K: Float64Array) => void
  /** Net flux of species i from the last `rates`, left in dd.hi and dd.lo [s⁻¹]. */
  readonly balance: (i: number) => void
  /** ∂(dθ_i/dt)/∂θ_j [s⁻¹], row-major, shape (n, n). */
  readonly jacobian: (y: Pair, K: Float64Array, out: Pair) => void
}

export function makeExtendedKernels({ n, m, nu, reactants, products }: Network): ExtendedKernels {
  const r = new Float64Array(2 * m)
  const net = makePair(m)

  /** factor · K Π θ over one side, with one θ_by left out if `by` ≥ 0; left in dd.hi and dd.lo. */
  function product(K: number, side: readonly Participant[], y: Pair, by: number): void {
    let h = K
    let l = 0
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
      product(K[j]!, reactants[j]!, y, -1)
      const fh = dd.hi
      const fl = dd.lo
      product(K[m + j]!, products[j]!, y, -1)
      r[j] = fh
      r[m + j] = dd.hi
      dd.add(fh, fl, -dd.hi, -dd.lo)
      net.hi[j] = dd.hi
      net.lo[j] = dd.lo
    }
  }

  function balance(i: number): void {
    let h = 0
    let l = 0
    for (let j = 0; j < m; j++) {
      const v = nu[i]![j]!
      if (v === 0) continue
      dd.multiply(net.hi[j]!, net.lo[j]!, v, 0)
      dd.add(h, l, dd.hi, dd.lo)
      h = dd.hi
      l = dd.lo
    }
    dd.add(h, l, 0, 0)
  }

  /** Adds ν_ij times the derivative of one one-way rate by θ_by to column `by`. */
  function spread(
    j: number,
    K: number,
    side: readonly Participant[],
    sign: number,
    y: Pair,
    out: Pair,
  ): void {
    for (const { species: by } of side) {
      product(K, side, y, by)
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
  }

  function jacobian(y: Pair, K: Float64Array, out: Pair): void {
    out.hi.fill(0)
    out.lo.fill(0)
    for (let j = 0; j < m; j++) {
      spread(j, K[j]!, reactants[j]!, 1, y, out)
      spread(j, K[m + j]!, products[j]!, -1, y, out)
    }
  }

  return { r, net, rates, balance, jacobian }
}
