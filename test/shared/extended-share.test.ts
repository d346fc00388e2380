import { describe, expect, it } from 'vitest'
import { extendedShare } from '../../src/shared/extended-share.js'

const slice = (double: number, extended: number, ms: number) => ({ double, extended, ms })

describe('the share of extended precision in the computing time', () => {
  it('follows from slices of different mixtures', () => {
    // 0.01 ms for a point in double precision, 0.2 ms for one in extended.
    const slices = [slice(100, 0, 1), slice(50, 50, 10.5), slice(80, 20, 4.8)]
    expect(extendedShare(slices)).toBeCloseTo(14 / 16.3, 12)
  })

  it('is nothing or all where all points are alike', () => {
    expect(extendedShare([slice(10, 0, 5)])).toBe(0)
    expect(extendedShare([slice(0, 10, 5)])).toBe(1)
  })

  it('is not guessed where every slice has the same mixture, nor before anything is solved', () => {
    expect(extendedShare([slice(50, 50, 10), slice(100, 100, 20)])).toBeUndefined()
    expect(extendedShare([])).toBeUndefined()
  })

  it('never is negative when slow workers happened to get the points in double precision', () => {
    expect(extendedShare([slice(100, 0, 10), slice(50, 50, 1)])).toBe(0)
  })
})
