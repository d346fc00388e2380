import { describe, expect, it } from 'vitest'
import { axisGeometry, cellAt } from '../../../src/shared/figure/axis-geometry.js'
import { type Axis } from '../../../src/shared/plan.js'

const axis = (scale: Axis['scale'], values: number[]): Axis => ({ parameter: 'p', unit: 'Pa', scale, values })

describe('axisGeometry', () => {
  it('gives linear cells half a step to either side of their value', () => {
    const { edges, uniform, log } = axisGeometry(axis('linear', [1, 2, 3]))
    expect([...edges]).toEqual([0.5, 1.5, 2.5, 3.5])
    expect([uniform, log]).toEqual([true, false])
  })

  it('puts the borders of logarithmic cells at geometric means', () => {
    const { edges, log, uniform } = axisGeometry(axis('log', [1, 100, 10_000]))
    expect([...edges].map(e => 10 ** e)).toEqual([0.1, 10, 1000, 100_000].map(v => expect.closeTo(v, 8)))
    expect([log, uniform]).toEqual([true, true])
  })

  it('lets the cells of a list be as unequal as its values', () => {
    const { edges, uniform } = axisGeometry(axis('list', [0, 1, 5]))
    expect([...edges]).toEqual([-0.5, 0.5, 3, 7])
    expect(uniform).toBe(false)
  })

  it('draws a positive list over several decades logarithmically', () => {
    expect(axisGeometry(axis('list', [1, 10, 1000])).log).toBe(true)
    expect(axisGeometry(axis('list', [0, 10, 1000])).log).toBe(false)
  })

  it('has low below high for falling values, and does not call them uniform', () => {
    const { low, high, uniform } = axisGeometry(axis('list', [3, 2, 1]))
    expect([low, high, uniform]).toEqual([0.5, 3.5, false])
  })

  it('gives a single value a cell around it', () => {
    const { low, high } = axisGeometry(axis('list', [4]))
    expect([low, high]).toEqual([2, 6])
  })
})

describe('an axis on the other scale', () => {
  const linear = { parameter: 'p', unit: 'bar', scale: 'linear', values: [1, 2, 3, 4] } as const

  it('keeps the borders of its cells where they were', () => {
    const shown = axisGeometry(linear, 'log')
    expect(shown.log).toBe(true)
    expect(Array.from(shown.edges, e => 10 ** e)).toEqual(
      [0.5, 1.5, 2.5, 3.5, 4.5].map(e => expect.closeTo(e, 12) as number),
    )
    const back = axisGeometry({ ...linear, scale: 'log', values: [1, 10, 100] }, 'linear')
    expect(Array.from(back.edges)).toEqual(
      [-0.5, 0.5, 1.5, 2.5].map(e => expect.closeTo(10 ** e, 9) as number),
    )
  })

  it('gives the lowest cell a border where half a cell lower there is no logarithm', () => {
    const { centres, edges } = axisGeometry({ ...linear, values: [1e-5, 1, 2] }, 'log')
    expect(edges[0]).toBeCloseTo(2 * centres[0]! - edges[1]!, 12)
    expect(edges.every(Number.isFinite)).toBe(true)
  })

  it('stays linear when a value is not positive', () => {
    expect(axisGeometry({ ...linear, values: [0, 1, 2] }, 'log').log).toBe(false)
  })
})

describe('cellAt', () => {
  it.each([
    ['rising', [1, 2, 4, 9, 11]],
    ['falling', [11, 9, 4, 2, 1]],
  ])('finds the cell that every position of a %s axis lies in', (_, values) => {
    const geometry = axisGeometry(axis('list', values))
    for (let k = 0; k <= 200; k++) {
      const position = geometry.low + ((geometry.high - geometry.low) * k) / 200
      const cell = cellAt(geometry, position)!
      const [a, b] = [geometry.edges[cell]!, geometry.edges[cell + 1]!]
      expect(position).toBeGreaterThanOrEqual(Math.min(a, b))
      expect(position).toBeLessThanOrEqual(Math.max(a, b))
    }
    values.forEach((value, i) => expect(cellAt(geometry, value)).toBe(i))
  })

  it('finds nothing outside the map', () => {
    const geometry = axisGeometry(axis('linear', [1, 2]))
    expect([cellAt(geometry, 0.4), cellAt(geometry, 2.6)]).toEqual([undefined, undefined])
  })
})
