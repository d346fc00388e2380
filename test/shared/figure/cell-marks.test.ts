import { describe, expect, it } from 'vitest'
import { hasMark, nextOfKind } from '../../../src/shared/figure/cell-marks.js'
import { applyPoints, createRaster } from '../../../src/shared/figure/raster.js'

const raster = createRaster(6, 1)
applyPoints(
  raster,
  {
    points: Uint32Array.of(0, 1, 2, 3, 4),
    values: Float64Array.of(1, NaN, 5, -1, NaN),
    status: Uint8Array.of(1, 101, 2, 1, 100),
  },
  { log: true, sign: 1 },
  () => 0,
)

describe('marks of cells', () => {
  it('tell limit cycles apart, which are no failures', () => {
    const cycles = { ...raster, status: Uint8Array.of(1, 3, 2, 1, 100, 0) }
    expect(hasMark(cycles, 1, () => true)).toBe('oscillates')
    expect(nextOfKind(cycles, 'oscillates', 4)).toBe(1)
    expect(nextOfKind(cycles, 'failed', undefined)).toBe(4)
  })

  it('tell failed, uncertified and multi-state cells apart, the graver one first', () => {
    const several = (point: number): boolean => point < 4
    expect([0, 1, 2, 3, 4, 5].map(point => hasMark(raster, point, several))).toEqual([
      'several',
      'failed',
      'uncertified',
      'several',
      'failed',
      undefined,
    ])
    expect(hasMark(raster, 0, undefined)).toBeUndefined()
  })

  it('are found one after the other and around', () => {
    expect(nextOfKind(raster, 'failed', undefined)).toBe(1)
    expect(nextOfKind(raster, 'failed', 1)).toBe(4)
    expect(nextOfKind(raster, 'failed', 4)).toBe(1)
    expect(nextOfKind(raster, 'below', 0)).toBe(3)
    expect(nextOfKind(raster, 'pending', 0)).toBe(5)
    expect(nextOfKind(raster, 'several', 0)).toBeUndefined()
  })
})
