import { createLedger, type Ledger } from '../../core/ledger.js'
import type { Session } from '../session/session.js'

/** All that a session holds, in memory, and the time its workers spent on it [ms]. */
export function ledgerOf({ plan, slices }: Pick<Session, 'plan' | 'slices'>): {
  ledger: Ledger
  solveMs: number
} {
  const ledger = createLedger(plan)
  let solveMs = 0
  for (const slice of slices()) {
    ledger.record(slice)
    solveMs += slice.busyMs
  }
  return { ledger, solveMs }
}
