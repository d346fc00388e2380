import { Matrix, solve } from 'ml-matrix'

/** A linear relation E = Σ a_k d_k + b. */
export interface Relation {
  readonly slopes: readonly number[]
  readonly intercept: number
}

/** One known energy: the values of the descriptors on a surface and the energy there [eV]. */
export interface Sample {
  readonly descriptors: readonly number[]
  readonly energy: number
}

/** A slope or intercept: free, of one sign, or a number. */
export type Constraint = '+' | '-' | number | null

/**
 * Least-squares fit with fixed or one-signed coefficients, the intercept last among the constraints. A coefficient
 * that would get the wrong sign is zero and the others are fitted again.
 *
 * @returns undefined when there are fewer samples than free coefficients
 */
export function fitRelation(
  samples: readonly Sample[],
  constraints: readonly Constraint[],
): Relation | undefined {
  const fixed = constraints.map(constraint => (typeof constraint === 'number' ? constraint : undefined))
  for (;;) {
    const free = fixed.flatMap((value, k) => (value === undefined ? [k] : []))
    if (samples.length < free.length || samples.length === 0) return undefined
    const values = fixed.map(value => value ?? 0)
    if (free.length > 0) {
      const columns = (sample: Sample): number[] => [...sample.descriptors, 1]
      const A = new Matrix(samples.map(sample => free.map(k => columns(sample)[k]!)))
      const rest = samples.map(sample => {
        const known = columns(sample).reduce((sum, x, k) => sum + x * (fixed[k] ?? 0), 0)
        return [sample.energy - known]
      })
      const solution = solve(A, new Matrix(rest), true)
      for (const [row, k] of free.entries()) values[k] = solution.get(row, 0)
    }
    const wrong = free.find(k => {
      const wanted = constraints[k]
      return (wanted === '+' && values[k]! < 0) || (wanted === '-' && values[k]! > 0)
    })
    if (wrong === undefined) return { slopes: values.slice(0, -1), intercept: values.at(-1)! }
    fixed[wrong] = 0
  }
}
