/** Entries are ratios of small integers; below this they are zero. */
const ZERO = 1e-9
/** A step outside the basis may weigh this much more than one inside before they change places. */
const TOLERATED = 10
/** Entries are rounded to multiples of 1 / COMMON, so that changes of basis leave no rounding behind. */
const COMMON = 60

/**
 * The balances N q = 0 of a network solved for the net rates of the weightiest steps: with each balance one
 * step of the basis in it alone, and no step in it that weighs much more.
 *
 * Where a step runs 1e13 times a second each way, the balance of a species that it makes knows nothing of
 * slower steps to double precision. The sum of two balances in which it cancels does. So T N, with an
 * invertible T chosen for the flux at hand, loses no digit that N loses, and its entries are exact.
 */
export interface StoichiometricBasis {
  /** Independent balances: species less conservation laws. */
  readonly rank: number
  /** T N, row-major, shape (rank, m), and T, row-major, shape (rank, n). */
  readonly rates: Float64Array
  readonly species: Float64Array
  /** Step of the basis in each row, shape (rank). */
  readonly steps: Int32Array
  /** Non-zero entries of row i of `rates`: columns [start(i), start(i + 1)) of `columns`. */
  readonly columns: Int32Array
  readonly starts: Int32Array
  /** Makes the basis fit weights of the steps, shape (m); hardly any work where they have changed little. */
  readonly fit: (weights: Float64Array) => void
}

/** @param nu stoichiometric matrix N, shape (n, m) */
export function makeStoichiometricBasis(nu: readonly (readonly number[])[]): StoichiometricBasis {
  const n = nu.length
  const m = nu[0]?.length ?? 0
  const { rows, steps } = anyBasis(nu)
  const rank = steps.length
  const rates = new Float64Array(rank * m)
  const species = new Float64Array(rank * n)
  for (const [i, row] of rows.entries()) {
    rates.set(row.subarray(0, m), i * m)
    species.set(row.subarray(m), i * n)
  }
  const columns = new Int32Array(rank * m)
  const starts = new Int32Array(rank + 1)
  const basis = { rank, rates, species, steps: Int32Array.from(steps), columns, starts, fit }

  function fit(weights: Float64Array): void {
    for (let i = 0; i < rank;) {
      const step = heavierStep(i, weights)
      if (step < 0) i++
      else {
        pivot(i, step)
        note()
        i = 0
      }
    }
  }

  /** The weightiest step of row i if it should take the place of that in the basis, else −1. */
  function heavierStep(i: number, weights: Float64Array): number {
    let best = -1
    let most = TOLERATED * weights[basis.steps[i]!]!
    for (let at = starts[i]!; at < starts[i + 1]!; at++) {
      const step = columns[at]!
      if (!(weights[step]! > most)) continue
      most = weights[step]!
      best = step
    }
    return best
  }

  function pivot(row: number, step: number): void {
    const lead = rates[row * m + step]!
    divideRow(rates, row, m, lead)
    divideRow(species, row, n, lead)
    for (let i = 0; i < rank; i++) {
      const factor = rates[i * m + step]!
      if (i === row || factor === 0) continue
      subtractRow(rates, i, row, m, factor)
      subtractRow(species, i, row, n, factor)
    }
    basis.steps[row] = step
  }

  function note(): void {
    let at = 0
    for (let i = 0; i < rank; i++) {
      starts[i] = at
      for (let k = 0; k < m; k++) if (rates[i * m + k] !== 0) columns[at++] = k
    }
    starts[rank] = at
  }

  note()
  return basis
}

function divideRow(matrix: Float64Array, row: number, width: number, lead: number): void {
  for (let k = 0; k < width; k++) matrix[row * width + k] = rounded(matrix[row * width + k]! / lead)
}

function subtractRow(matrix: Float64Array, to: number, from: number, width: number, factor: number): void {
  for (let k = 0; k < width; k++)
    matrix[to * width + k] = rounded(matrix[to * width + k]! - factor * matrix[from * width + k]!)
}

function rounded(value: number): number {
  const nearest = Math.round(value * COMMON) / COMMON
  return Math.abs(value - nearest) < ZERO ? nearest : value
}

/** Gauss–Jordan on [N | I] in the order of the steps; rows of conservation laws are left out. */
function anyBasis(nu: readonly (readonly number[])[]): { rows: Float64Array[]; steps: number[] } {
  const n = nu.length
  const m = nu[0]?.length ?? 0
  const left = nu.map((row, i) => Float64Array.of(...row, ...nu.map((_, k) => +(k === i))))
  const rows: Float64Array[] = []
  const steps: number[] = []
  for (let step = 0; step < m && rows.length < n; step++) {
    const at = left.findIndex(row => Math.abs(row[step]!) > ZERO)
    if (at < 0) continue
    const [found] = left.splice(at, 1)
    const lead = found!.map(value => rounded(value / found![step]!))
    for (const row of [...left, ...rows]) {
      const factor = row[step]!
      if (factor !== 0) for (let k = 0; k < n + m; k++) row[k] = rounded(row[k]! - factor * lead[k]!)
    }
    rows.push(lead)
    steps.push(step)
  }
  return { rows, steps }
}
