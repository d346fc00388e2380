import { type SliceStore, type StoredSlice } from './ports.js'

/** Slices wait at most this long for others to be saved with them [ms], or until so many bytes wait. */
const GROUP_MS = 150
const GROUP_BYTES = 4 * 2 ** 20

/**
 * Saves slices in groups, one group at a time. A group that cannot be saved stays in memory, with all
 * that comes after it, until `retry`.
 */
export interface Writer {
  readonly add: (slice: StoredSlice) => void
  /** Saves all that waits; rejects when that fails. */
  readonly flush: () => Promise<void>
  /** Bytes computed but not yet saved. */
  readonly waitingBytes: () => number
}

export function createWriter(
  store: SliceStore,
  after: (ms: number, callback: () => void) => () => void,
  failed: (error: unknown) => void,
): Writer {
  let waiting: StoredSlice[] = []
  let bytes = 0
  let cancelTimer: (() => void) | undefined
  let saving: Promise<void> | undefined
  let broken = false

  function add(slice: StoredSlice): void {
    waiting.push(slice)
    bytes += slice.rows.byteLength + slice.status.byteLength
    if (broken) return
    if (bytes >= GROUP_BYTES) begin()
    else cancelTimer ??= after(GROUP_MS, begin)
  }

  function begin(): void {
    flush().catch(failed)
  }

  function flush(): Promise<void> {
    cancelTimer?.()
    cancelTimer = undefined
    saving ??= save().finally(() => (saving = undefined))
    return saving
  }

  async function save(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting
      try {
        await store.append(group)
      } catch (error) {
        broken = true
        throw error
      }
      broken = false
      waiting = waiting.slice(group.length)
      bytes = waiting.reduce((sum, { rows, status }) => sum + rows.byteLength + status.byteLength, 0)
    }
  }

  return { add, flush, waitingBytes: () => bytes }
}
