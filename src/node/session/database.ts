import { closeSync, openSync, readSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { IsobarError } from '../../shared/errors.js'

/** `Isob`: what `file` and other readers know a session by. */
export const APPLICATION_ID = 0x49736f62
/** Rises with every change of the tables below that an older Isobar could not read. */
export const FORMAT = 1

export const SCHEMA = `
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT};
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE slices (
    seq INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL,
    executor TEXT NOT NULL, at REAL NOT NULL, busy_ms REAL NOT NULL,
    status BLOB NOT NULL, rows BLOB NOT NULL, reasons TEXT NOT NULL, crc INTEGER NOT NULL
  );
  CREATE TABLE runs (
    seq INTEGER PRIMARY KEY, started_at REAL NOT NULL, wall_ms REAL NOT NULL,
    workers INTEGER NOT NULL, host TEXT NOT NULL
  );`

const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
const USER_VERSION_AT = 60
const APPLICATION_ID_AT = 68

/** Looks at the first bytes of a file before SQLite may touch it. Throws `session/unreadable`. */
export function checkHeader(path: string): void {
  const header = Buffer.alloc(HEADER_BYTES)
  let length = 0
  try {
    const file = openSync(path, 'r')
    try {
      length = readSync(file, header, 0, HEADER_BYTES, 0)
    } finally {
      closeSync(file)
    }
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') throw unreadable(path, 'missing')
    throw unreadable(path, 'foreign', thrown)
  }
  if (length < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC)
    throw unreadable(path, 'foreign')
  if (header.readInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) throw unreadable(path, 'foreign')
  if (header.readInt32BE(USER_VERSION_AT) > FORMAT) throw unreadable(path, 'newer')
}

export function openForWriting(path: string): DatabaseSync {
  const database = new DatabaseSync(path)
  // Every group of slices is on disk when its commit returns, whatever happens to process or machine.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000')
  return database
}

export function openForReading(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { readOnly: true })
    database.prepare('SELECT count(*) FROM meta').get()
    return database
  } catch (thrown) {
    // A folder that cannot be written has no place for the shared memory of a reader.
    const url = pathToFileURL(path)
    url.searchParams.set('immutable', '1')
    try {
      const database = new DatabaseSync(url, { readOnly: true })
      database.prepare('SELECT count(*) FROM meta').get()
      return database
    } catch {
      throw thrown
    }
  }
}

const WHY = {
  missing: ['there is no such file', 'check the path'],
  foreign: ['this is not an Isobar session', 'choose a file that Isobar saved'],
  damaged: [
    'the file is damaged beyond reading',
    'take a copy made earlier; the file itself was left as it is',
  ],
  newer: ['the session was saved by a newer Isobar', 'update Isobar'],
} as const

export function unreadable(path: string, reason: keyof typeof WHY, cause?: unknown): IsobarError {
  const [what, remedy] = WHY[reason]
  return new IsobarError('session/unreadable', `${path}: ${what}; ${remedy}`, { path, reason }, { cause })
}

/** What a failed write means to people: how much room there is, and that nothing saved is lost. */
export function unwritable(path: string, cause: unknown): IsobarError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  let freeBytes: number | undefined
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    freeBytes = bavail * bsize
  } catch {
    // The folder itself may be gone.
  }
  return new IsobarError(
    'session/unwritable',
    `cannot write ${path}: ${reason}`,
    { path, reason, freeBytes },
    { cause },
  )
}
