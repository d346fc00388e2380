import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The extension of a session file. */
export const SESSION_EXTENSION = '.isobar'

/** Longest stem: leaves room for a number and the extension within 255 bytes of any script. */
const LONGEST_STEM = 60

/** Names Windows reserves for devices, whatever the extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** A file name made of a model's name: letters, digits, dots and dashes; never hidden, never a device. */
export function sessionStem(name: string): string {
  const stem = name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, LONGEST_STEM)
  return stem === '' || RESERVED.test(stem) ? 'session' : stem
}

/** `folder/name.isobar`, or with the lowest number from 2 that makes it a new file. */
export function freeSessionPath(
  folder: string,
  name: string,
  taken: (path: string) => boolean = existsSync,
): string {
  const stem = sessionStem(name)
  for (let number = 1; ; number++) {
    const path = join(folder, `${stem}${number === 1 ? '' : `-${number}`}${SESSION_EXTENSION}`)
    if (!taken(path)) return path
  }
}
