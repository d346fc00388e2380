import { describe, expect, it } from 'vitest'
import { fillBins, makeBins } from '../../../src/renderer/farm/bins.js'
import { heightOf, rowsOf } from '../../../src/renderer/farm/rows.js'
import { busyWithin, createSliceStore, sliceAt } from '../../../src/renderer/farm/slice-store.js'
import { clockLabel, panWindow, timeTicks, zoomWindow } from '../../../src/renderer/farm/time-window.js'
import { type SliceColumns } from '../../../src/shared/farm-contract.js'

/** Slices of one lane after the other as [begin, end, failed points]. */
const columns = (...lanes: [number, number, number?][][]): SliceColumns => {
  const flat = lanes.flatMap((lane, number) =>
    lane.map(([begin, end, failed = 0]) => ({ number, begin, end, failed })),
  )
  flat.sort((a, b) => a.end - b.end)
  return {
    first: Uint32Array.from(flat, (_, k) => 10 * k),
    last: Uint32Array.from(flat, (_, k) => 10 * k + 10),
    lane: Uint32Array.from(flat, ({ number }) => number),
    failed: Uint32Array.from(flat, ({ failed }) => failed),
    end: Float64Array.from(flat, ({ end }) => end),
    busyMs: Float32Array.from(flat, ({ begin, end }) => end - begin),
  }
}

describe('the slices of a lane', () => {
  it('are found by the time they were computed at, and by no time in between', () => {
    const store = createSliceStore()
    store.append(
      columns(
        [
          [0, 10],
          [10, 20],
          [30, 40],
        ],
        [[5, 25]],
      ),
    )
    const [one, two] = store.lanes
    expect([0, 9, 10, 19, 20, 29, 30, 39, 40].map(time => sliceAt(one!, time))).toEqual([
      0,
      0,
      1,
      1,
      undefined,
      undefined,
      2,
      2,
      undefined,
    ])
    expect(sliceAt(two!, 24)).toBe(0)
    expect([store.size(), one!.points, two!.points]).toEqual([4, 30, 10])
  })

  it('add up to the busy time of any span, also across many appends', () => {
    const store = createSliceStore()
    const each: [number, number][] = Array.from({ length: 1000 }, (_, k) => [10 * k, 10 * k + 7])
    for (let k = 0; k < 1000; k += 100) store.append(columns(each.slice(k, k + 100)))
    const lane = store.lanes[0]!
    expect(busyWithin(lane, 0, 10_000)).toBeCloseTo(7000, 6)
    expect(busyWithin(lane, 3, 15)).toBeCloseTo(4 + 5, 6)
    expect(busyWithin(lane, 7, 10)).toBe(0)
  })

  it('stay in order when clocks of answers run a little into each other', () => {
    const store = createSliceStore()
    store.append(
      columns([
        [0, 10],
        [8, 20],
        [19, 20],
      ]),
    )
    const { begin, end } = store.lanes[0]!
    expect([...begin.subarray(0, 3)]).toEqual([0, 10, 20])
    expect([...end.subarray(0, 3)]).toEqual([10, 20, 20])
  })
})

describe('far away, a pixel of the timeline', () => {
  const store = createSliceStore()
  // Seeded by their number: slices of one to ten milliseconds with gaps.
  store.append(
    columns(
      Array.from({ length: 5000 }, (_, k) => [20 * k, 20 * k + 1 + ((k * 7919) % 10), k === 1234 ? 2 : 0]),
    ),
  )
  const lane = store.lanes[0]!

  it.each([
    [0, 100_000, 400],
    [333, 77_777, 301],
    [50_000, 50_100, 64],
  ])('shows the share of its time that was computed: %d to %d in %d', (t0, t1, width) => {
    const bins = makeBins(width)
    fillBins(lane, t0, t1, bins)
    const step = (t1 - t0) / width
    for (let p = 0; p < width; p += 17)
      expect(bins.share[p]).toBeCloseTo(busyWithin(lane, t0 + p * step, t0 + (p + 1) * step) / step, 3)
  })

  it('shows a failed point, however small', () => {
    const bins = makeBins(100)
    fillBins(lane, 0, 100_000, bins)
    expect([...bins.failed].flatMap((f, p) => (f ? [p] : []))).toEqual([Math.floor((20 * 1234) / 1000)])
  })
})

describe('the window of the timeline', () => {
  const limits = { t0: 0, t1: 1000 }

  it('keeps the time under the pointer when it zooms, and stays within what there is', () => {
    const closer = zoomWindow(limits, 0.25, 4, limits)
    expect(closer).toEqual({ t0: 187.5, t1: 437.5 })
    expect(zoomWindow(closer, 0.9, 0.01, limits)).toEqual(limits)
    expect(panWindow(closer, -3, limits)).toEqual({ t0: 0, t1: 250 })
    expect(panWindow(closer, 9, limits)).toEqual({ t0: 750, t1: 1000 })
  })

  it('never shrinks to nothing', () => {
    const { t0, t1 } = zoomWindow(limits, 0.5, 1e12, limits)
    expect(t1 - t0).toBeGreaterThan(1)
  })

  it('has round ticks since the beginning of the run', () => {
    const labels = timeTicks({ t0: 1000, t1: 3600 }, 1000, 6).map(({ label }) => label)
    expect(labels).toEqual([
      '0.0\u202fs',
      '0.5\u202fs',
      '1.0\u202fs',
      '1.5\u202fs',
      '2.0\u202fs',
      '2.5\u202fs',
    ])
    const long = timeTicks({ t0: 0, t1: 4 * 3_600_000 }, 0, 5)
    expect(long.map(({ label }) => label)).toEqual(['0\u202fs', '1:00:00', '2:00:00', '3:00:00', '4:00:00'])
    expect([clockLabel(90.5, 0.5), clockLabel(-5, 1)]).toEqual(['1:30.5', '−5\u202fs'])
  })
})

it('rows stand by machine, and in each by the number of the slot', () => {
  const rows = rowsOf(['ada/10', 'ada/2', 'bob/1', 'ada/1'])
  expect(rows.map(({ label, lane }) => [label, lane])).toEqual([
    ['ada', undefined],
    ['1', 3],
    ['2', 1],
    ['10', 0],
    ['bob', undefined],
    ['1', 2],
  ])
  expect(rows[3]!.top).toBe(rows[2]!.top + rows[2]!.height)
  expect(heightOf(rows)).toBe(rows[5]!.top + rows[5]!.height)
})
