import { axisGeometry } from '../../../src/shared/figure/axis-geometry.js'
import type { FigureSize, MapFigure } from '../../../src/shared/figure/map-figure.js'
import { createRaster, rescale } from '../../../src/shared/figure/raster.js'
import type { Axis } from '../../../src/shared/plan.js'
import { STATUS } from '../../../src/shared/record.js'

export const axisOf = (values: readonly number[], scale: Axis['scale'] = 'linear'): Axis => ({
  parameter: 'p',
  unit: 'atm',
  scale,
  values,
})

export const size: FigureSize = { width: 85, aspect: 0.85, font: 8, pixels: 200 }

/** A figure of certified values 0, 1, 2, … row by row, on a linear scale. */
export function figureOf(x: Axis, y: Axis, changes: Partial<MapFigure> = {}): MapFigure {
  const raster = createRaster(x.values.length, y.values.length)
  raster.values.forEach((_, p) => (raster.values[p] = p))
  raster.status.fill(STATUS.certified)
  const scale = { log: false, sign: 1 } as const
  rescale(raster, scale)
  return {
    x: { geometry: axisGeometry(x), title: 'pCO (atm)' },
    y: { geometry: axisGeometry(y), title: 'pO2 (atm)' },
    raster,
    scale,
    range: { low: 0, high: raster.values.length - 1 },
    palette: 'viridis',
    barTitle: 'TOF(CO₂) (s⁻¹)',
    holes: {
      pending: 'not computed',
      failed: 'failed',
      uncertified: 'not certified',
      oscillates: 'oscillates',
      below: 'no logarithm',
    },
    ...changes,
  }
}
