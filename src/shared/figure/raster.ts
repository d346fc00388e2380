import type { SweptAxis } from '../plan-order.js'
import { orderLevels, type OrderLevels } from '../point-order.js'
import { isFailed, isSolved, STATUS } from '../record.js'
import { PALETTE_SIZE } from './palette.js'

/** How values become palette entries: entry = (shade(value) − low) / (high − low) · 255. */
export interface ShadeScale {
  readonly log: boolean
  /** −1 shows −value: a net consumption on a logarithmic scale. */
  readonly sign: 1 | -1
}

export interface PixelColours {
  /** Opaque pixels, shape (256). */
  readonly palette: Uint32Array
  readonly failed: number
  /** Solved, but has no logarithm. */
  readonly below: number
}

/** Range of the colour bar, in shade space: log10(sign · value) or value. */
export interface ShadeRange {
  readonly low: number
  readonly high: number
}

/**
 * The map as pixels at grid resolution, index y · nx + x as everywhere. A pending cell shows the colour
 * of the finest coarser point that is solved, at reduced strength, so that the picture is there early.
 */
export interface Raster {
  readonly nx: number
  readonly ny: number
  /** The axis along which a sweep goes point by point, if any. */
  readonly swept: SweptAxis | undefined
  readonly levels: OrderLevels
  readonly values: Float64Array
  readonly status: Uint8Array
  /** What the colour follows, see ShadeScale; −∞ where there is no logarithm. */
  readonly shade: Float64Array
  /** The point whose colour a cell shows; itself once it is computed. Valid where `rank` > 0. */
  readonly source: Uint32Array
  /** 0: nothing to show; level + 1 of the source of a preview; 255: computed. */
  readonly rank: Uint8Array
  /** 0xAABBGGRR, transparent where there is nothing to show. */
  readonly pixels: Uint32Array
}

const COMPUTED = 255
/** See STATUS: what is below has its numbers. */
const FIRST_FAILED = 100
/** Strength of a preview cell, 0–255. */
const PREVIEW_ALPHA = 150

export function createRaster(nx: number, ny: number, swept?: SweptAxis): Raster {
  const n = nx * ny
  return {
    nx,
    ny,
    swept,
    levels: orderLevels(nx, ny, swept),
    values: new Float64Array(n).fill(Number.NaN),
    status: new Uint8Array(n),
    shade: new Float64Array(n),
    source: new Uint32Array(n),
    rank: new Uint8Array(n),
    pixels: new Uint32Array(n),
  }
}

/** A solved point may be without a value, as the reaction order of a rate that is zero. */
function shadeOf(value: number, { log, sign }: ShadeScale): number {
  if (log) return sign * value > 0 ? Math.log10(sign * value) : Number.NEGATIVE_INFINITY
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value
}

/** The colours of one pass, bound once so that the inner loops stay free of objects. */
export function painter(raster: Raster, { low, high }: ShadeRange, colours: PixelColours) {
  const { status, shade } = raster
  const { palette, failed, below } = colours
  const factor = high > low ? (PALETTE_SIZE - 1) / (high - low) : 0
  const shift = factor === 0 ? PALETTE_SIZE >> 1 : 0.5 - low * factor
  const last = PALETTE_SIZE - 1
  return (point: number): number => {
    if (isFailed(status[point]!)) return failed
    const s = shade[point]!
    if (s === Number.NEGATIVE_INFINITY) return below
    const position = s * factor + shift
    return palette[position < 0 ? 0 : position > last ? last : position | 0]!
  }
}

const faded = (pixel: number): number => ((pixel & 0xffffff) | (PREVIEW_ALPHA << 24)) >>> 0

