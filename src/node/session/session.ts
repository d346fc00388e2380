import { randomUUID } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type DatabaseSync } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import { type SliceStore, type StoredSlice } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { type Plan, pointCount } from '../../shared/plan.js'
import { columnsOf } from '../../shared/record.js'
import { planHash } from '../plan-hash.js'
import { checkHeader, openForReading, openForWriting, SCHEMA, unreadable, unwritable } from './database.js'
import { fromRow, type SliceRow, toRow } from './slice-row.js'
import { isLocked, takeWriterLock, type WriterLock } from './writer-lock.js'

/** One stretch of computing. */
export interface Run {
  /** [ms since 1970] */
  readonly startedAt: number
  readonly wallMs: number
  readonly workers: number
  readonly host: string
}

/** A session file that is open. Results are on disk when `append` resolves. */
export interface Session extends SliceStore {
  readonly path: string
  readonly id: string
  readonly plan: Plan
  readonly planHash: string
  /** [ms since 1970] */
  readonly createdAt: number
  /** Version of the Isobar that made it. */
  readonly version: string
  readonly readOnly: boolean
  /** Why it is open for reading only, or what was left out because it was damaged; for people. */
  readonly problems: readonly string[]
  /** Wall time of all runs so far [ms]. */
  readonly wallMs: number
  readonly runs: () => readonly Run[]
  readonly addRun: (run: Run) => void
  /** All slices in order of writing; later ones replace earlier ones. */
  readonly slices: () => Iterable<StoredSlice>
  /** Writes a copy of all that is readable, under a new id; an existing file is replaced only when complete. */
  readonly saveAs: (path: string) => void
  readonly close: () => void
}

interface Identity {
  readonly id: string
  readonly plan: Plan
  readonly createdAt: number
  readonly version: string
}

/** Makes a new session file. Throws `input/invalid` when there is a file already, `session/unwritable` when it cannot. */
export function createSession(path: string, { plan, version }: { plan: Plan; version: string }): Session {
  if (existsSync(path))
    throw new IsobarError('input/invalid', `${path} exists already`, {
      field: 'session',
      value: path,
      remedy: 'choose another name, or resume that session',
    })
  const identity = { id: randomUUID(), plan, createdAt: Date.now(), version }
  let lock: WriterLock | undefined
  try {
    lock = takeWriterLock(path)
    writeNew(path, identity)
    return sessionOn(path, openForWriting(path), identity, lock, [])
  } catch (thrown) {
    lock?.release()
    if (isLocked(thrown)) throw thrown
    throw unwritable(path, thrown)
  }
}

/** A file with the tables and the plan, and nothing else: either all of it or none. */
function writeNew(path: string, { id, plan, createdAt, version }: Identity): void {
  const database = openForWriting(path)
  try {
    database.exec(`BEGIN; ${SCHEMA}`)
    const insert = database.prepare('INSERT INTO meta VALUES (?, ?, ?)')
    const meta = {
      id,
      plan: JSON.stringify(plan),
      plan_hash: planHash(plan),
      created_at: String(createdAt),
      version,
    }
    for (const [key, value] of Object.entries(meta)) insert.run(key, value, crc32(value))
    database.exec('COMMIT')
  } catch (thrown) {
    database.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    throw thrown
  }
  database.close()
}

/**
 * Opens a session for writing if it may be, else for reading: a session that another process writes, a
 * damaged one, or a file that cannot be written, is read-only, and `problems` says why.
 *
 * @param writable `required` throws instead (`session/locked`, `session/unwritable`); `no` does not try
 */
export function openSession(path: string, writable: 'required' | 'preferred' | 'no' = 'preferred'): Session {
  checkHeader(path)
  const problems: string[] = []
  let lock: WriterLock | undefined
  if (writable !== 'no')
    try {
      lock = takeWriterLock(path)
    } catch (thrown) {
      const error = isLocked(thrown) ? (thrown as IsobarError) : unwritable(path, thrown)
      if (writable === 'required') throw error
      problems.push(
        isLocked(thrown) ? 'Another Isobar is writing this session.' : 'The file cannot be written.',
      )
    }
  try {
    return read(path, lock, problems, writable)
  } catch (thrown) {
    lock?.release()
    throw thrown instanceof IsobarError ? thrown : unreadable(path, 'damaged', thrown)
  }
}

function read(path: string, lock: WriterLock | undefined, problems: string[], writable: string): Session {
  let database = openForReading(path)
  const identity = identityOf(path, database)
  const damage = [...damagedParts(database, identity.plan)]
  problems.push(...damage)
  if (lock && damage.length > 0) {
    if (writable === 'required') throw unreadable(path, 'damaged')
    lock.release()
    return sessionOn(path, database, identity, undefined, problems)
  }
  if (lock) {
    database.close()
    try {
      database = openForWriting(path)
      database.exec('BEGIN IMMEDIATE; ROLLBACK')
    } catch (thrown) {
      if (writable === 'required') throw unwritable(path, thrown)
      lock.release()
      return sessionOn(path, openForReading(path), identity, undefined, [
        ...problems,
        'The file cannot be written.',
      ])
    }
  }
  return sessionOn(path, database, identity, lock, problems)
}

