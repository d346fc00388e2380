import { describe, expect, it } from 'vitest'
import { orderLevels, pointOrder } from '../../src/shared/point-order.js'

/** The definition, bit by bit. */
function slowOrder(nx: number, ny: number): number[] {
  const [bitsX, bitsY] = [nx, ny].map(count => Math.ceil(Math.log2(count))) as [number, number]
  const order: number[] = []
  for (let counter = 0; counter < 2 ** (bitsX + bitsY); counter++) {
    let [x, y, freeX, freeY] = [0, 0, bitsX, bitsY]
    for (let rest = counter; rest > 0; rest >>>= 1)
      if (freeX > 0 && freeX >= freeY) x |= (rest & 1) << --freeX
      else y |= (rest & 1) << --freeY
    if (x < nx && y < ny) order.push(y * nx + x)
  }
  return order
}

const shapes = [
  [1, 1],
  [1, 7],
  [10, 10],
  [17, 3],
  [64, 64],
  [100, 33],
  [1, 1000],
] as const

describe('pointOrder', () => {
  for (const [nx, ny] of shapes)
    it(`visits every point of ${nx} × ${ny} once, in the order of the definition`, () => {
      const order = pointOrder(nx, ny)
      expect([...order]).toEqual(slowOrder(nx, ny))
      expect(new Set(order).size).toBe(nx * ny)
    })

  it('spreads any prefix evenly: after a quarter of 64 × 64 no cell is further than one from a point', () => {
    const seen = new Set(pointOrder(64, 64).subarray(0, 1024))
    for (let y = 0; y < 64; y++)
      for (let x = 0; x < 64; x++) expect(seen.has((y - (y % 2)) * 64 + x - (x % 2))).toBe(true)
  })

  it('never goes back to a coarser level', () => {
    const { levelOf } = orderLevels(50, 20)
    const levels = [...pointOrder(50, 20)].map(point => levelOf(point % 50, Math.floor(point / 50)))
    expect(levels).toEqual(levels.toSorted((a, b) => a - b))
  })
})