/** Takes over changed points and repaints them, with the preview blocks they bring. */
export function applyPoints(
  raster: Raster,
  changed: { points: Uint32Array; values: Float64Array; status: Uint8Array },
  scale: ShadeScale,
  colourOf: (point: number) => number,
): void {
  const { values, status, shade, rank, pixels } = raster
  for (let k = 0; k < changed.points.length; k++) {
    const point = changed.points[k]!
    values[point] = changed.values[k]!
    status[point] = changed.status[k]!
    shade[point] = shadeOf(values[point]!, scale)
    if (status[point] === STATUS.pending) {
      rank[point] = 0
      pixels[point] = 0
    } else place(raster, point, colourOf(point))
  }
}

/** Shows a computed point in its own cell, and in those it stands for. */
function place(raster: Raster, point: number, colour: number): void {
  const { status, source, rank, pixels } = raster
  if (isSolved(status[point]!)) spreadPreview(raster, point, faded(colour))
  source[point] = point
  rank[point] = COMPUTED
  pixels[point] = colour
}

/** Paints the pending cells of a point's block that have no finer preview. */
function spreadPreview(raster: Raster, point: number, colour: number): void {
  const { nx, ny, levels, source, rank, pixels } = raster
  const x0 = point % nx
  const y0 = (point - x0) / nx
  const level = levels.levelOf(x0, y0)
  if (level === levels.finest) return
  const x1 = Math.min(nx, x0 + levels.blockWidth[level]!)
  const y1 = Math.min(ny, y0 + levels.blockHeight[level]!)
  for (let y = y0; y < y1; y++)
    for (let p = y * nx + x0; p < y * nx + x1; p++)
      if (rank[p]! <= level + 1) {
        rank[p] = level + 1
        source[p] = point
        pixels[p] = colour
      }
}

/**
 * Replaces everything by a snapshot. Previews are as if the points had come in `order`; the pixels are
 * left to `recolour`, which the new range needs anyway.
 */
export function loadSnapshot(
  raster: Raster,
  snapshot: { values: Float64Array; status: Uint8Array },
  scale: ShadeScale,
  order: Uint32Array,
): void {
  const { values, status, rank, source } = raster
  values.set(snapshot.values)
  status.set(snapshot.status)
  rescale(raster, scale)
  rank.fill(0)
  if (status.includes(STATUS.pending)) {
    for (const point of order) if (status[point] !== STATUS.pending) place(raster, point, 0)
  } else {
    rank.fill(COMPUTED)
    for (let p = 0; p < source.length; p++) source[p] = p
  }
}

export function rescale({ values, shade }: Raster, scale: ShadeScale): void {
  for (let p = 0; p < values.length; p++) shade[p] = shadeOf(values[p]!, scale)
}

/**
 * One pass over all cells after the range, the palette or the theme changed: about 10 ms for a million.
 * Says again what `painter` says of one point, because a call per cell would cost more than the rest.
 */
export function recolour(raster: Raster, { low, high }: ShadeRange, colours: PixelColours): void {
  const { rank, source, status, shade, pixels } = raster
  const { palette, failed, below } = colours
  const fadedPalette = palette.map(faded)
  const fadedBelow = faded(below)
  const factor = high > low ? (PALETTE_SIZE - 1) / (high - low) : 0
  // Adding a half before truncation rounds; one value only takes the middle of the palette.
  const shift = factor === 0 ? PALETTE_SIZE >> 1 : 0.5 - low * factor
  const last = PALETTE_SIZE - 1
  for (let p = 0; p < pixels.length; p++) {
    const r = rank[p]!
    if (r === 0) {
      pixels[p] = 0
      continue
    }
    const point = r === COMPUTED ? p : source[p]!
    if (status[point]! >= FIRST_FAILED) {
      pixels[p] = failed
      continue
    }
    const s = shade[point]!
    if (s === Number.NEGATIVE_INFINITY) {
      pixels[p] = r === COMPUTED ? below : fadedBelow
      continue
    }
    const position = s * factor + shift
    const entry = position < 0 ? 0 : position > last ? last : position | 0
    pixels[p] = r === COMPUTED ? palette[entry]! : fadedPalette[entry]!
  }
}
