import { describe, expect, it } from 'vitest'
import {
  applyPoints,
  createRaster,
  loadSnapshot,
  painter,
  type PixelColours,
  type Raster,
  recolour,
  rescale,
} from '../../../src/shared/figure/raster.js'
import { pointOrder } from '../../../src/shared/point-order.js'

/** Entry i of the palette is the pixel 0xff0000ii, so that pixels can be read back. */
const colours: PixelColours = {
  palette: Uint32Array.from({ length: 256 }, (_, i) => (0xff000000 | i) >>> 0),
  failed: 0xffaaaaaa,
  below: 0xffbbbbbb,
}
const LINEAR = { log: false, sign: 1 } as const
const LOG = { log: true, sign: 1 } as const
const alpha = (pixel: number): number => pixel >>> 24
const entry = (pixel: number): number => pixel & 255

function paint(
  raster: Raster,
  points: number[],
  values: number[],
  status: number[],
  scale: typeof LOG | typeof LINEAR = LINEAR,
) {
  const changed = {
    points: Uint32Array.from(points),
    values: Float64Array.from(values),
    status: Uint8Array.from(status),
  }
  applyPoints(raster, changed, scale, painter(raster, { low: 0, high: 255 }, colours))
}

describe('raster', () => {
  it('shows the first point on the whole map, at reduced strength but for itself', () => {
    const raster = createRaster(4, 4)
    paint(raster, [0], [7], [1])
    expect([...raster.pixels].every(pixel => entry(pixel) === 7)).toBe(true)
    expect(alpha(raster.pixels[0]!)).toBe(255)
    expect([...raster.pixels.slice(1)].every(pixel => alpha(pixel) > 0 && alpha(pixel) < 200)).toBe(true)
  })

  it('gives each pending cell the colour of the finest computed point whose block it is in', () => {
    for (const [nx, ny] of [
      [8, 8],
      [10, 10],
      [7, 3],
      [1, 9],
      [16, 5],
    ] as const) {
      const raster = createRaster(nx, ny)
      const order = pointOrder(nx, ny)
      const computed = new Set<number>()
      for (const point of order) {
        paint(raster, [point], [point], [1])
        computed.add(point)
        for (let p = 0; p < nx * ny; p++)
          expect(entry(raster.pixels[p]!)).toBe(nearestByRule(raster, computed, p))
      }
      expect([...raster.pixels].every(pixel => alpha(pixel) === 255)).toBe(true)
    }
  })

  it('looks the same whatever the order in which points of different levels arrive', () => {
    const order = [...pointOrder(9, 6)]
    const some = order.filter((_, k) => k % 3 !== 1)
    const [forward, backward] = [createRaster(9, 6), createRaster(9, 6)]
    for (const point of some) paint(forward, [point], [point], [1])
    for (const point of some.toReversed()) paint(backward, [point], [point], [1])
    expect(backward.pixels).toEqual(forward.pixels)
  })

  it('shows a failed point as such, and never as the preview of others', () => {
    const raster = createRaster(4, 4)
    paint(raster, [0], [Number.NaN], [100])
    expect(raster.pixels[0]).toBe(colours.failed)
    expect([...raster.pixels.slice(1)].every(pixel => pixel === 0)).toBe(true)
  })

  it('clears a cell that is to be computed again', () => {
    const raster = createRaster(2, 1)
    paint(raster, [0, 1], [1, Number.NaN], [1, 100])
    paint(raster, [1], [Number.NaN], [0])
    expect(raster.pixels[1]).toBe(0)
  })

  it('marks values without a logarithm apart from the ends of the palette', () => {
    const raster = createRaster(3, 1)
    paint(raster, [0, 1, 2], [0, -4, 10], [1, 1, 1], LOG)
    expect([...raster.pixels].map(pixel => pixel === colours.below)).toEqual([true, true, false])
  })

  it('follows the magnitude of a net consumption', () => {
    const raster = createRaster(1, 1)
    paint(raster, [0], [-1e6], [1])
    rescale(raster, { log: true, sign: -1 })
    expect(raster.shade[0]).toBeCloseTo(6, 12)
  })

  it('clamps to the ends of the range and recolours without changing what is shown where', () => {
    const raster = createRaster(4, 1)
    paint(raster, [0, 2], [5, 1000], [1, 1])
    expect([...raster.pixels].map(entry)).toEqual([5, 5, 255, 255])
    recolour(raster, { low: 5, high: 1000 }, colours)
    expect([...raster.pixels].map(entry)).toEqual([0, 0, 255, 255])
    expect([...raster.pixels].map(alpha).map(a => a === 255)).toEqual([true, false, true, false])
  })

  it('recolours every cell to what it gets when its point arrives', () => {
    const order = pointOrder(9, 9).slice(0, 50)
    const values = Float64Array.from(order, (_, k) => [0, -3, 1e-9, 7, 42, 1e9][k % 6]!)
    const status = Uint8Array.from(order, (_, k) => (k % 7 === 3 ? 102 : 1))
    for (const range of [
      { low: -2, high: 2 },
      { low: 1, high: 1 },
    ]) {
      const [arrived, recoloured] = [createRaster(9, 9), createRaster(9, 9)]
      applyPoints(arrived, { points: order, values, status }, LOG, painter(arrived, range, colours))
      applyPoints(recoloured, { points: order, values, status }, LOG, () => 0)
      recolour(recoloured, range, colours)
      expect(recoloured.pixels).toEqual(arrived.pixels)
    }
  })

  it('loads a snapshot to the same pixels as its points give one by one', () => {
    const order = pointOrder(12, 7)
    const status = Uint8Array.from({ length: 84 }, (_, p) => [0, 1, 1, 2, 100][(p * 5 + 3) % 5]!)
    const values = Float64Array.from(status, (s, p) => (s > 0 && s < 100 ? p : Number.NaN))
    const [whole, single] = [createRaster(12, 7), createRaster(12, 7)]
    loadSnapshot(whole, { values, status }, LINEAR, order)
    recolour(whole, { low: 0, high: 255 }, colours)
    for (const p of order) paint(single, [p], [values[p]!], [status[p]!])
    expect(whole.pixels).toEqual(single.pixels)
  })
})

/** The rule in words, computed the slow way: the finest level at which a computed point's block holds the cell. */
function nearestByRule({ nx, levels }: Raster, computed: Set<number>, cell: number): number {
  if (computed.has(cell)) return cell
  const [x, y] = [cell % nx, Math.floor(cell / nx)]
  let best = -1
  let bestLevel = -1
  for (const point of computed) {
    const [px, py] = [point % nx, Math.floor(point / nx)]
    const level = levels.levelOf(px, py)
    const inside =
      x >= px && x < px + levels.blockWidth[level]! && y >= py && y < py + levels.blockHeight[level]!
    if (inside && level > bestLevel) [best, bestLevel] = [point, level]
  }
  return best
}
