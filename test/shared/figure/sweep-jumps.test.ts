import { describe, expect, it } from 'vitest'
import { sweepJumps } from '../../../src/shared/figure/sweep-jumps.js'

const apart = Float64Array.of(0, 0, 0.9, 0.8, 0.7, 0, 0)

describe('jumps of a swept line', () => {
  it('lie where the loop closes: at its high end on the way up, at its low end on the way down', () => {
    expect(sweepJumps(apart, [1, 2, 3, 4, 5, 6, 7])).toEqual([
      { way: 'down', from: 2, to: 1 },
      { way: 'up', from: 4, to: 5 },
    ])
  })

  it('are mirrored on an axis that falls', () => {
    expect(sweepJumps(apart, [7, 6, 5, 4, 3, 2, 1])).toEqual([
      { way: 'up', from: 2, to: 1 },
      { way: 'down', from: 4, to: 5 },
    ])
  })

  it('are not made up at the end of the axis, or beside a point that is not known', () => {
    expect(sweepJumps(Float64Array.of(0.9, 0.9, NaN, 0), [1, 2, 3, 4])).toEqual([])
  })
})
