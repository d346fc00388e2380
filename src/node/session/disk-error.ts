import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { IsobarError } from '../../shared/errors.js'

/** Primary result codes of SQLite, from https://www.sqlite.org/rescode.html. */
const SQLITE = {
  busy: 5,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const

/** The primary result code of an error of `node:sqlite`; undefined for any other error. */
export function sqliteCode(thrown: unknown): number | undefined {
  const { errcode } = thrown as { errcode?: unknown }
  return typeof errcode === 'number' ? errcode & 0xff : undefined
}

export const isBusy = (thrown: unknown): boolean => sqliteCode(thrown) === SQLITE.busy
export const isNoDatabase = (thrown: unknown): boolean => sqliteCode(thrown) === SQLITE.notADatabase
export const isCannotOpen = (thrown: unknown): boolean => sqliteCode(thrown) === SQLITE.cannotOpen

/** What went wrong while writing, in words, by the code of SQLite or of the system. */
const REASONS: Readonly<Record<string | number, string>> = {
  [SQLITE.busy]: 'another program holds the file',
  [SQLITE.readOnly]: 'the file or its folder may not be written',
  [SQLITE.io]: 'the disk reports an error',
  [SQLITE.corrupt]: 'the file is damaged',
  [SQLITE.full]: 'the disk is full',
  [SQLITE.cannotOpen]: 'the file cannot be opened for writing',
  [SQLITE.notADatabase]: 'the file is damaged',
  EIO: 'the disk reports an error',
  EACCES: 'the folder may not be written',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'the file exists already',
  EISDIR: 'there is a folder of this name',
  EFBIG: 'the file is larger than the system allows',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'its folder is not a folder',
  EPERM: 'the file may not be written',
  EROFS: 'the disk may only be read',
}

/** `thrown`, when it says that `path` cannot be written, as an error people can act on. */
export function unwritable(thrown: unknown, path: string): unknown {
  const code = sqliteCode(thrown) ?? (thrown as NodeJS.ErrnoException).code
  const reason = code === undefined ? undefined : REASONS[code]
  if (thrown instanceof IsobarError || reason === undefined) return thrown
  const data = { path, reason, freeBytes: freeBytes(dirname(path)) }
  return new IsobarError('session/unwritable', `cannot write ${path}: ${reason}`, data, { cause: thrown })
}

function freeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return undefined
  }
}
