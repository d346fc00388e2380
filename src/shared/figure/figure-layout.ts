import { legendHeight } from './figure-legend.js'
import { type FigureSize, type FigureView, type HoleKind, type MapFigure } from './map-figure.js'
import { textWidth, wrapText } from './rich-text.js'
import { axisTicks, type Tick } from './ticks.js'

export interface FigureRect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where everything stands [pt], and the ticks that fit. */
export interface FigureLayout {
  readonly width: number
  readonly height: number
  readonly map: FigureRect
  readonly bar: FigureRect
  readonly ticks: { readonly x: readonly Tick[]; readonly y: readonly Tick[]; readonly bar: readonly Tick[] }
  /** Distances between the axis and the lines of its titles. */
  readonly yTitle: number
  readonly barTitle: number
  readonly xTitle: number
  readonly legend: number
  readonly caption: { readonly top: number; readonly lines: readonly string[] }
}

export const POINTS_PER_MM = 72 / 25.4
export const TICK = 3
/** Line spacing of the caption, in sizes of the font. */
export const LEADING = 1.3
/** Room beside the widest label that the fonts of another computer may need. */
const RESERVE = 1.12
const GAP = 3
const MARGIN = 2

export const wholeView = ({ x, y }: MapFigure): FigureView => ({
  x0: x.geometry.low,
  x1: x.geometry.high,
  y0: y.geometry.low,
  y1: y.geometry.high,
})

/** @param holes kinds of cells that the legend explains */
export function figureLayout(figure: MapFigure, size: FigureSize, holes: readonly HoleKind[]): FigureLayout {
  const { font } = size
  const view = figure.view ?? wholeView(figure)
  const width = size.width * POINTS_PER_MM
  const top = MARGIN + (figure.title ? font * 1.7 : font * 0.5)
  const barWidth = Math.max(7, font)
  const title = font * 1.25

  // Widths of labels decide the width of the map, which decides the height, which decides the labels.
  let map: FigureRect = { left: 0, top, width: 0.6 * width, height: 0.6 * width * size.aspect }
  let ticks: FigureLayout['ticks'] = { x: [], y: [], bar: [] }
  let [yLabels, barLabels] = [0, 0]
  for (let pass = 0; pass < 3; pass++) {
    const rows = map.height / (2.6 * font)
    ticks = {
      x: fittingTicks(view.x0, view.x1, figure.x.geometry.log, map.width / font),
      y: axisTicks(view.y0, view.y1, figure.y.geometry.log, rows),
      bar: axisTicks(figure.range.low, figure.range.high, figure.scale.log, rows),
    }
    yLabels = widest(ticks.y) * font
    barLabels = widest(ticks.bar) * font
    const left = MARGIN + title + GAP + yLabels + GAP + TICK
    const right = 1.3 * font + barWidth + TICK + GAP + barLabels + GAP + title + MARGIN
    const inner = Math.max(40, width - left - right)
    map = { left, top, width: inner, height: inner * size.aspect }
  }

  const xTitle = TICK + GAP + font + GAP + font
  const legend = map.top + map.height + xTitle + font * 1.1
  const captionTop = legend + legendHeight(holes, figure.holes, width, font)
  const lines = figure.caption ? wrapText(figure.caption, (width - 2 * MARGIN) / (font * RESERVE * 0.94)) : []
  const height = captionTop + (lines.length > 0 ? lines.length * LEADING * font + 2 : 0) + MARGIN
  return {
    width,
    height,
    map,
    bar: { left: map.left + map.width + 1.3 * font, top: map.top, width: barWidth, height: map.height },
    ticks,
    yTitle: TICK + GAP + yLabels + GAP,
    barTitle: TICK + GAP + barLabels + GAP + font,
    xTitle,
    legend,
    caption: { top: captionTop, lines },
  }
}

const widest = (ticks: readonly Tick[]): number =>
  RESERVE * Math.max(0, ...ticks.map(({ label }) => textWidth(label)))

/** As many labels as stand beside each other; `room` in sizes of the font. */
function fittingTicks(low: number, high: number, log: boolean, room: number): Tick[] {
  for (let target = Math.max(1, Math.floor(room / 3)); ; target--) {
    const ticks = axisTicks(low, high, log, target)
    if (target === 1 || !collide(ticks, room / (high - low))) return ticks
  }
}

function collide(ticks: readonly Tick[], scale: number): boolean {
  const labelled = ticks.filter(({ label }) => label !== '')
  return labelled.some((tick, i) => {
    const next = labelled[i + 1]
    if (!next) return false
    const half = (RESERVE * (textWidth(tick.label) + textWidth(next.label))) / 2
    return (next.position - tick.position) * scale < half + 0.6
  })
}
