import { crc32 } from 'node:zlib'
import { type StoredSlice } from '../../core/ports.js'

/** A slice as a row of the table `slices`; numbers little-endian, as every machine of today has them. */
export interface SliceRow {
  readonly first: number
  readonly last: number
  readonly executor: string
  readonly at: number
  readonly busy_ms: number
  readonly status: Uint8Array
  readonly rows: Uint8Array
  readonly reasons: string
  readonly crc: number
}

export function toRow(slice: StoredSlice): SliceRow {
  const row = {
    first: slice.from,
    last: slice.to,
    executor: slice.executor,
    at: slice.at,
    busy_ms: slice.busyMs,
    status: slice.status,
    rows: new Uint8Array(slice.rows.buffer, slice.rows.byteOffset, slice.rows.byteLength),
    reasons: JSON.stringify(slice.reasons),
  }
  return { ...row, crc: checksum(row) }
}

/** The slice of a row; undefined when the row is not what was written. */
export function fromRow(row: SliceRow, points: number, width: number): StoredSlice | undefined {
  if (row.crc !== checksum(row)) return undefined
  const count = row.last - row.first
  const inside = row.first >= 0 && count > 0 && row.last <= points
  if (!inside || row.status.length !== count || row.rows.length !== 8 * count * width) return undefined
  // A copy of its own, because a view on doubles must begin at a multiple of eight bytes.
  const rows = new Float64Array(row.rows.slice().buffer)
  return {
    from: row.first,
    to: row.last,
    executor: row.executor,
    at: row.at,
    busyMs: row.busy_ms,
    status: row.status.slice(),
    rows,
    reasons: JSON.parse(row.reasons) as StoredSlice['reasons'],
  }
}

/** SQLite's own check does not see a flipped bit in a blob, so every row carries a CRC-32 of all of it. */
function checksum(row: Omit<SliceRow, 'crc'>): number {
  const { first, last, executor, at, busy_ms } = row
  let crc = crc32(JSON.stringify([first, last, executor, at, busy_ms, row.reasons]))
  crc = crc32(row.status, crc)
  return crc32(row.rows, crc)
}
