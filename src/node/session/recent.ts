import { readdirSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { type DatabaseSync } from 'node:sqlite'
import { isCode } from '../../shared/errors.js'
import { pointCount } from '../../shared/plan.js'
import { type SessionCard } from '../../shared/sessions-contract.js'
import { readHeader } from './header.js'
import { openReader, realPath } from './probe.js'
import { takeWriterLock } from './writer-lock.js'

const EXTENSION = '.isobar'

/** What the file alone says of a session. */
export type SessionSummary = Omit<SessionCard, 'onDesk'>

/** Session files of a folder, by their name; what they hold is not looked at. */
export function sessionFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => extname(name) === EXTENSION && !name.startsWith('.'))
      .map(name => join(folder, name))
  } catch {
    // There is no folder before the first session.
    return []
  }
}

/** When a session last changed [ms since 1970]; 0 where there is none. Results that came last are in the log beside it. */
export const changedAt = (path: string): number => Math.max(timeOf(path), timeOf(`${path}-wal`))

const timeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/**
 * Reads no results, so that a folder of large sessions is listed at once. Undefined for what is no session.
 *
 * @param own whether this process has it open, so that its lock is not asked for
 */
export function summarise(path: string, own = false): SessionSummary | undefined {
  const facts = { path, modifiedAt: changedAt(path), bytes: sizeOf(path) }
  let db: DatabaseSync | undefined
  try {
    db = openReader(path)
    const header = readHeader(db)
    if (!header) return { ...facts, ...unknown(path), state: 'damaged' }
    const { mechanism, x, y } = header.plan
    const points = pointCount(header.plan)
    const done = countDone(db, points)
    const elsewhere = !own && isWritten(db, path)
    return {
      ...facts,
      model: mechanism.name,
      x: x.parameter,
      y: y.parameter,
      nx: x.values.length,
      ny: y.values.length,
      points,
      done,
      state: elsewhere ? 'elsewhere' : done < points ? 'unfinished' : 'finished',
    }
  } catch (thrown) {
    if (isCode(thrown, 'session/unreadable') && thrown.data.reason !== 'damaged') return undefined
    return { ...facts, ...unknown(path), state: 'damaged' }
  } finally {
    db?.close()
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const unknown = (path: string) => ({
  model: basename(path, EXTENSION),
  x: '',
  y: '',
  nx: 0,
  ny: 0,
  points: 0,
  done: 0,
})

/** An owner notes itself in the file; one that was killed leaves the note, but not its lock. */
function isWritten(db: DatabaseSync, path: string): boolean {
  if (!db.prepare('SELECT pid FROM owner').get()) return false
  const lock = takeWriterLock(realPath(path))
  lock?.release()
  return lock === undefined
}

/** Points covered by slices; a point computed again counts once, one taken back not at all. */
function countDone(db: DatabaseSync, points: number): number {
  const takenBack = db.prepare('SELECT 1 FROM slice WHERE status = zeroblob(last - first) LIMIT 1').get()
  return takenBack ? countLastWords(db, points) : countCovered(db)
}

function countCovered(db: DatabaseSync): number {
  let done = 0
  let end = 0
  for (const row of db.prepare('SELECT first, last FROM slice ORDER BY first, last').iterate()) {
    const { first, last } = row as { first: number; last: number }
    done += Math.max(0, last - Math.max(first, end))
    end = Math.max(end, last)
  }
  return done
}

function countLastWords(db: DatabaseSync, points: number): number {
  const done = new Uint8Array(points)
  const slices = db.prepare(
    'SELECT first, last, status = zeroblob(last - first) AS back FROM slice ORDER BY id',
  )
  for (const row of slices.iterate()) {
    const { first, last, back } = row as { first: number; last: number; back: number }
    done.fill(1 - back, first, last)
  }
  return done.reduce((sum, one) => sum + one, 0)
}
