import { describe, expect, it } from 'vitest'
import { makeSlowWeights } from '../../../src/worker/analysis/slow-weights.js'

/** A <-> B <-> C <-> A, the first step far faster than the others; net rates of a steady state are equal. */
const cycle = [
  [-1, 0, 1],
  [1, -1, 0],
  [0, 1, -1],
]

describe('the weights of slow steps', () => {
  it('give the same sum without the step that runs fast both ways', () => {
    const w = Float64Array.of(1, 0, 0)
    makeSlowWeights(cycle)(w, Float64Array.of(1e12, 3, 2), 1)
    expect(w[0]).toBe(0)
    expect(w[1]! + w[2]!).toBeCloseTo(1, 15)
  })

  it('stay as they are where the sum is of slow steps already', () => {
    const w = Float64Array.of(0, 1, 0)
    makeSlowWeights(cycle)(w, Float64Array.of(1e12, 3, 2), 1)
    expect([...w]).toEqual([0, 1, 0])
  })
})
