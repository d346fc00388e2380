import { type Mechanism } from '../../shared/mechanism.js'
import { outputsOf } from '../../shared/record.js'
import { type Branch } from '../../shared/worker-contract.js'

export interface BranchQuantity {
  readonly name: string
  readonly unit: string
  /** Values along a branch, shape (samples). */
  readonly of: (branch: Branch) => Float64Array
}

/** What can be drawn of a branch: turnover frequencies and coverages. */
export function branchQuantities(mechanism: Mechanism): BranchQuantity[] {
  const n = mechanism.surface.length
  const m = mechanism.steps.length
  return outputsOf(mechanism)
    .filter(({ group }) => group === 'turnover frequency' || group === 'coverage')
    .map(({ name, unit, terms }) => ({
      name,
      unit,
      of: ({ values, coverages, net }) =>
        Float64Array.from(values, (_, k) =>
          terms.reduce(
            (sum, { column, weight }) =>
              sum + weight * (column < n ? coverages[k * n + column]! : net[k * m + column - n]!),
            0,
          ),
        ),
    }))
}
