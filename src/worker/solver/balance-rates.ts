/** Entries of the reduced stoichiometric matrix are ratios of small integers; below this they are zero. */
const ZERO = 1e-9

/**
 * Replaces net rates that are mostly rounding by what the steady state says they must be.
 *
 * At a steady state N r = 0. A quasi-equilibrated step runs 1e30 times a second each way, and its net rate
 * is lost in the difference; but it follows from the net rates of other, slower steps. So N r = 0 is solved
 * for the rates with the largest errors in terms of those with the smallest.
 *
 * @param nu     stoichiometric matrix N, shape (n, m)
 * @param net    net rates [s⁻¹], shape (m), in and out
 * @param errors bounds on their absolute errors [s⁻¹], shape (m), in and out
 */
export function balanceRates(
  nu: readonly (readonly number[])[],
  net: Float64Array,
  errors: Float64Array,
): void {
  const rows = nu.map(row => Float64Array.from(row))
  const noisiestFirst = [...errors.keys()].sort((a, b) => errors[b]! - errors[a]!)
  const pivots: { row: number; step: number }[] = []
  for (const step of noisiestFirst) {
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
  for (const { row, step } of pivots) {
    let rate = 0
    let error = 0
    for (const [j, coefficient] of rows[row]!.entries()) {
      if (j === step || Math.abs(coefficient) < ZERO) continue
      rate -= coefficient * net[j]!
      error += Math.abs(coefficient) * errors[j]!
    }
    if (error >= errors[step]!) continue
    net[step] = rate
    errors[step] = error
  }
}
