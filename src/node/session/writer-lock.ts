import { statSync, unlinkSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { IsobarError } from '../../shared/errors.js'
import { isBusy } from './disk-error.js'

/** The right to write a session; the operating system takes it back when its holder ends, even by kill -9. */
export interface WriterLock {
  readonly release: () => void
}

/**
 * Takes the right to write the session at `path`; undefined when another owner has it.
 *
 * An exclusive SQLite transaction on an empty file beside the session, held as long as the session is
 * open. The session itself cannot be locked like that, since others may read it meanwhile. The file goes
 * away with its last holder; one left behind by a killed owner means nothing.
 */
export function takeWriterLock(path: string): WriterLock | undefined {
  const lockPath = `${path}-lock`
  for (;;) {
    const before = inodeOf(lockPath)
    const lock = new DatabaseSync(lockPath)
    try {
      lock.prepare('PRAGMA journal_mode = MEMORY').get()
      lock.exec('BEGIN EXCLUSIVE')
    } catch (thrown) {
      lock.close()
      if (isBusy(thrown)) return undefined
      throw thrown
    }
    // The former owner may have removed the file between our opening and our locking it: then we hold
    // a lock on nothing. Only a file that was there before and still is counts.
    if (before !== undefined && before === inodeOf(lockPath))
      return { release: () => release(lock, lockPath) }
    lock.close()
  }
}

/** What an owner is told who comes second. */
export function locked(path: string, pid?: number): IsobarError {
  const who = pid === undefined ? 'another Isobar' : `another Isobar (process ${pid})`
  return new IsobarError('session/locked', `${who} is writing ${path}`, { path, pid })
}

function release(lock: DatabaseSync, lockPath: string): void {
  // Removed while held, so that nobody else can have just locked it; where the system forbids that, an
  // empty file stays.
  try {
    unlinkSync(lockPath)
  } catch {
    // The next owner will use it.
  }
  lock.close()
}

function inodeOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev}:${stat.ino}`
}
