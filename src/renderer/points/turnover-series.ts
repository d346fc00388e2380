import { type Mechanism } from '../../shared/mechanism.js'
import { prettyOutput } from '../../shared/figure/names.js'
import { outputsOf } from '../../shared/record.js'
import { type TransientReport } from '../../shared/worker-contract.js'
import { type TransientSeries } from './transient-option.js'

/** Sizes of the turnover frequencies along a trajectory: one that changes its sign touches zero. */
export function turnoverSeries(mechanism: Mechanism, { t, net }: TransientReport): TransientSeries[] {
  const m = mechanism.steps.length
  const firstRate = mechanism.surface.length
  return outputsOf(mechanism)
    .filter(({ group }) => group === 'turnover frequency')
    .map(({ name, terms }) => ({
      name: prettyOutput(name),
      values: Float64Array.from(t, (_, k) =>
        Math.abs(
          terms.reduce((sum, { column, weight }) => sum + weight * net[k * m + column - firstRate]!, 0),
        ),
      ),
    }))
}
