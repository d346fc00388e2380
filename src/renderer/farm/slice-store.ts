import { type SliceColumns } from '../../shared/farm-contract.js'

/** Slices of one worker's place in the order they ended, in columns that grow; valid up to `count`. */
export interface Lane {
  count: number
  /** [ms since 1970]; never before the end of the slice before it, so that both can be searched. */
  begin: Float64Array
  end: Float64Array
  busyMs: Float32Array
  first: Uint32Array
  last: Uint32Array
  failed: Uint32Array
  points: number
}

/** All slices by lane. A hundred thousand take four megabytes, and no object each. */
export interface SliceStore {
  readonly lanes: readonly Lane[]
  readonly size: () => number
  readonly append: (slices: SliceColumns) => void
  readonly clear: () => void
}

const FIRST_CAPACITY = 256

export function createSliceStore(): SliceStore {
  const lanes: Lane[] = []
  let size = 0
  return {
    lanes,
    size: () => size,
    append(slices) {
      for (let k = 0; k < slices.end.length; k++) {
        const number = slices.lane[k]!
        while (lanes.length <= number) lanes.push(emptyLane(FIRST_CAPACITY))
        const lane = lanes[number]!
        if (lane.count === lane.end.length) grow(lane)
        const at = lane.count++
        const end = Math.max(slices.end[k]!, lane.end[at - 1] ?? -Infinity)
        lane.end[at] = end
        lane.begin[at] = Math.max(
          Math.min(end, slices.end[k]! - slices.busyMs[k]!),
          lane.end[at - 1] ?? -Infinity,
        )
        lane.busyMs[at] = slices.busyMs[k]!
        lane.first[at] = slices.first[k]!
        lane.last[at] = slices.last[k]!
        lane.failed[at] = slices.failed[k]!
        lane.points += slices.last[k]! - slices.first[k]!
      }
      size += slices.end.length
    },
    clear() {
      lanes.length = 0
      size = 0
    },
  }
}

const emptyLane = (capacity: number): Lane => ({
  count: 0,
  begin: new Float64Array(capacity),
  end: new Float64Array(capacity),
  busyMs: new Float32Array(capacity),
  first: new Uint32Array(capacity),
  last: new Uint32Array(capacity),
  failed: new Uint32Array(capacity),
  points: 0,
})

function grow(lane: Lane): void {
  const larger = emptyLane(2 * lane.end.length)
  for (const column of ['begin', 'end', 'busyMs', 'first', 'last', 'failed'] as const)
    larger[column].set(lane[column])
  Object.assign(lane, larger, { count: lane.count, points: lane.points })
}

/** The first slice of a lane that ends after `time`; `count` when there is none. */
export function firstAfter({ end, count }: Lane, time: number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (end[middle]! > time) high = middle
    else low = middle + 1
  }
  return low
}

/** The slice of a lane that was computed at `time`. */
export function sliceAt(lane: Lane, time: number): number | undefined {
  const k = firstAfter(lane, time)
  return k < lane.count && lane.begin[k]! <= time ? k : undefined
}

/** Time a lane computed within [from, to] [ms]. */
export function busyWithin(lane: Lane, from: number, to: number): number {
  let sum = 0
  for (let k = firstAfter(lane, from); k < lane.count && lane.begin[k]! < to; k++)
    sum += Math.min(to, lane.end[k]!) - Math.max(from, lane.begin[k]!)
  return sum
}
