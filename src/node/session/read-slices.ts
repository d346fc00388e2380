import { type DatabaseSync } from 'node:sqlite'
import { type StoredSlice } from '../../core/ports.js'
import { isBusy } from './disk-error.js'
import { decodeSlice, SLICE_COLUMNS, type SliceFrame, type SliceRow } from './slice-row.js'

/** Slices read at once; each may be a megabyte. */
const CHUNK = 8

/**
 * All slices of a file that are whole, in the order they were written, which is that of their numbers:
 * 1, 2, 3, … Where the file is damaged what can still be reached is read; the number of each slice that
 * is lost is told to `lost`.
 */
export function* readSlices(
  db: DatabaseSync,
  frame: SliceFrame,
  lost: (id: number) => void = () => undefined,
): Generator<StoredSlice> {
  const columns = SLICE_COLUMNS.join(', ')
  const chunk = db.prepare(`SELECT ${columns} FROM slice WHERE id > ? ORDER BY id LIMIT ${CHUNK}`)
  const single = db.prepare(`SELECT ${columns} FROM slice WHERE id = ?`)
  const end = lastSliceId(db, frame)
  for (let id = 1; id <= end;) {
    const next = Math.min(id + CHUNK, end + 1)
    const together = attempt(() => chunk.all(id - 1) as unknown as SliceRow[])
    for (; id < next; id++) {
      const row =
        together?.find(candidate => candidate.id === id) ??
        (attempt(() => single.get(id)) as SliceRow | undefined)
      const slice = row && decodeSlice(frame, row)
      if (slice) yield slice
      else lost(id)
    }
  }
}

/** The highest number a slice can have; in a damaged file no more than fit into it. */
export function lastSliceId(db: DatabaseSync, { width }: Pick<SliceFrame, 'width'>): number {
  const pages = attempt(() => Number(db.prepare('PRAGMA page_count').get()?.['page_count'])) ?? 0
  const pageBytes = attempt(() => Number(db.prepare('PRAGMA page_size').get()?.['page_size'])) ?? 0
  const most = Math.floor((pages * pageBytes) / (8 * width))
  const last = attempt(() => Number(db.prepare('SELECT max(id) AS last FROM slice').get()?.['last']))
  return last === undefined ? most : Math.min(last, most)
}

/** Undefined where damage shows; a file that another program holds for the moment is not damaged. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (thrown) {
    if (isBusy(thrown)) throw thrown
    return undefined
  }
}
