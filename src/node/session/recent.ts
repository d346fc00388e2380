import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type DatabaseSync } from 'node:sqlite'
import { type RecentSession } from '../../shared/owner-contract.js'
import { openReader } from './probe.js'

const EXTENSION = '.isobar'
const MOST = 30

/** The sessions of a folder, the last changed first; files that are none are left out. */
export function recent(folder: string): RecentSession[] {
  return sessionFiles(folder)
    .map(path => ({ path, modifiedAt: Math.max(changedAt(path), changedAt(`${path}-wal`)) }))
    .sort((a, b) => b.modifiedAt - a.modifiedAt)
    .slice(0, MOST)
    .flatMap(({ path, modifiedAt }) => {
      const summary = summarise(path)
      return summary ? [{ path, modifiedAt, ...summary }] : []
    })
}

function sessionFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith(EXTENSION) && !name.startsWith('.'))
      .map(name => join(folder, name))
  } catch {
    // There is no folder before the first session.
    return []
  }
}

/** [ms since 1970]; results that arrived last are in the log beside the file. */
const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

type Summary = Omit<RecentSession, 'path' | 'modifiedAt'>

/** Reads no results, so that a folder of large sessions is listed at once. */
function summarise(path: string): Summary | undefined {
  let db: DatabaseSync | undefined
  try {
    db = openReader(path)
    const head = db.prepare('SELECT model, x, y, points FROM session').get()
    return head && ({ ...head, done: countDone(db, Number(head['points'])) } as Summary)
  } catch {
    return undefined
  } finally {
    db?.close()
  }
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
