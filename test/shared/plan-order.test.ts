import { describe, expect, it } from 'vitest'
import { orderOfGrid, upToGrain } from '../../src/shared/plan-order.js'
import { orderLevels } from '../../src/shared/point-order.js'

const sizes = [
  [1, 1],
  [7, 1],
  [1, 5],
  [10, 10],
  [33, 20],
] as const

describe.each(sizes)('the order of a %i × %i grid with a swept axis', (nx, ny) => {
  it.each(['x', 'y'] as const)(
    'has every point once, and those of a line of %s one after the other',
    swept => {
      const order = orderOfGrid(nx, ny, swept)
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: nx * ny }, (_, k) => k))
      const length = swept === 'x' ? nx : ny
      for (let from = 0; from < order.length; from += length) {
        const line = [...order.subarray(from, from + length)]
        expect(line.map(point => (swept === 'x' ? point % nx : Math.floor(point / nx)))).toEqual([
          ...Array(length).keys(),
        ])
        expect(new Set(line.map(point => (swept === 'x' ? Math.floor(point / nx) : point % nx))).size).toBe(1)
      }
    },
  )

  it.each(['x', 'y'] as const)('has lines coarse to fine, whose previews tile the grid', swept => {
    const levels = orderLevels(nx, ny, swept)
    const order = [...orderOfGrid(nx, ny, swept)]
    const found = order.map(p => levels.levelOf(p % nx, Math.floor(p / nx)))
    expect(found).toEqual(found.toSorted((a, b) => a - b))
    const cover = new Uint8Array(nx * ny)
    for (const p of order.filter((_, k) => found[k] === 0)) {
      const [x, y] = [p % nx, Math.floor(p / nx)]
      for (let j = y; j < Math.min(ny, y + levels.blockHeight[0]!); j++)
        for (let i = x; i < Math.min(nx, x + levels.blockWidth[0]!); i++) cover[j * nx + i]!++
    }
    expect(cover.every(times => times === 1)).toBe(true)
  })
})

describe('a grain', () => {
  it('lets a slice end at its multiples only', () => {
    expect([0, 1, 7, 8].map(position => upToGrain(position, 7))).toEqual([0, 7, 7, 14])
    expect(upToGrain(5, 1)).toBe(5)
  })
})
