import { contours } from 'd3-contour'
import { isSolved } from '../record.js'
import { type AxisGeometry } from './axis-geometry.js'

/** A line of equal shade. */
export interface ContourLine {
  /** Index of its level in the list asked for. */
  readonly level: number
  /**
   * x0, y0, x1, y1 … in units of cells: 0 is the centre of the first cell. Closed lines end where they
   * begin.
   */
  readonly points: Float64Array
}

/** The part of a raster that contour lines need, index y · nx + x. */
export interface ContourField {
  readonly nx: number
  readonly ny: number
  readonly shade: Float64Array
  readonly status: Uint8Array
}

/**
 * Lines of equal shade, linear between the centres of neighbouring cells. A line exists only where all four
 * cells around it are solved and have a shade: it stops at holes and at the border instead of guessing.
 */
export function contourLines(
  { nx, ny, shade, status }: ContourField,
  shades: readonly number[],
): ContourLine[] {
  if (nx < 2 || ny < 2) return []
  const known = new Uint8Array(nx * ny)
  const values = new Float64Array(nx * ny)
  for (let p = 0; p < known.length; p++) {
    known[p] = isSolved(status[p]!) && Number.isFinite(shade[p]!) ? 1 : 0
    values[p] = known[p] === 1 ? shade[p]! : Number.NaN
  }
  const isInside = (x: number, y: number): boolean => {
    const [i, j] = [Math.floor(x), Math.floor(y)]
    if (i < 0 || j < 0 || i >= nx - 1 || j >= ny - 1) return false
    const p = j * nx + i
    return known[p]! + known[p + 1]! + known[p + nx]! + known[p + nx + 1]! === 4
  }
  // Its own smoothing moves what runs along a hole onto the cells beside it, where it could not be told apart.
  const generator = contours().size([nx, ny]).smooth(false)
  const lines: ContourLine[] = []
  shades.forEach((value, level) => {
    for (const polygon of generator.contour(values as unknown as number[], value).coordinates)
      for (const ring of polygon)
        for (const points of brokenRing(ring, isInside)) {
          interpolate(points, values, nx, value)
          lines.push({ level, points })
        }
  })
  return lines
}

/**
 * The parts of a ring of d3-contour that run between known values: it closes its rings along holes and the
 * border, where there is no contour. The centre of its first cell is (0.5, 0.5), of ours (0, 0).
 */
function brokenRing(
  ring: readonly (readonly number[])[],
  isInside: (x: number, y: number) => boolean,
): Float64Array[] {
  const n = ring.length - 1
  const kept = Array.from({ length: n }, (_, k) => {
    const [a, b] = [ring[k]!, ring[k + 1]!]
    return isInside((a[0]! + b[0]!) / 2 - 0.5, (a[1]! + b[1]!) / 2 - 0.5)
  })
  const gap = kept.indexOf(false)
  const part = (from: number, segments: number): Float64Array => {
    const points = new Float64Array(2 * (segments + 1))
    for (let k = 0; k <= segments; k++) {
      const vertex = ring[(from + k) % n]!
      points[2 * k] = vertex[0]! - 0.5
      points[2 * k + 1] = vertex[1]! - 0.5
    }
    return points
  }
  if (gap < 0) return [part(0, n)]
  const parts: Float64Array[] = []
  let segments = 0
  // Starting behind a gap, no part is cut in two by the arbitrary start of the ring.
  for (let k = 1; k <= n; k++) {
    if (kept[(gap + k) % n]) segments++
    else {
      if (segments > 0) parts.push(part(gap + k - segments, segments))
      segments = 0
    }
  }
  return parts
}

/** Moves each vertex from half-way between two cells to where the value is. */
function interpolate(points: Float64Array, values: Float64Array, nx: number, value: number): void {
  for (let k = 0; k < points.length; k += 2) {
    const [x, y] = [points[k]!, points[k + 1]!]
    const [i, j] = [Math.floor(x), Math.floor(y)]
    const first = values[j * nx + i]!
    const alongX = x !== i
    const fraction = (value - first) / (values[alongX ? j * nx + i + 1 : (j + 1) * nx + i]! - first)
    if (alongX) points[k] = i + fraction
    else points[k + 1] = j + fraction
  }
}

/** Position in axis space of a place in units of cells: linear between the centres of neighbours. */
export function positionAt({ centres }: AxisGeometry, cell: number): number {
  const i = Math.max(0, Math.min(centres.length - 2, Math.floor(cell)))
  if (centres.length < 2) return centres[0]!
  return centres[i]! + (cell - i) * (centres[i + 1]! - centres[i]!)
}
