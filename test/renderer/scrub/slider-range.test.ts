import { describe, expect, it } from 'vitest'
import { positionOf, rangeAround, SLIDER_STEPS, valueAt } from '../../../src/renderer/scrub/slider-range.js'

describe('the range of a slider', () => {
  it.each([
    [500, 'temperature', 'K', 400, 600, false],
    [60, 'temperature', 'K', 30, 160, false],
    [0.1, 'pressure', 'bar', 0.001, 10, true],
    [1e13, 'rate', 's-1', 1e11, 1e15, true],
    [0, 'pressure', 'bar', 0, 1, false],
    [-2.09, 'energy', 'eV', -2.59, -1.59, false],
    [80, 'energy', 'kJ/mol', 30, 130, false],
    [0.4, 'other', '1', 0, 0.8, false],
    [-3, 'other', '1', -6, 0, false],
  ] as const)('of %d, a %s in %s, goes from %d to %d', (value, kind, unit, low, high, log) => {
    const range = rangeAround(value, { kind, unit })
    expect(range.log).toBe(log)
    expect(range.low).toBeCloseTo(low, 10)
    expect(range.high / high || 1).toBeCloseTo(1, 10)
    expect(positionOf(range, value)).toBeGreaterThanOrEqual(0)
  })

  it.each([
    { low: 1e-3, high: 10, log: true },
    { low: 400, high: 600, log: false },
    { low: -2.59, high: -1.59, log: false },
    { low: 1e11, high: 1e15, log: true },
    { low: 0, high: 1.8e-19, log: false },
  ])('leads from each position to a value and back: $low to $high', range => {
    for (let position = 0; position <= SLIDER_STEPS; position++)
      expect(positionOf(range, valueAt(range, position))).toBe(position)
    expect(valueAt(range, 0)).toBe(range.low)
    expect(valueAt(range, SLIDER_STEPS)).toBe(range.high)
  })

  it('shows a value outside at the nearest end', () => {
    expect(positionOf({ low: 1, high: 2, log: false }, 7)).toBe(SLIDER_STEPS)
    expect(positionOf({ low: 1, high: 2, log: true }, -7)).toBe(0)
  })
})
