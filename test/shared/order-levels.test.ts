import { describe, expect, it } from 'vitest'
import { orderLevels, pointOrder } from '../../src/shared/point-order.js'

const sizes = [
  [1, 1],
  [2, 1],
  [1, 5],
  [8, 8],
  [10, 10],
  [300, 7],
  [33, 64],
] as const

describe.each(sizes)('orderLevels of a %i × %i grid', (nx, ny) => {
  const levels = orderLevels(nx, ny)
  const order = pointOrder(nx, ny)

  it('never falls along the order', () => {
    const found = Array.from(order, p => levels.levelOf(p % nx, Math.floor(p / nx)))
    expect(found).toEqual(found.toSorted((a, b) => a - b))
    expect(found[0]).toBe(0)
    expect(Math.max(...found)).toBeLessThanOrEqual(levels.finest)
  })

  it('tiles the grid without gap or overlap at every level', () => {
    for (let level = 0; level <= levels.finest; level++) {
      const cover = new Uint8Array(nx * ny)
      for (const p of order) {
        const [x, y] = [p % nx, Math.floor(p / nx)]
        if (levels.levelOf(x, y) > level) continue
        for (let j = y; j < Math.min(ny, y + levels.blockHeight[level]!); j++)
          for (let i = x; i < Math.min(nx, x + levels.blockWidth[level]!); i++) cover[j * nx + i]!++
      }
      expect(cover.every(times => times === 1)).toBe(true)
    }
  })
})
