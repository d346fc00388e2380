import { open } from 'node:fs/promises'
import { type ExportFormat } from '../../shared/owner-contract.js'
import { csvText } from '../export/csv.js'
import { jsonText } from '../export/json.js'
import { type ExportSource } from '../export/source.js'
import { unwritable } from './disk-error.js'
import { realPath } from './probe.js'
import { putInPlace, removeQuietly, temporaryBeside } from './replace-file.js'

/** Written at a time: few enough calls to be quick, short enough not to hold up other work [characters]. */
const GROUP_LENGTH = 2 ** 18

/** The text of an export, piece by piece; a million points never are one string. */
export function exportText(source: ExportSource, format: ExportFormat): Generator<string> {
  return format === 'csv' ? csvText(source) : jsonText(source)
}

/**
 * Writes results to a file of another format. A file at `path` is replaced once the new one is complete.
 * Rejects with `session/unwritable`.
 *
 * @returns the size of the file [bytes]
 */
export async function exportSession(
  source: ExportSource,
  format: ExportFormat,
  path: string,
): Promise<{ path: string; bytes: number }> {
  let temporary: string | undefined
  try {
    const target = realPath(path)
    temporary = temporaryBeside(target)
    const bytes = await writeText(temporary, exportText(source, format))
    putInPlace(temporary, target)
    return { path, bytes }
  } catch (thrown) {
    if (temporary !== undefined) removeQuietly(temporary)
    throw unwritable(thrown, path)
  }
}

async function writeText(path: string, pieces: Iterable<string>): Promise<number> {
  const file = await open(path, 'wx')
  let bytes = 0
  try {
    for (const text of grouped(pieces)) {
      const encoded = Buffer.from(text)
      // Waits for the disk, and lets other work in between.
      await file.writeFile(encoded)
      bytes += encoded.length
    }
  } finally {
    await file.close()
  }
  return bytes
}

function* grouped(pieces: Iterable<string>): Generator<string> {
  let group = ''
  for (const piece of pieces) {
    group += piece
    if (group.length < GROUP_LENGTH) continue
    yield group
    group = ''
  }
  yield group
}
