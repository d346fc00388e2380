import { type Ledger } from '../../core/ledger.js'
import { type Plan } from '../../shared/plan.js'
import { type Provenance } from '../../shared/provenance.js'
import { evaluateOutput, isSolved, type Output } from '../../shared/record.js'

/** A plan with its results, as far as they are known: what can be exported. */
export interface ExportSource {
  readonly plan: Plan
  readonly ledger: Pick<Ledger, 'width' | 'status' | 'rows' | 'positionOf'>
  readonly about: () => Provenance
}

/**
 * Value of an output at a point (row-major), NaN where there is none: a point that failed has no
 * coverages and rates, but may have some of the evidence.
 */
export function valueAt({ ledger }: Pick<ExportSource, 'ledger'>, output: Output, point: number): number {
  const { width, status, rows, positionOf } = ledger
  const position = positionOf[point]!
  if (output.group !== 'certificate' && !isSolved(status[position]!)) return NaN
  return evaluateOutput(output, rows, position * width)
}
