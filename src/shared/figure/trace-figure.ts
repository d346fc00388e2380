import { type AxisGeometry } from './axis-geometry.js'
import { contourLevels, type ContourStyle } from './contour-levels.js'
import { type ContourField, contourLines } from './contours.js'
import { type FigureContour } from './map-figure.js'
import { type ShadeRange, type ShadeScale } from './raster.js'

/** Contour lines of a map in axis space, with the values they stand for; none where none are wanted. */
export function figureContours(
  style: ContourStyle,
  field: ContourField,
  colours: { readonly range: ShadeRange; readonly scale: ShadeScale },
  axes: { readonly x: AxisGeometry; readonly y: AxisGeometry },
): FigureContour[] {
  if (!style.shown) return []
  const levels = contourLevels(style, colours.range, colours.scale)
  const lines = contourLines(
    field,
    levels.map(level => level.shade),
  )
  return lines.map(({ level, points }) => ({
    points: points.map((cell, k) => between((k % 2 === 0 ? axes.x : axes.y).centres, cell)),
    label: style.labels ? levels[level]!.label : '',
  }))
}

/** Position of a fractional cell: linear between the centres of its neighbours. */
function between(centres: Float64Array, cell: number): number {
  const low = Math.min(Math.max(Math.floor(cell), 0), Math.max(0, centres.length - 2))
  const next = centres[low + 1] ?? centres[low]!
  return centres[low]! + (cell - low) * (next - centres[low]!)
}
