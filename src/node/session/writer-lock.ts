import { rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { isCode, IsobarError } from '../../shared/errors.js'

/** The right to write a session; the operating system takes it back when the process ends, even by kill -9. */
export interface WriterLock {
  release: () => void
}

const ATTEMPTS = 5

/**
 * Takes the right to write the session at `path`.
 *
 * An exclusive SQLite transaction on a file beside the session, held as long as the session is open: such a
 * lock dies with its process. The file goes away with the last owner; one left behind by a killed owner
 * means nothing. Whoever gets the lock on a file that has meanwhile been removed tries again.
 *
 * @throws `session/locked` when another process writes the session; SQLite's error when the folder cannot
 *         be written
 */
export function takeWriterLock(path: string): WriterLock {
  const lockPath = `${path}-lock`
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const database = new DatabaseSync(lockPath)
    const inode = inodeOf(lockPath)
    try {
      database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
    } catch (thrown) {
      database.close()
      if (isBusy(thrown)) throw locked(path)
      throw thrown
    }
    if (inode !== undefined && inodeOf(lockPath) === inode)
      return {
        release: () => {
          rmSync(lockPath, { force: true })
          database.close()
        },
      }
    database.close()
  }
  throw locked(path)
}

const SQLITE_BUSY = 5

export const isBusy = (thrown: unknown): boolean => (thrown as { errcode?: number }).errcode === SQLITE_BUSY

export const isLocked = (thrown: unknown): boolean => isCode(thrown, 'session/locked')

function locked(path: string): IsobarError {
  return new IsobarError('session/locked', `${path} is being written by another Isobar`, {
    path,
    pid: undefined,
  })
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino
}
