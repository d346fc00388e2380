import { createLedger } from '../../../src/core/ledger.js'
import type { ExportSource } from '../../../src/node/export/source.js'
import { columnsOf, STATUS } from '../../../src/shared/record.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { plausibleSlice } from '../session/slices.js'
import { about } from './about.js'

/** A map of 5 × 3 points: the first of the order is missing, the second failed, the rest is certified. */
export function withHoles() {
  const plan = tinyPlan(5, 3)
  const ledger = createLedger(plan)
  const slice = plausibleSlice(plan, 1, 15, 7)
  slice.status[0] = STATUS.notConverged
  slice.rows.fill(NaN, 0, columnsOf(plan.mechanism).length - 1)
  ledger.record(slice)
  const source: ExportSource = { plan, ledger, about }
  return { source, plan, ledger, missing: ledger.order[0]!, failed: ledger.order[1]! }
}
