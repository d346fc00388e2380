import { describe, expect, it } from 'vitest'
import { accountOf, type RunTiming, type SliceTiming } from '../../../src/shared/scaling/account.js'

let position = 0
const slice = (executor: string, begin: number, end: number, points = 10): SliceTiming => {
  position += points
  return { from: position - points, to: position, executor, at: end, busyMs: end - begin }
}
const run = (startedAt: number, wallMs: number, workers: number): RunTiming => ({
  startedAt,
  wallMs,
  workers,
  host: 'desk',
})

describe('the account of a sweep', () => {
  it('shares out the time of every core: start, computing, gaps, tail, finish', () => {
    const account = accountOf(
      [slice('desk/1.1', 100, 500), slice('desk/1.1', 500, 900), slice('desk/2.1', 200, 600)],
      [run(0, 1000, 2)],
    )!
    expect(account).toMatchObject({ wallMs: 1000, lanes: 2, points: 30, busyMs: 1200, speedup: 1.2 })
    expect(account.utilisation).toBeCloseTo(0.6, 12)
    expect(account.lost.startUp).toBeCloseTo(300 / 2000, 12)
    expect(account.lost.tail).toBeCloseTo(300 / 2000, 12)
    expect(account.lost.finish).toBeCloseTo(200 / 2000, 12)
    expect(account.lost.between).toBeCloseTo(0, 12)
    expect(account.imbalance).toBeCloseTo(800 / 600, 12)
  })

  it('counts a lane whose worker was replaced once', () => {
    const account = accountOf([slice('desk/1.1', 0, 400), slice('desk/1.2', 500, 900)], [run(0, 900, 1)])!
    expect(account).toMatchObject({ lanes: 1 })
    expect(account.lost.between).toBeCloseTo(100 / 900, 12)
  })

  it('weighs another machine by its speed, and knows what all could have done', () => {
    const account = accountOf(
      [slice('desk/1.1', 0, 1000, 100), slice('lab/1.1', 0, 1000, 50), slice('lab/2.1', 0, 1000, 50)],
      [run(0, 1000, 1)],
      'desk',
    )!
    expect(account.machines.map(({ machine, speed }) => [machine, speed])).toEqual([
      ['desk', 1],
      ['lab', 0.5],
    ])
    expect(account.speedup).toBeCloseTo(2, 12)
    expect(account.ideal).toBeCloseTo(2, 12)
  })

  it('adds up runs, also one that was killed before it was noted', () => {
    const account = accountOf(
      [slice('desk/1.1', 1000, 1400), slice('desk/1.1', 10_000, 10_800)],
      [run(9_800, 1000, 1)],
    )!
    expect(account).toMatchObject({ runs: 2, wallMs: 1400, busyMs: 1200 })
    expect(account.utilisation + Object.values(account.lost).reduce((a, b) => a + b)).toBeCloseTo(1, 12)
  })

  it('does not count a pause', () => {
    const account = accountOf(
      [slice('desk/1.1', 0, 500), slice('desk/1.1', 5_500, 6_000)],
      [run(0, 1000, 1)],
    )!
    expect(account.utilisation).toBeCloseTo(1, 12)
    expect(account.lost.between).toBeCloseTo(0, 12)
  })

  it('is none where nothing was computed', () => {
    expect(accountOf([], [run(0, 10, 2)])).toBeUndefined()
    expect(
      accountOf([{ from: 0, to: 10, executor: 'lab', at: 5, busyMs: 0 }], [run(0, 10, 2)]),
    ).toBeUndefined()
  })
})
