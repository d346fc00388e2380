import { type MapSnapshot, type MapTiles } from '../../shared/owner-contract.js'
import { orderOfGrid, type SweptAxis } from '../../shared/plan-order.js'
import { type Colouring, rangeOf } from '../../shared/figure/colour-range.js'
import {
  applyPoints,
  createRaster,
  loadSnapshot,
  painter,
  type PixelColours,
  type Raster,
  recolour,
  rescale,
  type ShadeRange,
  type ShadeScale,
} from '../../shared/figure/raster.js'
import { signFor, survey, type Survey } from '../../shared/figure/survey.js'

/** The raster of a map with the scale and range of its colours, and what was found in it. */
export interface Picture {
  readonly output: string
  readonly raster: Raster
  readonly scale: ShadeScale
  readonly range: ShadeRange
  readonly found: Survey
  /** Of the newest change that is in it. */
  readonly revision: number
}

let lastOrder: { nx: number; ny: number; swept: SweptAxis | undefined; points: Uint32Array } | undefined

/** The order of a grid of a million points takes a while to lay out, and the next map has the same. */
export function orderOf({ nx, ny, swept }: Pick<Raster, 'nx' | 'ny' | 'swept'>): Uint32Array {
  if (lastOrder?.nx !== nx || lastOrder.ny !== ny || lastOrder.swept !== swept)
    lastOrder = { nx, ny, swept, points: orderOfGrid(nx, ny, swept) }
  return lastOrder.points
}

/** A picture of all that is known; takes over the raster of `before` where it fits. */
export function pictureOf(
  snapshot: MapSnapshot,
  before: Picture | undefined,
  colouring: Colouring,
  colours: PixelColours,
  swept?: SweptAxis,
): Picture {
  const { output, nx, ny, values, status, revision } = snapshot
  const fits = before?.raster.nx === nx && before.raster.ny === ny && before.raster.swept === swept
  const raster = fits ? before.raster : createRaster(nx, ny, swept)
  const scale = { log: colouring.log, sign: signFor(values, status) }
  loadSnapshot(raster, snapshot, scale, orderOf(raster))
  const found = survey(raster)
  const range = rangeOf(colouring, found, undefined)
  recolour(raster, range, colours)
  return { output, raster, scale, range, found, revision }
}

/** Paints tiles into the raster; counts and range are those from before until `renewed`. */
export function withTiles(picture: Picture, tiles: MapTiles, colours: PixelColours): Picture {
  const { raster, scale, range } = picture
  applyPoints(raster, tiles, scale, painter(raster, range, colours))
  return { ...picture, revision: tiles.revision }
}

/**
 * Counts anew and lets range and colours follow.
 *
 * @param calm keeps a range that is nearly right, and then the pixels too
 */
export function renewed(
  picture: Picture,
  colouring: Colouring,
  colours: PixelColours,
  calm: boolean,
): Picture {
  const { raster } = picture
  const sign = signFor(raster.values, raster.status)
  const sameScale = sign === picture.scale.sign && colouring.log === picture.scale.log
  const scale = sameScale ? picture.scale : { log: colouring.log, sign }
  if (!sameScale) rescale(raster, scale)
  const found = survey(raster)
  const range = rangeOf(colouring, found, calm && sameScale ? picture.range : undefined)
  if (!calm || range !== picture.range) recolour(raster, range, colours)
  return { ...picture, scale, range, found }
}
