import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A name in the same folder, so that a rename puts it in the place of `path` at once. */
export const temporaryBeside = (path: string): string =>
  join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID().slice(0, 8)}.tmp`)

/**
 * Puts a finished file in the place of another. At any moment, also after a power cut, `path` is the old
 * file or the new one, whole.
 */
export function putInPlace(temporary: string, path: string): void {
  syncToDisk(temporary, 'r+')
  renameSync(temporary, path)
  try {
    syncToDisk(dirname(path), 'r')
  } catch {
    // Not every system lets a folder be synced; the rename is done all the same.
  }
}

export const removeQuietly = (path: string): void => rmSync(path, { force: true })

function syncToDisk(path: string, flags: string): void {
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
