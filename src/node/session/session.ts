import { randomUUID } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type SliceStore, type StoredSlice } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { type Pin } from '../../shared/map-contract.js'
import { ENGINE, type Plan, pointCount } from '../../shared/plan.js'
import { columnsOf } from '../../shared/record.js'
import { type SliceTiming } from '../../shared/scaling/account.js'
import { writeSession } from './copy.js'
import { unwritable } from './disk-error.js'
import { type Header, newHeader, readHeader, writeHeader } from './header.js'
import { isSameFile, openReader, realPath, unreadable } from './probe.js'
import { lastSliceId, readSlices } from './read-slices.js'
import { removeQuietly } from './replace-file.js'
import { readPins, writePins } from './pins.js'
import { addRun, readRuns, type Run } from './runs.js'
import { createTables, transaction } from './schema.js'
import { sliceWriter } from './slice-row.js'
import { readTimings } from './timings.js'
import { locked, takeWriterLock, type WriterLock } from './writer-lock.js'

/** How long the owner waits for a reader that is just opening the file [ms]. */
const OWNER_WAIT_MS = 1_000

/** A session file that is open. Results are on disk when `append` resolves. */
export interface Session extends SliceStore {
  readonly path: string
  readonly id: string
  readonly plan: Plan
  readonly planHash: string
  /** Wall-clock time [ms since 1970]. */
  readonly createdAt: number
  /** Version of the Isobar that made it. */
  readonly version: string
  /** The engine that computes its results. */
  readonly engine: string
  readonly readOnly: boolean
  /** Why it is open for reading only, or what was left out because it was damaged; for people. */
  readonly problems: readonly string[]
  /** Time spent running, over all runs up to when it was opened [ms]. */
  readonly wallMs: number
  /** The timeline, oldest first. */
  readonly runs: () => readonly Run[]
  /** When and by whom slices were computed, oldest first; cheap, as no value is read. */
  readonly timings: () => readonly SliceTiming[]
  /** Notes one stretch of computing; throws `session/unwritable`. */
  readonly addRun: (run: Run) => void
  /** Points that people marked, by number. */
  readonly pins: () => readonly Pin[]
  /** Replaces them; throws `session/unwritable`. */
  readonly keepPins: (pins: readonly Pin[]) => void
  /** Every slice that is whole, oldest first: a later one replaces an earlier one. */
  readonly slices: () => Iterable<StoredSlice>
  /**
   * Writes a copy of all that is whole, under a new id; a file there is replaced once the copy is
   * complete. This session stays where it is. Rejects with `session/unwritable` or `session/locked`.
   */
  readonly saveAs: (path: string) => Promise<void>
  /** Leaves one file; never throws. */
  readonly close: () => void
}

/** Makes a new session file; throws `session/unwritable` where that cannot be, or there is a file already. */
export function createSession(path: string, { plan, version }: { plan: Plan; version: string }): Session {
  const header = newHeader(plan, version)
  let file: string | undefined
  let lock: WriterLock | undefined
  let db: DatabaseSync | undefined
  try {
    closeSync(openSync(path, 'wx'))
    file = realPath(path)
    lock = takeWriterLock(file)
    if (!lock) throw locked(path)
    const created = (db = new DatabaseSync(file, { timeout: OWNER_WAIT_MS }))
    createTables(created)
    transaction(created, () => writeHeader(created, header))
    startWriting(created)
    return sessionOn({ path, header, db: created, lock, problems: [] })
  } catch (thrown) {
    db?.close()
    if (file !== undefined) removeQuietly(file)
    lock?.release()
    throw unwritable(thrown, path)
  }
}

/**
 * Opens a session file, and checks every result in it. Throws `session/unreadable`.
 *
 * A session that another owner writes, a damaged one, and one that cannot be written are opened for
 * reading, and `problems` says why.
 *
 * @param writable `required` throws instead (`session/locked`, `session/unreadable`, `session/unwritable`);
 *        `no` does not try
 */
export function openSession(path: string, writable: 'required' | 'preferred' | 'no' = 'preferred'): Session {
  const reader = openReader(path)
  const header = readWholeHeader(reader, path)
  if (writable === 'no') return openForReading(path, header, reader)
  try {
    const session = openForWriting(path, header, reader)
    reader.close()
    return session
  } catch (thrown) {
    if (writable === 'preferred' && thrown instanceof IsobarError)
      return openForReading(path, header, reader, thrown.message)
    reader.close()
    throw thrown
  }
}

function readWholeHeader(db: DatabaseSync, path: string): Header {
  let header: Header | undefined
  try {
    header = readHeader(db)
  } catch (thrown) {
    db.close()
    throw unreadable(path, 'damaged', 'its plan cannot be read', thrown)
  }
  if (header) return header
  db.close()
  throw unreadable(path, 'damaged', 'its plan is not what was written')
}

