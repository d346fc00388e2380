import { encode } from 'fast-png'
import { isFailed, STATUS } from '../record.js'
import { type AxisGeometry, cellAt } from './axis-geometry.js'
import { type FigureView, type MapFigure } from './map-figure.js'
import { PALETTES } from './palettes.js'

/** Colours of cells without a value, and of what is drawn on them. */
export const HOLES = {
  paper: '#ffffff',
  hatch: '#aab1ba',
  failed: '#9b9b9b',
  below: '#4d4d4d',
  mark: '#1a1e24',
}

/** Entries of the picture's palette: those of the map, thinned out, then the holes. */
const COLOURS = 250
const PAPER = COLOURS
const HATCH = COLOURS + 1
const FAILED = COLOURS + 2
const BELOW = COLOURS + 3
const MARK = COLOURS + 4

/** Distance between lines of a pattern [pt]. */
const PITCH = 2.6

export interface ImageRequest {
  /** Size of the map in the figure [pt]. */
  readonly width: number
  readonly height: number
  /** Pixels across, at least. */
  readonly pixels: number
  /** Cells are too small for marks drawn over them: they get a pattern instead. */
  readonly patterns: boolean
}

/**
 * The cells of a map as a PNG. Each pixel shows the cell that its centre lies in, so cells of any width are
 * where the axes say; a map of equal cells has whole pixels per cell. There are many pixels per cell even
 * of a small map: viewers that smooth what they enlarge then have nothing to smooth.
 */
export function figureImage(figure: MapFigure, view: FigureView, request: ImageRequest): Uint8Array {
  const { x, y, raster } = figure
  const whole = view.x0 === x.geometry.low && view.x1 === x.geometry.high
  const tall = view.y0 === y.geometry.low && view.y1 === y.geometry.high
  const rows = Math.round((request.pixels * request.height) / request.width)
  const columns = cellsAlong(x.geometry, view.x0, view.x1, countFor(x.geometry, whole, request.pixels))
  const lines = cellsAlong(y.geometry, view.y0, view.y1, countFor(y.geometry, tall, rows))
  const width = columns.length
  const height = lines.length
  const pitch = Math.max(4, Math.round((PITCH * width) / request.width))
  const thick = Math.max(1, Math.round(pitch / 6))
  const entryOf = entries(figure)
  const data = new Uint8Array(width * height)
  for (let r = 0; r < height; r++) {
    // The first row of a picture is the highest value of y.
    const row = lines[height - 1 - r]! * raster.nx
    for (let c = 0; c < width; c++) {
      const point = row + columns[c]!
      const status = raster.status[point]!
      let entry = entryOf(point, status)
      const rising = (c + r) % pitch < thick
      if (status === STATUS.pending) entry = rising ? HATCH : PAPER
      else if (request.patterns && isFailed(status)) {
        if (rising || (c + pitch * r - r) % pitch < thick) entry = MARK
      } else if (request.patterns && status === STATUS.uncertified)
        if (c % pitch < thick && r % pitch < thick) entry = MARK
      if (request.patterns && status === STATUS.oscillates && onWave(c, r, 3 * pitch, thick)) entry = MARK
      data[r * width + c] = entry
    }
  }
  return encode({ width, height, data, depth: 8, channels: 1, palette: pngPalette(figure) })
}

/** Whether a pixel is part of waves of the given period, in rows half a period apart. */
const onWave = (column: number, row: number, period: number, thick: number): boolean =>
  Math.abs((row % (period / 2)) - period / 4 - (period / 7) * Math.sin((2 * Math.PI * column) / period)) <
  thick

/** Whole pixels per cell where cells are equal and all in view. */
function countFor({ uniform, centres }: AxisGeometry, whole: boolean, pixels: number): number {
  const n = centres.length
  return uniform && whole ? n * Math.ceil(pixels / n) : pixels
}

/** The cell at the centre of each pixel. */
function cellsAlong(axis: AxisGeometry, from: number, to: number, count: number): Uint32Array {
  const cells = new Uint32Array(count)
  for (let k = 0; k < count; k++) cells[k] = cellAt(axis, from + ((k + 0.5) / count) * (to - from)) ?? 0
  return cells
}

function entries({ raster, range: { low, high } }: MapFigure): (point: number, status: number) => number {
  const { shade } = raster
  return (point, status) => {
    if (isFailed(status)) return FAILED
    const s = shade[point]!
    if (s === Number.NEGATIVE_INFINITY) return BELOW
    const position = high > low ? ((s - low) / (high - low)) * (COLOURS - 1) : COLOURS / 2
    return Math.max(0, Math.min(COLOURS - 1, Math.round(position)))
  }
}

function pngPalette(figure: MapFigure): number[][] {
  const map = Array.from({ length: COLOURS }, (_, k) => colourAt(figure, k / (COLOURS - 1)))
  return [...map, HOLES.paper, HOLES.hatch, HOLES.failed, HOLES.below, HOLES.mark].map(colour => [
    Number.parseInt(colour.slice(1, 3), 16),
    Number.parseInt(colour.slice(3, 5), 16),
    Number.parseInt(colour.slice(5, 7), 16),
  ])
}

/** `#rrggbb` at a share [0, 1] of the colour bar. */
export function colourAt(
  { palette, reversed = false }: Pick<MapFigure, 'palette' | 'reversed'>,
  share: number,
): string {
  const hex = PALETTES[palette]
  const entry = Math.round((reversed ? 1 - share : share) * (hex.length / 6 - 1))
  return `#${hex.slice(6 * entry, 6 * entry + 6)}`
}
