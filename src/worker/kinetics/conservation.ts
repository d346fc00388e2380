/** Entries of a reduced stoichiometric matrix are ratios of small integers; below this they are zero. */
const ZERO = 1e-9

/**
 * All linear invariants of a reaction network: a basis of { c : cᵀ N = 0 }.
 *
 * The given laws come first as far as they are invariants and independent (site balances, which have
 * non-negative entries); the rest of the null space follows, such as species that never react.
 *
 * @param nu    stoichiometric matrix N, shape (n, m)
 * @param known candidate laws, each of shape (n)
 */
export function conservationLaws(
  nu: readonly (readonly number[])[],
  known: readonly Float64Array[],
): Float64Array[] {
  const basis = leftNullSpace(nu)
  const laws: Float64Array[] = []
  const reduced: Float64Array[] = []
  for (const candidate of [...known.filter(law => isInvariant(law, nu)), ...basis]) {
    const rest = eliminate(candidate, reduced)
    if (rest === undefined) continue
    reduced.push(rest)
    laws.push(candidate)
  }
  return laws
}

function isInvariant(law: Float64Array, nu: readonly (readonly number[])[]): boolean {
  const steps = nu[0]?.length ?? 0
  for (let j = 0; j < steps; j++) {
    let sum = 0
    for (let i = 0; i < law.length; i++) sum += law[i]! * nu[i]![j]!
    if (Math.abs(sum) > ZERO) return false
  }
  return true
}

/** The part of `candidate` independent of `reduced` rows, scaled to a leading 1; undefined if none. */
function eliminate(candidate: Float64Array, reduced: readonly Float64Array[]): Float64Array | undefined {
  const row = candidate.slice()
  for (const other of reduced) {
    const lead = other.findIndex(value => Math.abs(value) > ZERO)
    const factor = row[lead]!
    for (let i = 0; i < row.length; i++) row[i]! -= factor * other[i]!
  }
  const lead = row.findIndex(value => Math.abs(value) > ZERO)
  return lead < 0 ? undefined : row.map(value => value / row[lead]!)
}

/** Gauss–Jordan on [N | I]: rows whose N part vanishes carry the invariants in their I part. */
function leftNullSpace(nu: readonly (readonly number[])[]): Float64Array[] {
  const n = nu.length
  const m = nu[0]?.length ?? 0
  const rows = nu.map((row, i) =>
    Float64Array.from({ length: m + n }, (_, c) => (c < m ? row[c]! : +(c - m === i))),
  )
  let top = 0
  for (let column = 0; column < m && top < n; column++) {
    let pivot = top
    for (let r = top + 1; r < n; r++)
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = r
    if (Math.abs(rows[pivot]![column]!) < ZERO) continue
    ;[rows[top], rows[pivot]] = [rows[pivot]!, rows[top]!]
    const lead = rows[top]!
    for (let r = top + 1; r < n; r++) {
      const factor = rows[r]![column]! / lead[column]!
      if (factor === 0) continue
      for (let c = 0; c < m + n; c++) rows[r]![c]! -= factor * lead[c]!
    }
    top++
  }
  return rows.slice(top).map(row => row.slice(m))
}

/** A species that follows from the others: θ = (total − Σ_i coefficients_i θ_i), its own coefficient 0. */
export interface Dependent {
  readonly species: number
  /** Index of the law whose total counts, and what that total is divided by. */
  readonly totals: readonly { readonly law: number; readonly weight: number }[]
  readonly coefficients: Float64Array
}

/**
 * Solves the conservation laws for one species each, preferring late species (free sites stand last).
 *
 * @returns one entry per law; no dependent species occurs in the coefficients of another
 */
export function dependentSpecies(laws: readonly Float64Array[]): Dependent[] {
  const n = laws[0]?.length ?? 0
  const rows = laws.map((law, l) => Float64Array.of(...law, ...laws.map((_, k) => +(k === l))))
  const species: number[] = []
  for (const [l, row] of rows.entries()) {
    const pivot = row.subarray(0, n).findLastIndex(value => Math.abs(value) > ZERO)
    const lead = row[pivot]!
    for (let c = 0; c < row.length; c++) row[c]! /= lead
    for (const [k, other] of rows.entries()) {
      const factor = other[pivot]!
      if (k !== l && factor !== 0) for (let c = 0; c < row.length; c++) other[c]! -= factor * row[c]!
    }
    species[l] = pivot
  }
  return rows.map((row, l) => {
    const coefficients = row.slice(0, n)
    coefficients[species[l]!] = 0
    const totals = laws.map((_, law) => ({ law, weight: row[n + law]! })).filter(({ weight }) => weight !== 0)
    return { species: species[l]!, totals, coefficients }
  })
}
