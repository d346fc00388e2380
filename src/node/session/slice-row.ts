import { type DatabaseSync } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import { type StoredSlice } from '../../core/ports.js'

export const SLICE_COLUMNS = [
  'id',
  'first',
  'last',
  'executor',
  'at',
  'busy_ms',
  'reasons',
  'status',
  'rows',
  'crc',
] as const

/** A slice as a row of the table `slice`, before it is checked. */
export type SliceRow = Readonly<Record<(typeof SLICE_COLUMNS)[number], unknown>>

/** What a slice must fit to be one of a session. */
export interface SliceFrame {
  readonly planHash: string
  readonly points: number
  /** Columns of a row of results. */
  readonly width: number
}

export function sliceWriter(db: DatabaseSync, planHash: string): (id: number, slice: StoredSlice) => void {
  const places = SLICE_COLUMNS.map(() => '?').join(', ')
  const insert = db.prepare(`INSERT INTO slice (${SLICE_COLUMNS.join(', ')}) VALUES (${places})`)
  return (id, { from, to, executor, at, busyMs, reasons, status, rows }) => {
    const text = JSON.stringify(reasons)
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength)
    const crc = checksum([planHash, id, from, to, executor, at, busyMs, text], status, bytes)
    insert.run(id, from, to, executor, at, busyMs, text, status, bytes, crc)
  }
}

/** Undefined for a row that is not, byte for byte, what `sliceWriter` wrote. */
export function decodeSlice(frame: SliceFrame, row: SliceRow): StoredSlice | undefined {
  const { id, first: from, last: to, executor, at, busy_ms: busyMs, reasons, status, rows, crc } = row
  if (!isIndex(id) || !isIndex(from) || !isIndex(to) || from >= to || to > frame.points) return undefined
  if (typeof executor !== 'string' || typeof at !== 'number' || typeof busyMs !== 'number') return undefined
  if (typeof reasons !== 'string' || !(status instanceof Uint8Array) || !(rows instanceof Uint8Array))
    return undefined
  if (status.length !== to - from || rows.length !== (to - from) * frame.width * 8) return undefined
  const head = [frame.planHash, id, from, to, executor, at, busyMs, reasons]
  if (checksum(head, status, rows) !== crc) return undefined
  return {
    from,
    to,
    executor,
    at,
    busyMs,
    reasons: JSON.parse(reasons) as StoredSlice['reasons'],
    status,
    // A copy, since a view on doubles must begin at a multiple of eight bytes.
    rows: new Float64Array(rows.slice().buffer),
  }
}

const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0

/**
 * SQLite does not see a flipped bit in a blob, nor a page of an older file; so the sum covers the plan
 * and the place of the row as well as all that is in it.
 */
const checksum = (head: readonly (string | number)[], status: Uint8Array, rows: Uint8Array): number =>
  crc32(rows, crc32(status, crc32(JSON.stringify(head))))
