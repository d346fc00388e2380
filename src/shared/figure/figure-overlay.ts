import { type AxisGeometry } from './axis-geometry.js'
import { type FigureRect } from './figure-layout.js'
import { type FigurePoint, type FigureView } from './map-figure.js'
import { figure as number, tspans } from './rich-text.js'

const INK = '#000000'
const PAPER = '#ffffff'
/** Radius of a measured point, and of the head of a pin in sizes of the font [pt]. */
const DOT = 2.6
const HEAD = 0.75

const position = ({ log }: AxisGeometry, value: number): number => (log ? Math.log10(value) : value)

/**
 * Measured points in the colour of their value, hollow without one, and above them pins with their numbers; those
 * out of view are left out.
 */
export function overlayParts(
  points: readonly FigurePoint[],
  axes: { readonly x: AxisGeometry; readonly y: AxisGeometry },
  view: FigureView,
  rect: FigureRect,
  font: number,
): string[] {
  const placed = points
    .map(point => ({
      ...point,
      left: rect.left + ((position(axes.x, point.x) - view.x0) / (view.x1 - view.x0)) * rect.width,
      top: rect.top + ((view.y1 - position(axes.y, point.y)) / (view.y1 - view.y0)) * rect.height,
    }))
    .filter(
      ({ left, top }) =>
        left >= rect.left &&
        left <= rect.left + rect.width &&
        top >= rect.top &&
        top <= rect.top + rect.height,
    )
  return [
    ...placed.filter(point => point.label === undefined).map(point => dot(point.left, point.top, point.fill)),
    ...placed.flatMap(({ left, top, label }) =>
      label === undefined ? [] : [pin(left, top, label, font, top - rect.top > 3 * HEAD * font)],
    ),
  ]
}

function dot(x: number, y: number, fill = 'none'): string {
  const at = `cx="${number(x)}" cy="${number(y)}" r="${number(DOT)}"`
  return `<circle ${at} fill="none" stroke="${PAPER}" stroke-width="1.6"/><circle ${at} fill="${fill}" stroke="${INK}" stroke-width="0.7"/>`
}

/** The tip is at the point; near the upper edge the head hangs below it. */
function pin(x: number, y: number, label: string, font: number, above: boolean): string {
  const radius = HEAD * font
  const up = above ? -1 : 1
  const neck = 0.5 * radius
  const head = y + up * 2 * radius
  const shape = `M${number(x)} ${number(y)}L${number(x - neck)} ${number(y + up * 1.2 * radius)}H${number(x + neck)}Z`
  const rim = `stroke="${PAPER}" stroke-width="0.7"`
  return (
    `<path d="${shape}" fill="${INK}" ${rim}/>` +
    `<circle cx="${number(x)}" cy="${number(head)}" r="${number(radius)}" fill="${INK}" ${rim}/>` +
    `<text x="${number(x)}" y="${number(head + 0.32 * 0.9 * font)}" text-anchor="middle" font-size="${number(0.9 * font)}" font-weight="bold" fill="${PAPER}">${tspans(label, 0.9 * font)}</text>`
  )
}
