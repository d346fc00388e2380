import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { type StoredSlice } from '../../core/ports.js'
import { type Pin } from '../../shared/map-contract.js'
import { unwritable } from './disk-error.js'
import { type Header, writeHeader } from './header.js'
import { locked, takeWriterLock } from './writer-lock.js'
import { realPath } from './probe.js'
import { writePins } from './pins.js'
import { putInPlace, removeQuietly, temporaryBeside } from './replace-file.js'
import { addRun, type Run } from './runs.js'
import { createTables, SIDE_FILES, transaction } from './schema.js'
import { sliceWriter } from './slice-row.js'

/** Written between two looks at other work, so that the owner stays responsive [bytes]. */
const BREATH_BYTES = 8 * 2 ** 20

export interface SessionContent {
  readonly header: Header
  readonly slices: Iterable<StoredSlice>
  readonly runs: readonly Run[]
  readonly pins?: readonly Pin[]
}

/** Writes a whole session to `path`, in place of any file there once all of it is on the disk. */
export async function writeSession(content: SessionContent, path: string): Promise<void> {
  let temporary: string | undefined
  try {
    const target = realPath(path)
    temporary = temporaryBeside(target)
    await writeTo(temporary, content)
    replaceSession(temporary, target)
  } catch (thrown) {
    if (temporary !== undefined) removeQuietly(temporary)
    throw unwritable(thrown, path)
  }
}

async function writeTo(
  temporary: string,
  { header, slices, runs, pins = [] }: SessionContent,
): Promise<void> {
  const db = new DatabaseSync(temporary)
  try {
    // Until it is renamed the file is nothing, so that it needs no protection from a crash.
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
    createTables(db)
    transaction(db, () => {
      writeHeader(db, header)
      for (const run of runs) addRun(db, run)
      if (pins.length > 0) writePins(db, pins)
    })
    const write = sliceWriter(db, header.planHash)
    let id = 0
    let group: StoredSlice[] = []
    let bytes = 0
    const writeGroup = (): void => transaction(db, () => group.forEach(slice => write(++id, slice)))
    for (const slice of slices) {
      group.push(slice)
      bytes += slice.rows.byteLength
      if (bytes < BREATH_BYTES) continue
      writeGroup()
      group = []
      bytes = 0
      await setImmediate()
    }
    writeGroup()
  } finally {
    db.close()
  }
}

function replaceSession(temporary: string, target: string): void {
  const lock = takeWriterLock(target)
  if (!lock) throw locked(target)
  try {
    // What a killed owner left beside the old file would be taken for changes of the new one.
    for (const suffix of SIDE_FILES) removeQuietly(target + suffix)
    putInPlace(temporary, target)
  } finally {
    lock.release()
  }
}
