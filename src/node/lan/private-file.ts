import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { putInPlace, removeQuietly, temporaryBeside } from '../session/replace-file.js'

const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
/** Windows has no such modes; there the folder of the user is closed to others by its own rights. */
const hasModes = process.platform !== 'win32'

/** A file only its owner may read, in a folder only its owner may enter; undefined when there is none. */
export function readPrivate(path: string): string | undefined {
  try {
    closeToOthers(path, FILE_MODE)
    closeToOthers(dirname(path), FOLDER_MODE)
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw thrown
  }
}

/** At any moment `path` is the old file or the new one, whole. */
export function replacePrivate(path: string, text: string): void {
  const temporary = writeBeside(path, text)
  try {
    putInPlace(temporary, path)
  } finally {
    removeQuietly(temporary)
  }
}

/** Makes the file, whole, unless there is one: of two processes at once, one succeeds. */
export function createPrivate(path: string, text: string): boolean {
  const temporary = writeBeside(path, text)
  try {
    linkSync(temporary, path)
    return true
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    // A file system without hard links (FAT): exclusive all the same, though a reader may see it half-written.
    return createWithoutLink(path, text)
  } finally {
    removeQuietly(temporary)
  }
}

function createWithoutLink(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: FILE_MODE, flush: true })
    return true
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw thrown
  }
}

export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
  closeToOthers(folder, FOLDER_MODE)
}

function writeBeside(path: string, text: string): string {
  makePrivateFolder(dirname(path))
  const temporary = temporaryBeside(path)
  writeFileSync(temporary, text, { flag: 'wx', mode: FILE_MODE, flush: true })
  return temporary
}

function closeToOthers(path: string, mode: number): void {
  if (hasModes && (statSync(path).mode & 0o077) !== 0) chmodSync(path, mode)
}
