import { describe, expect, it } from 'vitest'
import { palettePixels } from '../../../src/shared/figure/palette.js'
import { latticeOf, paintThumbnail } from '../../../src/shared/figure/thumbnail.js'
import { pointOrder } from '../../../src/shared/point-order.js'

describe('a thumbnail', () => {
  it.each([
    [1, 1],
    [10, 8],
    [96, 96],
    [97, 3],
    [1000, 1000],
    [31, 2000],
  ])('of a %d × %d map is small, and its points are computed before all others', (nx, ny) => {
    const lattice = latticeOf(nx, ny)
    expect(Math.max(lattice.nx, lattice.ny)).toBeLessThanOrEqual(96)
    const first = pointOrder(nx, ny).subarray(0, lattice.nx * lattice.ny)
    for (const point of first) {
      expect((point % nx) % lattice.stepX).toBe(0)
      expect(Math.floor(point / nx) % lattice.stepY).toBe(0)
    }
  })

  it('has the lowest row at the bottom, and nothing where nothing is known', () => {
    const pixels = paintThumbnail(
      { nx: 1, ny: 3 },
      { values: Float64Array.of(0, 1, NaN), status: Uint8Array.of(1, 1, 100) },
      { group: 'coverage', name: 'coverage(A*)' },
    )!
    const palette = palettePixels('viridis')
    expect([...pixels]).toEqual([0xff9b9b9b, palette[255], palette[0]])
    const nothing = { values: new Float64Array(3).fill(NaN), status: new Uint8Array(3) }
    expect(paintThumbnail({ nx: 1, ny: 3 }, nothing, { group: 'rate', name: 'r' })).toBeUndefined()
  })
})