function openForReading(path: string, header: Header, db: DatabaseSync, why?: string): Session {
  const problems = [...(why === undefined ? [] : [why]), ...findLost(db, header)]
  return sessionOn({ path, header, db, lock: undefined, problems })
}

function openForWriting(path: string, header: Header, reader: DatabaseSync): Session {
  const file = realPath(path)
  if (header.engine !== ENGINE) throw refusal(path, `its results are of ${header.engine}, this is ${ENGINE}`)
  let lock: WriterLock | undefined
  let db: DatabaseSync | undefined
  try {
    lock = takeWriterLock(file)
    if (!lock) throw locked(path, ownerOf(reader))
    db = new DatabaseSync(file, { timeout: OWNER_WAIT_MS })
    const verdict = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
    if (verdict !== 'ok' || findLost(db, header).length > 0) throw damaged(path)
    startWriting(db)
    return sessionOn({ path, header, db, lock, problems: [] })
  } catch (thrown) {
    db?.close()
    lock?.release()
    throw unwritable(thrown, path)
  }
}

const damaged = (path: string): IsobarError =>
  new IsobarError('session/unreadable', `${path} is damaged, and is left as it is`, {
    path,
    reason: 'damaged',
  })

const refusal = (path: string, reason: string): IsobarError =>
  new IsobarError('session/unwritable', `cannot write ${path}: ${reason}`, {
    path,
    reason,
    freeBytes: undefined,
  })

function ownerOf(db: DatabaseSync): number | undefined {
  try {
    return db.prepare('SELECT pid FROM owner').get()?.['pid'] as number | undefined
  } catch {
    return undefined
  }
}

/** From here on readers do not disturb the owner, nor the owner them. */
function startWriting(db: DatabaseSync): void {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  transaction(db, () => db.exec(`DELETE FROM owner; INSERT INTO owner VALUES (${process.pid})`))
}

function findLost(db: DatabaseSync, header: Header): string[] {
  const lost: number[] = []
  const slices = readSlices(db, frameOf(header), id => lost.push(id))
  while (!slices.next().done);
  if (lost.length === 0) return []
  return [`${lost.length} damaged results are left out; their points count as not computed`]
}

const frameOf = ({ planHash, plan }: Header) => ({
  planHash,
  points: pointCount(plan),
  width: columnsOf(plan.mechanism).length,
})

interface Parts {
  readonly path: string
  readonly header: Header
  readonly db: DatabaseSync
  /** Undefined when the file is open for reading. */
  readonly lock: WriterLock | undefined
  readonly problems: readonly string[]
}

function sessionOn({ path, header, db, lock, problems }: Parts): Session {
  const { id, createdAt, version, engine, plan, planHash } = header
  const frame = frameOf(header)
  let nextId = lastSliceId(db, frame) + 1
  const insert = sliceWriter(db, planHash)

  function write(act: () => void): void {
    if (!lock) throw refusal(path, 'it is open for reading only')
    try {
      transaction(db, act)
    } catch (thrown) {
      throw unwritable(thrown, path)
    }
  }

  return {
    path,
    id,
    createdAt,
    version,
    engine,
    plan,
    planHash,
    problems,
    readOnly: lock === undefined,
    wallMs: readRuns(db).reduce((sum, run) => sum + run.wallMs, 0),
    slices: () => readSlices(db, frame),
    append: async slices => {
      write(() => slices.forEach((slice, i) => insert(nextId + i, slice)))
      nextId += slices.length
    },
    runs: () => readRuns(db),
    timings: () => readTimings(db),
    addRun: run => write(() => addRun(db, run)),
    pins: () => readPins(db),
    keepPins: pins => write(() => writePins(db, pins)),
    saveAs: async target => {
      if (isSameFile(target, path)) return
      const copied = { ...header, id: randomUUID() }
      const content = { header: copied, runs: readRuns(db), pins: readPins(db) }
      await writeSession({ ...content, slices: readSlices(db, frame) }, target)
    },
    close: () => {
      if (!db.isOpen) return
      if (lock) endWriting(db)
      db.close()
      lock?.release()
    },
  }
}

/** Brings everything into the one file, as far as the disk and readers let it; the rest waits beside it. */
function endWriting(db: DatabaseSync): void {
  for (const step of [
    'PRAGMA busy_timeout = 0',
    'DELETE FROM owner',
    'PRAGMA wal_checkpoint(TRUNCATE)',
    'PRAGMA journal_mode = DELETE',
  ])
    try {
      db.exec(step)
    } catch {
      // What is saved is safe in either place.
    }
}
