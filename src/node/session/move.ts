import { existsSync, renameSync } from 'node:fs'
import { IsobarError } from '../../shared/errors.js'
import { unwritable } from './disk-error.js'
import { realPath, unreadable } from './probe.js'
import { removeQuietly } from './replace-file.js'
import { SIDE_FILES } from './schema.js'
import { openSession } from './session.js'
import { locked, takeWriterLock } from './writer-lock.js'

/** Gives a session that nobody has open another name; throws `session/locked` and `session/unwritable`. */
export function moveSession(path: string, target: string): void {
  foldIn(path)
  withLock(path, file => {
    // The log of a killed owner belongs to its file, under whatever name.
    for (const suffix of SIDE_FILES) if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix)
    renameSync(file, target)
  })
}

/** Deletes a session that nobody has open, with what lies beside it; throws `session/locked`. */
export function deleteSession(path: string): void {
  withLock(path, file => {
    removeQuietly(file)
    for (const suffix of SIDE_FILES) removeQuietly(file + suffix)
  })
}

/** Brings what a killed owner left beside the file into it, where that can be done. */
function foldIn(path: string): void {
  if (!SIDE_FILES.some(suffix => existsSync(path + suffix))) return
  try {
    openSession(path, 'required').close()
  } catch (thrown) {
    if (thrown instanceof IsobarError && thrown.code === 'session/locked') throw thrown
    // A damaged file is moved with what lies beside it.
  }
}

function withLock(path: string, act: (file: string) => void): void {
  if (!existsSync(path)) throw unreadable(path, 'missing', 'there is no such file')
  const file = realPath(path)
  let lock
  try {
    lock = takeWriterLock(file)
    if (!lock) throw locked(path)
    act(file)
  } catch (thrown) {
    throw unwritable(thrown, path)
  } finally {
    lock?.release()
  }
}
