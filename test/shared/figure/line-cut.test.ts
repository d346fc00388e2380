import { describe, expect, it } from 'vitest'
import { cutCsv, cutRange, cutShade } from '../../../src/shared/figure/line-cut.js'

const series = (...values: number[]) => ({
  output: 'tof(CO2)',
  values: Float64Array.from(values),
  unit: 's-1',
  sign: 1 as const,
})

describe('line cuts', () => {
  it('leave out what has no place on the scale', () => {
    expect(cutShade(100, true, 1)).toBe(2)
    expect(cutShade(-100, true, -1)).toBe(2)
    expect(cutShade(0, true, 1)).toBeNaN()
    expect(cutRange([series(NaN, 1, 100, -3)], true)).toEqual({
      low: expect.closeTo(-0.12) as number,
      high: expect.closeTo(2.12) as number,
    })
    expect(cutRange([series(NaN)], false)).toBeUndefined()
  })

  it('give a table with units and empty cells for gaps', () => {
    const axis = { parameter: 'pCO', unit: 'bar', values: [0.1, 0.2] }
    const fixed = { parameter: 'a, b', unit: '1', value: 7 }
    expect(cutCsv(axis, fixed, [series(1.5, NaN)])).toBe(
      'pCO (bar),"a, b",tof(CO2) (s-1)\r\n0.1,7,1.5\r\n0.2,7,\r\n',
    )
  })
})
