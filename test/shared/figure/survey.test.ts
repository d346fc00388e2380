import { describe, expect, it } from 'vitest'
import { applyPoints, createRaster } from '../../../src/shared/figure/raster.js'
import { prefersLog, signFor, survey } from '../../../src/shared/figure/survey.js'

function filled(values: number[], status: number[], log = false) {
  const raster = createRaster(values.length, 1)
  const points = Uint32Array.from(values.keys())
  const changed = { points, values: Float64Array.from(values), status: Uint8Array.from(status) }
  applyPoints(raster, changed, { log, sign: 1 }, () => 0)
  return raster
}

describe('survey', () => {
  it('counts every cell once and takes extremes of the solved ones only', () => {
    const found = survey(filled([3, Number.NaN, 9, 1, Number.NaN], [1, 0, 2, 1, 101]))
    expect(found).toMatchObject({
      pending: 1,
      certified: 2,
      uncertified: 1,
      failed: 1,
      minimum: 1,
      maximum: 9,
    })
  })

  it('has no range while nothing is solved', () => {
    expect(survey(filled([Number.NaN], [0]))).toMatchObject({ robust: undefined, full: undefined })
  })

  it('notes values that have no logarithm and leaves them out of the range', () => {
    const found = survey(filled([0, -2, 10, 1000], [1, 1, 1, 1], true))
    expect(found.unloggable).toBe(2)
    expect(found.full).toEqual({ low: 1, high: 3 })
  })

  it('keeps outliers out of the percentile range of a large map', () => {
    const values = Array.from({ length: 100_000 }, (_, p) => (p % 500 === 0 ? 1e9 : p % 1000))
    const { robust, full } = survey(
      filled(
        values,
        values.map(() => 1),
      ),
    )
    expect(full!.high).toBe(1e9)
    expect(robust!.low).toBeGreaterThanOrEqual(5)
    expect(robust!.low).toBeLessThan(16)
    expect(robust!.high).toBeGreaterThan(980)
    expect(robust!.high).toBeLessThan(1000)
  })
})

describe('signFor', () => {
  it('turns a map of consumption round, and no other', () => {
    expect(signFor(Float64Array.of(-1, -2, Number.NaN), Uint8Array.of(1, 1, 100))).toBe(-1)
    expect(signFor(Float64Array.of(-1, 2), Uint8Array.of(1, 1))).toBe(1)
    expect(signFor(Float64Array.of(0, 0), Uint8Array.of(1, 1))).toBe(1)
  })
})

describe('prefersLog', () => {
  it('shows rates logarithmically and coverages linearly at first', () => {
    expect([prefersLog('turnover frequency', 'tof(CO2)'), prefersLog('coverage', 'coverage(CO*)')]).toEqual([
      true,
      false,
    ])
  })
})
