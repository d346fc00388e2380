import { orderLevels, pointOrder } from '../point-order.js'
import type { Output } from '../record.js'
import { rangeOf } from './colour-range.js'
import { defaultMapStyle } from './map-style.js'
import { packPixel, palettePixels } from './palette.js'
import { createRaster, loadSnapshot, recolour } from './raster.js'
import { prefersLog, signFor, survey } from './survey.js'

/** A thumbnail has at most so many cells along each axis. */
const MOST_CELLS = 96
/** Read well on light and dark. */
const FAILED = packPixel(0x9b, 0x9b, 0x9b, 255)
const BELOW = packPixel(0x5a, 0x5a, 0x5a, 255)

/** The coarse lattice of a map that is small enough for a thumbnail; it is computed before all else. */
export interface Lattice {
  readonly nx: number
  readonly ny: number
  /** Cells of the map from one point of the lattice to the next. */
  readonly stepX: number
  readonly stepY: number
}

export function latticeOf(nx: number, ny: number): Lattice {
  const { finest, blockWidth, blockHeight } = orderLevels(nx, ny)
  let level = finest
  while (Math.max(nx / blockWidth[level]!, ny / blockHeight[level]!) > MOST_CELLS) level--
  const [stepX, stepY] = [blockWidth[level]!, blockHeight[level]!]
  return { nx: Math.ceil(nx / stepX), ny: Math.ceil(ny / stepY), stepX, stepY }
}

/**
 * A small map in the default colours, with nothing round it.
 *
 * @param values row-major, shape (ny · nx), as is `status`
 * @returns pixels 0xAABBGGRR, the top row first, transparent where nothing is known; undefined when nothing is
 */
export function paintThumbnail(
  { nx, ny }: Pick<Lattice, 'nx' | 'ny'>,
  { values, status }: { readonly values: Float64Array; readonly status: Uint8Array },
  { group, name }: Pick<Output, 'group' | 'name'>,
): Uint32Array | undefined {
  if (!status.some(code => code !== 0)) return undefined
  const raster = createRaster(nx, ny)
  const log = prefersLog(group, name)
  loadSnapshot(raster, { values, status }, { log, sign: signFor(values, status) }, pointOrder(nx, ny))
  const range = rangeOf(defaultMapStyle({ group, name }), survey(raster), undefined)
  recolour(raster, range, { palette: palettePixels('viridis'), failed: FAILED, below: BELOW })
  const flipped = new Uint32Array(nx * ny)
  for (let y = 0; y < ny; y++) flipped.set(raster.pixels.subarray(y * nx, (y + 1) * nx), (ny - 1 - y) * nx)
  return flipped
}
