import type { SliceColumns } from '../../shared/farm-contract.js'
import { laneOf, type SliceTiming } from '../../shared/scaling/account.js'

/** When and by whom each slice was computed, for the timeline of an interface. */
export interface SliceRecord {
  /** Slices without computing time are words about points, not work; they are left out. */
  readonly add: (slice: SliceTiming, failed: number) => void
  readonly size: () => number
  /** The number of a worker's place; a new one when it has none yet. */
  readonly laneOf: (executorId: string) => number
  readonly lanes: () => readonly string[]
  /** Slices [from, to). */
  readonly read: (from: number, to: number) => SliceColumns
}

export function createSliceRecord(): SliceRecord {
  const first: number[] = []
  const last: number[] = []
  const lane: number[] = []
  const failures: number[] = []
  const end: number[] = []
  const busyMs: number[] = []
  const lanes: string[] = []
  const numbers = new Map<string, number>()

  function numberOf(executorId: string): number {
    const name = laneOf(executorId)
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, lanes.length)
    return lanes.push(name) - 1
  }

  return {
    add(slice, failed) {
      if (slice.busyMs <= 0) return
      first.push(slice.from)
      last.push(slice.to)
      lane.push(numberOf(slice.executor))
      failures.push(failed)
      end.push(slice.at)
      busyMs.push(slice.busyMs)
    },
    size: () => end.length,
    laneOf: numberOf,
    lanes: () => lanes,
    read: (from, to) => ({
      first: Uint32Array.from(first.slice(from, to)),
      last: Uint32Array.from(last.slice(from, to)),
      lane: Uint32Array.from(lane.slice(from, to)),
      failed: Uint32Array.from(failures.slice(from, to)),
      end: Float64Array.from(end.slice(from, to)),
      busyMs: Float32Array.from(busyMs.slice(from, to)),
    }),
  }
}
