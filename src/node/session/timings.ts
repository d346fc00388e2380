import { type DatabaseSync } from 'node:sqlite'
import { type SliceTiming } from '../../shared/scaling/account.js'

/**
 * When and by whom slices were computed, oldest first, without reading their values; empty where that cannot
 * be read, since no result depends on it.
 */
export function readTimings(db: DatabaseSync): SliceTiming[] {
  try {
    const rows = db.prepare('SELECT first, last, executor, at, busy_ms FROM slice ORDER BY id').all()
    return rows.map(row => ({
      from: Number(row['first']),
      to: Number(row['last']),
      executor: String(row['executor']),
      at: Number(row['at']),
      busyMs: Number(row['busy_ms']),
    }))
  } catch {
    return []
  }
}