function identityOf(path: string, database: DatabaseSync): Identity {
  const meta = new Map<string, string>()
  for (const row of database.prepare('SELECT key, value, crc FROM meta').all()) {
    const { key, value, crc } = row as { key: string; value: string; crc: number }
    if (crc32(value) !== crc) throw unreadable(path, 'damaged')
    meta.set(key, value)
  }
  const [id, plan, createdAt, version, hash] = ['id', 'plan', 'created_at', 'version', 'plan_hash'].map(key =>
    meta.get(key),
  )
  if (!id || !plan || !createdAt || !version || !hash) throw unreadable(path, 'damaged')
  const identity = { id, plan: JSON.parse(plan) as Plan, createdAt: Number(createdAt), version }
  // The hash covers the engine as well: numbers of another engine are never continued by this one.
  if (planHash(identity.plan) !== hash) throw unreadable(path, 'newer')
  return identity
}

/** Reads everything once; what does not carry its checksum is not offered as a result. */
function* damagedParts(database: DatabaseSync, plan: Plan): Generator<string> {
  const width = columnsOf(plan.mechanism).length
  const points = pointCount(plan)
  let dropped = 0
  try {
    for (const row of database.prepare('SELECT * FROM slices ORDER BY seq').iterate())
      if (fromRow(row as unknown as SliceRow, points, width) === undefined) dropped++
  } catch {
    yield 'A part of the file cannot be read; its points count as not computed.'
  }
  if (dropped > 0) yield `${dropped} damaged slices were left out; their points count as not computed.`
}

function sessionOn(
  path: string,
  database: DatabaseSync,
  identity: Identity,
  lock: WriterLock | undefined,
  problems: readonly string[],
): Session {
  const { id, plan, createdAt, version } = identity
  const width = columnsOf(plan.mechanism).length
  const points = pointCount(plan)
  let open = true

  function runs(): Run[] {
    const rows = database.prepare('SELECT started_at, wall_ms, workers, host FROM runs ORDER BY seq').all()
    return rows.map(row => ({
      startedAt: row['started_at'] as number,
      wallMs: row['wall_ms'] as number,
      workers: row['workers'] as number,
      host: row['host'] as string,
    }))
  }

  function* slices(): Generator<StoredSlice> {
    try {
      for (const row of database.prepare('SELECT * FROM slices ORDER BY seq').iterate()) {
        const slice = fromRow(row as unknown as SliceRow, points, width)
        if (slice) yield slice
      }
    } catch (thrown) {
      // What lies behind a damaged page is not there; `problems` has said so.
      if (problems.length === 0) throw thrown
    }
  }

  function write(statement: () => void): void {
    try {
      database.exec('BEGIN IMMEDIATE')
      statement()
      database.exec('COMMIT')
    } catch (thrown) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw unwritable(path, thrown)
    }
  }

  return {
    path,
    id,
    plan,
    planHash: planHash(plan),
    createdAt,
    version,
    readOnly: lock === undefined,
    problems,
    wallMs: runs().reduce((sum, run) => sum + run.wallMs, 0),
    runs,
    addRun: ({ startedAt, wallMs, workers, host }) =>
      write(() => {
        const insert = database.prepare(
          'INSERT INTO runs (started_at, wall_ms, workers, host) VALUES (?, ?, ?, ?)',
        )
        insert.run(startedAt, wallMs, workers, host)
      }),
    slices,
    append: async group => {
      const insert = `INSERT INTO slices (first, last, executor, at, busy_ms, status, rows, reasons, crc)
        VALUES ($first, $last, $executor, $at, $busy_ms, $status, $rows, $reasons, $crc)`
      write(() => {
        const statement = database.prepare(insert)
        for (const slice of group) statement.run({ ...toRow(slice) })
      })
    },
    saveAs: target => copy({ ...identity, id: randomUUID() }, runs(), slices(), target),
    close: () => {
      if (!open) return
      open = false
      database.close()
      lock?.release()
    },
  }
}

/** Builds a whole session under another name in the target folder and moves it into place. */
export function copy(
  identity: Identity,
  runs: readonly Run[],
  slices: Iterable<StoredSlice>,
  target: string,
): void {
  const partial = join(dirname(target), `.${randomUUID()}.partial`)
  try {
    writeNew(partial, identity)
    const copied = sessionOn(partial, openForWriting(partial), identity, undefined, [])
    try {
      for (const slice of slices) void copied.append([slice])
      for (const run of runs) copied.addRun(run)
    } finally {
      copied.close()
    }
    renameSync(partial, target)
  } catch (thrown) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(partial + suffix, { force: true })
    throw thrown instanceof IsobarError ? thrown : unwritable(target, thrown)
  }
}
