import { makeStoichiometricBasis } from './stoichiometric-basis.js'

/** Entries of the reduced stoichiometric matrix are ratios of small integers; below this they are zero. */
const ZERO = 1e-9

/**
 * Replaces net rates that are mostly rounding by what the steady state says they must be.
 *
 * @param net    net rates [s⁻¹], shape (m), in and out
 * @param errors bounds on their absolute errors [s⁻¹], shape (m), in and out
 */
export type BalanceRates = (net: Float64Array, errors: Float64Array) => void

/** A noisy net rate as Σ coefficient · rate over steps with smaller errors. */
interface Replacement {
  readonly step: number
  readonly terms: readonly { readonly step: number; readonly coefficient: number }[]
}

/**
 * At a steady state N r = 0. A quasi-equilibrated step runs 1e30 times a second each way, and its net rate is
 * lost in the difference; but it follows from the net rates of other, slower steps. So N r = 0 is solved for
 * the rates with the largest errors in terms of those with the smallest.
 *
 * The elimination depends on the order of the errors only, which hardly changes over a map: it is kept.
 *
 * @param nu stoichiometric matrix N, shape (n, m)
 */
export function makeBalanceRates(nu: readonly (readonly number[])[]): BalanceRates {
  const m = nu[0]?.length ?? 0
  const order = new Int32Array(m)
  const lastOrder = new Int32Array(m).fill(-1)
  let replacements: readonly Replacement[] = []

  /** Sorts `order` by falling error; returns whether it is another order than before. */
  function sortByError(errors: Float64Array): boolean {
    let changed = false
    for (let k = 0; k < m; k++) {
      let at = k
      while (at > 0 && errors[order[at - 1]!]! < errors[k]!) {
        order[at] = order[at - 1]!
        at--
      }
      order[at] = k
    }
    for (let k = 0; k < m; k++) {
      if (order[k] !== lastOrder[k]) changed = true
      lastOrder[k] = order[k]!
    }
    return changed
  }

  return (net, errors) => {
    if (sortByError(errors)) replacements = eliminate(nu, order)
    for (let p = 0; p < replacements.length; p++) {
      const { step, terms } = replacements[p]!
      let rate = 0
      let error = 0
      for (let t = 0; t < terms.length; t++) {
        const { step: other, coefficient } = terms[t]!
        rate += coefficient * net[other]!
        error += Math.abs(coefficient) * errors[other]!
      }
      if (error >= errors[step]!) continue
      net[step] = rate
      errors[step] = error
    }
  }
}

/**
 * The same for large networks: of two steps with errors alike any may follow from the other, so that the basis
 * changes seldom and only where it has to.
 */
export function makeBasisBalance(nu: readonly (readonly number[])[]): BalanceRates {
  const m = nu[0]?.length ?? 0
  const basis = makeStoichiometricBasis(nu)
  const { rates, columns, starts, steps } = basis
  return (net, errors) => {
    basis.fit(errors)
    for (let i = 0; i < basis.rank; i++) {
      const step = steps[i]!
      let rate = 0
      let error = 0
      for (let at = starts[i]!; at < starts[i + 1]!; at++) {
        const other = columns[at]!
        if (other === step) continue
        rate -= rates[i * m + other]! * net[other]!
        error += Math.abs(rates[i * m + other]!) * errors[other]!
      }
      if (error >= errors[step]!) continue
      net[step] = rate
      errors[step] = error
    }
  }
}

/** Gauss–Jordan on N with pivots in the given order of columns. */
function eliminate(nu: readonly (readonly number[])[], order: Int32Array): Replacement[] {
  const rows = nu.map(row => Float64Array.from(row))
  const pivots: { row: number; step: number }[] = []
  for (const step of order) {
    const row = rows.findIndex((r, i) => Math.abs(r[step]!) > ZERO && !pivots.some(pivot => pivot.row === i))
    if (row < 0) continue
    const lead = rows[row]!.map(value => value / rows[row]![step]!)
    rows[row] = lead
    for (const [i, other] of rows.entries()) {
      const factor = other[step]!
      if (i !== row && factor !== 0) rows[i] = other.map((value, j) => value - factor * lead[j]!)
    }
    pivots.push({ row, step })
  }
  return pivots.map(({ row, step }) => ({
    step,
    terms: [...rows[row]!.entries()]
      .filter(([other, coefficient]) => other !== step && Math.abs(coefficient) > ZERO)
      .map(([other, coefficient]) => ({ step: other, coefficient: -coefficient })),
  }))
}
