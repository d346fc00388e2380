import {
  applyPoints,
  createRaster,
  loadSnapshot,
  painter,
  type PixelColours,
  recolour,
  rescale,
} from '../../shared/figure/raster.js'
import { survey } from '../../shared/figure/survey.js'
import { type ScrubAnswer } from '../../shared/scrub-contract.js'
import { orderOf, type Picture } from './picture.js'

/**
 * The picture of a map that is not kept, in the scale and range of the one on the desk, so that a colour means
 * the same in both. Takes over the raster of `before`.
 */
export function lentPicture(
  base: Picture,
  before: Picture | undefined,
  { from, values, status }: ScrubAnswer,
  colours: PixelColours,
): Picture {
  const { nx, ny, swept } = base.raster
  const { output, scale, range } = base
  const raster = before?.raster ?? createRaster(nx, ny, swept)
  const order = orderOf(raster)
  const points = order.subarray(from, from + values.length)
  if (from > 0) applyPoints(raster, { points, values, status }, scale, painter(raster, range, colours))
  else {
    const whole = { values: new Float64Array(nx * ny).fill(NaN), status: new Uint8Array(nx * ny) }
    points.forEach((point, k) => {
      whole.values[point] = values[k]!
      whole.status[point] = status[k]!
    })
    loadSnapshot(raster, whole, scale, order)
    recolour(raster, range, colours)
  }
  return { output, raster, scale, range, found: survey(raster), revision: (before?.revision ?? 0) + 1 }
}

/** The same in the scale, range and colours that the map on the desk has now. */
export function relit(lent: Picture, { scale, range }: Picture, colours: PixelColours): Picture {
  if (scale.log !== lent.scale.log || scale.sign !== lent.scale.sign) rescale(lent.raster, scale)
  recolour(lent.raster, range, colours)
  return { ...lent, scale, range, found: survey(lent.raster) }
}
