import { open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { unwritable } from './disk-error.js'
import { realPath } from './probe.js'
import { putInPlace, removeQuietly, temporaryBeside } from './replace-file.js'

/** Written at a time: few enough calls to be quick, short enough not to hold up other work [bytes]. */
const GROUP_BYTES = 2 ** 18

/**
 * Writes a file piece by piece. One at `path` is replaced once the new one is complete and was read back
 * as it was written: some disks and network folders take everything and keep less. Rejects with
 * `session/unwritable`.
 *
 * @returns the size of the file [bytes]
 */
export async function writeFileWhole(
  path: string,
  pieces: Iterable<string | Uint8Array>,
): Promise<{ path: string; bytes: number }> {
  let temporary: string | undefined
  try {
    const target = realPath(path)
    temporary = temporaryBeside(target)
    const written = await writePieces(temporary, pieces)
    const read = await readThrough(temporary)
    if (read.bytes !== written.bytes || read.crc !== written.crc)
      throw Object.assign(new Error('what was read back differs'), { code: 'EIO' })
    putInPlace(temporary, target)
    return { path, bytes: written.bytes }
  } catch (thrown) {
    if (temporary !== undefined) removeQuietly(temporary)
    throw unwritable(thrown, path)
  }
}

interface Extent {
  bytes: number
  crc: number
}

async function writePieces(path: string, pieces: Iterable<string | Uint8Array>): Promise<Extent> {
  const file = await open(path, 'wx')
  const extent = { bytes: 0, crc: 0 }
  try {
    for (const group of grouped(pieces)) {
      // Waits for the disk, and lets other work in between.
      await file.writeFile(group)
      extent.bytes += group.length
      extent.crc = crc32(group, extent.crc)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return extent
}

async function readThrough(path: string): Promise<Extent> {
  const file = await open(path, 'r')
  const extent = { bytes: 0, crc: 0 }
  const buffer = new Uint8Array(4 * GROUP_BYTES)
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer)
      if (bytesRead === 0) return extent
      extent.bytes += bytesRead
      extent.crc = crc32(buffer.subarray(0, bytesRead), extent.crc)
    }
  } finally {
    await file.close()
  }
}

function* grouped(pieces: Iterable<string | Uint8Array>): Generator<Buffer> {
  let group: Uint8Array[] = []
  let length = 0
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    group.push(bytes)
    length += bytes.length
    if (length < GROUP_BYTES) continue
    yield Buffer.concat(group)
    group = []
    length = 0
  }
  yield Buffer.concat(group)
}
