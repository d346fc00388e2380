import { type DatabaseSync } from 'node:sqlite'

/** One stretch of computing, by one owner. */
export interface Run {
  /** Wall-clock time [ms since 1970]. */
  readonly startedAt: number
  readonly wallMs: number
  readonly workers: number
  readonly host: string
}

export function addRun(db: DatabaseSync, { startedAt, wallMs, workers, host }: Run): void {
  db.prepare('INSERT INTO run (started_at, wall_ms, workers, host) VALUES (?, ?, ?, ?)').run(
    startedAt,
    wallMs,
    workers,
    host,
  )
}

/** The timeline, oldest first; empty where it cannot be read, since no result depends on it. */
export function readRuns(db: DatabaseSync): Run[] {
  try {
    const rows = db.prepare('SELECT started_at, wall_ms, workers, host FROM run ORDER BY started_at').all()
    return rows.map(row => ({
      startedAt: Number(row['started_at']),
      wallMs: Number(row['wall_ms']),
      workers: Number(row['workers']),
      host: String(row['host']),
    }))
  } catch {
    return []
  }
}
