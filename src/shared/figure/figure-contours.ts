import { type FigureRect } from './figure-layout.js'
import { type FigureContour, type FigureView } from './map-figure.js'
import { figure as number, textWidth, tspans } from './rich-text.js'

const INK = '#000000'
const PAPER = '#ffffff'

/** Lines over the map, each with its value on it where it is long enough. */
export function contourParts(
  contours: readonly FigureContour[],
  view: FigureView,
  rect: FigureRect,
  font: number,
): string[] {
  if (contours.length === 0) return []
  const clip = `M${number(rect.left)} ${number(rect.top)}h${number(rect.width)}v${number(rect.height)}h${number(-rect.width)}Z`
  const drawn = contours.map(({ points, label }) => ({ label, path: placed(points, view, rect) }))
  const lines = drawn.map(({ path }) => `M${path.map(([x, y]) => `${number(x)} ${number(y)}`).join('L')}`)
  return [
    `<clipPath id="map"><path d="${clip}"/></clipPath>`,
    `<path clip-path="url(#map)" d="${lines.join('')}" fill="none" stroke="${INK}" stroke-width="0.5" stroke-linejoin="round"/>`,
    ...drawn.map(({ path, label }) => labelOn(path, label, rect, 0.9 * font)),
  ].filter(part => part !== '')
}

type Place = readonly [number, number]

function placed(points: Float64Array, view: FigureView, rect: FigureRect): Place[] {
  const path: Place[] = []
  for (let k = 0; k < points.length; k += 2)
    path.push([
      rect.left + ((points[k]! - view.x0) / (view.x1 - view.x0)) * rect.width,
      rect.top + ((view.y1 - points[k + 1]!) / (view.y1 - view.y0)) * rect.height,
    ])
  return path
}

/** Level, on white, at the middle of the line if that is inside the map. */
function labelOn(path: readonly Place[], label: string, rect: FigureRect, font: number): string {
  const width = 1.1 * font * textWidth(label)
  const lengths = [0]
  for (let k = 1; k < path.length; k++)
    lengths.push(lengths[k - 1]! + Math.hypot(path[k]![0] - path[k - 1]![0], path[k]![1] - path[k - 1]![1]))
  if (label === '' || lengths.at(-1)! < 3 * width) return ''
  const [x, y] = path[lengths.findIndex(length => length >= lengths.at(-1)! / 2)]!
  const inside =
    x - width / 2 > rect.left &&
    x + width / 2 < rect.left + rect.width &&
    y - font > rect.top &&
    y + font < rect.top + rect.height
  if (!inside) return ''
  return (
    `<rect x="${number(x - width / 2 - 0.8)}" y="${number(y - 0.6 * font)}" width="${number(width + 1.6)}" height="${number(1.2 * font)}" rx="1" fill="${PAPER}"/>` +
    `<text x="${number(x)}" y="${number(y + 0.36 * font)}" text-anchor="middle" font-size="${number(font)}">${tspans(label, font)}</text>`
  )
}
