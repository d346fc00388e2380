import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type ErrorData, IsobarError } from '../../shared/errors.js'
import { isCannotOpen, isNoDatabase } from './disk-error.js'
import { APPLICATION_ID, FORMAT, readPragma } from './schema.js'
import { SLICE_COLUMNS } from './slice-row.js'

/** How long a reader waits while an owner opens or closes the file [ms]. */
const READER_WAIT_MS = 5_000

/** The file behind links, so that all its names share one lock; the file itself need not exist. */
export function realPath(path: string): string {
  const absolute = resolve(path)
  try {
    return realpathSync(absolute)
  } catch {
    return join(realpathSync(dirname(absolute)), basename(absolute))
  }
}

export function isSameFile(path: string, other: string): boolean {
  const [a, b] = [path, other].map(name => statSync(name, { throwIfNoEntry: false }))
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}

/**
 * Opens a session for reading; throws `session/unreadable` when it is not one of ours. The file is only
 * touched through SQLite: closing it by other means would give up locks this process holds on it.
 */
export function openReader(path: string): DatabaseSync {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) throw unreadable(path, 'missing', 'there is no such file')
  if (!stat.isFile()) throw unreadable(path, 'foreign', 'it is not a file')
  if (stat.size === 0) throw unreadable(path, 'foreign', 'it is empty')
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(realPath(path), { readOnly: true, timeout: READER_WAIT_MS })
    checkFormat(db, path)
    return db
  } catch (thrown) {
    db?.close()
    if (isNoDatabase(thrown))
      throw unreadable(path, 'foreign', 'it is not a session, or its head is destroyed')
    if (isCannotOpen(thrown)) throw unreadable(path, 'missing', whyNotOpened(path), thrown)
    if (thrown instanceof IsobarError) throw thrown
    throw unreadable(path, 'damaged', 'its head is destroyed', thrown)
  }
}

/** SQLite must write beside a file whose owner was killed, even to read it. */
function whyNotOpened(path: string): string {
  const log = `${path}-wal`
  return statSync(log, { throwIfNoEntry: false })
    ? `its last results are in ${log}, and its folder may not be written; copy both to another folder`
    : 'the system does not let it be opened'
}

function checkFormat(db: DatabaseSync, path: string): void {
  if (readPragma(db, 'application_id') !== APPLICATION_ID)
    throw unreadable(path, 'foreign', 'it belongs to another program')
  const format = readPragma(db, 'user_version')
  if (format > FORMAT)
    throw unreadable(path, 'newer', `it has format ${format}, this Isobar knows up to ${FORMAT}`)
  // The names of columns are text in the file: where a bit of one has flipped this throws.
  db.prepare(`SELECT ${SLICE_COLUMNS.join(', ')} FROM slice`)
}

export function unreadable(
  path: string,
  reason: ErrorData['session/unreadable']['reason'],
  why: string,
  cause?: unknown,
): IsobarError {
  return new IsobarError('session/unreadable', `cannot read ${path}: ${why}`, { path, reason }, { cause })
}
