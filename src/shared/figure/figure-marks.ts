import { isFailed, STATUS } from '../record.js'
import { type FigureRect } from './figure-layout.js'
import { type FigureView, type MapFigure } from './map-figure.js'
import { figure as number } from './rich-text.js'

/** Smaller cells have no room for a mark, and more marks make a file that nobody can edit [pt], [marks]. */
const SMALLEST = 3
const MOST = 4000

/** Crosses on failed cells, waves on oscillating ones and corners on uncertified ones, as data of paths [pt]; empty where there are none. */
export interface FigureMarks {
  readonly crosses: string
  readonly waves: string
  readonly corners: string
  /** Cells are too small or too many to be marked one by one. */
  readonly crowded: boolean
}

export function figureMarks(figure: MapFigure, view: FigureView, rect: FigureRect): FigureMarks {
  const { raster, x, y } = figure
  const spansX = spans(x.geometry.edges, view.x0, view.x1, rect.left, rect.width)
  const spansY = spans(y.geometry.edges, view.y1, view.y0, rect.top, rect.height)
  const marked: number[] = []
  for (let p = 0; p < raster.status.length && marked.length <= MOST; p++)
    if (raster.status[p]! > STATUS.certified) marked.push(p)
  const smallest = Math.min(rect.width / spansX.shown, rect.height / spansY.shown)
  if (marked.length > MOST || smallest < SMALLEST)
    return { crosses: '', waves: '', corners: '', crowded: true }
  let [crosses, waves, corners] = ['', '', '']
  for (const p of marked) {
    const cellX = spansX.at(p % raster.nx)
    const cellY = spansY.at(Math.floor(p / raster.nx))
    if (!cellX || !cellY) continue
    if (isFailed(raster.status[p]!)) crosses += cross(cellX, cellY)
    else if (raster.status[p] === STATUS.oscillates) waves += wave(cellX, cellY)
    else corners += corner(cellX, cellY)
  }
  return { crosses, waves, corners, crowded: false }
}

type Span = readonly [number, number]

/** Where the cells of an axis lie in the drawing; undefined for those that are not wholly in view. */
function spans(edges: Float64Array, from: number, to: number, start: number, length: number) {
  const place = (edge: number): number => start + ((edge - from) / (to - from)) * length
  const at = (i: number): Span | undefined => {
    const [a, b] = [place(edges[i]!), place(edges[i + 1]!)].sort((p, q) => p - q) as [number, number]
    return a < start - 0.01 || b > start + length + 0.01 ? undefined : [a, b]
  }
  const n = edges.length - 1
  return { at, shown: Array.from({ length: n }, (_, i) => at(i)).filter(Boolean).length || 1 }
}

function cross([left, right]: Span, [top, bottom]: Span): string {
  const arm = Math.min(3.5, 0.28 * Math.min(right - left, bottom - top))
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  const line = (dx: number, dy: number): string =>
    `M${number(x - dx)} ${number(y - dy)}L${number(x + dx)} ${number(y + dy)}`
  return line(arm, arm) + line(arm, -arm)
}

function wave([left, right]: Span, [top, bottom]: Span): string {
  const arm = Math.min(3.2, 0.32 * Math.min(right - left, bottom - top))
  return wavePath((left + right) / 2, (top + bottom) / 2, arm)
}

/** One period, `arm` to both sides of a point [pt]. */
export const wavePath = (x: number, y: number, arm: number): string =>
  `M${number(x - arm)} ${number(y)}Q${number(x - arm / 2)} ${number(y - 1.2 * arm)} ${number(x)} ${number(y)}` +
  `Q${number(x + arm / 2)} ${number(y + 1.2 * arm)} ${number(x + arm)} ${number(y)}`

function corner([left, right]: Span, [top, bottom]: Span): string {
  const side = Math.min(4, 0.35 * Math.min(right - left, bottom - top))
  return `M${number(right - side)} ${number(top)}H${number(right)}V${number(top + side)}Z`
}
