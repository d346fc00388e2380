import { describe, expect, it } from 'vitest'
import { axisTicks, linearTicks } from '../../../src/shared/figure/ticks.js'

const labels = (low: number, high: number, log: boolean, target = 6): string[] =>
  axisTicks(low, high, log, target)
    .map(tick => tick.label)
    .filter(label => label !== '')

describe('ticks of a range narrower than its own rounding', () => {
  it.each([
    [1, 1 + 4e-16],
    [5e-324, 1e-322],
    [1e15, 1e15 + 0.5],
  ])('are none from %d to %d', (low, high) => {
    expect(linearTicks(low, high, 8)).toEqual([])
  })
})

describe('axisTicks', () => {
  it('stands at round numbers on a linear axis', () => {
    expect(labels(-0.0278, 0.5278, false)).toEqual(['0.0', '0.1', '0.2', '0.3', '0.4', '0.5'])
    expect(labels(395, 605, false, 5)).toEqual(['400', '450', '500', '550', '600'])
  })

  it('writes small and large numbers with one power of ten for all', () => {
    expect(labels(0, 5e-6, false, 5)).toEqual(['0', '1×10⁻⁶', '2×10⁻⁶', '3×10⁻⁶', '4×10⁻⁶', '5×10⁻⁶'])
  })

  it('writes a real minus sign', () => {
    expect(labels(-1, 1, false, 2)).toEqual(['−1', '0', '1'])
  })

  it('shows the numbers themselves, not exponents, on a logarithmic axis of few decades', () => {
    expect(labels(-3, 0, true)).toEqual(['0.001', '0.01', '0.1', '1'])
  })

  it('labels 1, 2 and 5 when there is room', () => {
    expect(labels(0, 1, true, 8)).toEqual(['1', '2', '5', '10'])
  })

  it('thins decades out evenly over many of them', () => {
    expect(labels(-22, 7, true, 6)).toEqual(['10⁻²⁰', '10⁻¹⁵', '10⁻¹⁰', '10⁻⁵', '10⁰', '10⁵'])
  })

  it('falls back to round numbers within part of a decade', () => {
    expect(labels(Math.log10(2), Math.log10(3), true, 5)).toEqual(['2.0', '2.2', '2.4', '2.6', '2.8', '3.0'])
  })

  it('keeps every tick in range and in order (500 seeded ranges)', () => {
    const random = lcg(11)
    for (let k = 0; k < 500; k++) {
      const low = (random() - 0.5) * 10 ** Math.floor(random() * 20 - 10)
      const high = low + random() * 10 ** Math.floor(random() * 20 - 10) + Math.abs(low) * 1e-6
      for (const log of [false, Math.abs(low) < 200 && Math.abs(high) < 200]) {
        const positions = axisTicks(low, high, log, 2 + random() * 10).map(tick => tick.position)
        const slack = 1e-6 * (high - low)
        expect(positions.every(p => p >= low - slack && p <= high + slack)).toBe(true)
        expect(positions).toEqual(positions.toSorted((a, b) => a - b))
        expect(positions.length).toBeLessThan(120)
      }
    }
  })
})

/** Numbers in [0, 1), the same on every run. */
function lcg(seed: number): () => number {
  let state = seed >>> 0
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}
