import { isFailed, STATUS } from '../record.js'
import { toBase64 } from './base64.js'
import { contourParts } from './figure-contours.js'
import { colourAt, figureImage, HOLES } from './figure-image.js'
import { type FigureLayout, figureLayout, LEADING, POINTS_PER_MM, TICK, wholeView } from './figure-layout.js'
import { legendParts } from './figure-legend.js'
import { overlayParts } from './figure-overlay.js'
import { figureMarks } from './figure-marks.js'
import { type FigureSize, type FigureView, type HoleKind, type MapFigure } from './map-figure.js'
import { escapeXml, figure as number, tspans } from './rich-text.js'
import { type Tick } from './ticks.js'

/** Fonts that are on every computer, then those with Chinese characters; never the one of the window. */
const FONTS =
  "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Zen Hei', sans-serif"
const INK = '#000000'
const LINE = 0.6

export interface DrawnFigure {
  readonly svg: string
  /** In print [mm]. */
  readonly width: number
  readonly height: number
}

/**
 * A map as a figure for print: an SVG of the given width, one unit per point (1/72 inch). Letters stay text,
 * all colours are opaque and hexadecimal because office programs lose others, and the cells are one picture.
 */
export function mapFigureSvg(figure: MapFigure, size: FigureSize): DrawnFigure {
  const view = figure.view ?? wholeView(figure)
  const kinds = holesIn(figure)
  const layout = figureLayout(figure, size, kinds)
  const { width, height, map } = layout
  const marks = figureMarks(figure, view, map)
  const png = figureImage(figure, view, {
    width: map.width,
    height: map.height,
    pixels: size.pixels,
    patterns: marks.crowded,
  })
  const heightMm = height / POINTS_PER_MM
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(size.width)}mm" height="${number(heightMm)}mm" viewBox="0 0 ${number(width)} ${number(height)}" font-family="${FONTS}" font-size="${number(size.font)}" fill="${INK}">`,
    figure.title ? `<title>${escapeXml(figure.title)}</title>` : '',
    figure.description ? `<desc>${escapeXml(figure.description)}</desc>` : '',
    `<rect width="${number(width)}" height="${number(height)}" fill="${HOLES.paper}"/>`,
    `<image x="${number(map.left)}" y="${number(map.top)}" width="${number(map.width)}" height="${number(map.height)}" preserveAspectRatio="none" image-rendering="optimizeSpeed" style="image-rendering:pixelated" href="data:image/png;base64,${toBase64(png)}"/>`,
    marks.crosses ? `<path d="${marks.crosses}" fill="none" stroke="${HOLES.mark}" stroke-width="0.7"/>` : '',
    marks.waves ? `<path d="${marks.waves}" fill="none" stroke="${HOLES.mark}" stroke-width="0.7"/>` : '',
    marks.corners ? `<path d="${marks.corners}" fill="${HOLES.mark}"/>` : '',
    ...contourParts(figure.contours ?? [], view, map, size.font),
    ...overlayParts(
      figure.points ?? [],
      { x: figure.x.geometry, y: figure.y.geometry },
      view,
      map,
      size.font,
    ),
    ...axes(figure, view, layout, size.font),
    ...colourBar(figure, layout, size.font),
    ...legendParts(kinds, figure.holes, layout, size.font),
    ...caption(layout, size.font),
    '</svg>',
  ]
  return { svg: parts.filter(part => part !== '').join('\n'), width: size.width, height: heightMm }
}

function holesIn({ raster, scale }: MapFigure): HoleKind[] {
  const found = new Set<HoleKind>()
  for (let p = 0; p < raster.status.length; p++) {
    const status = raster.status[p]!
    if (status === STATUS.pending) found.add('pending')
    else if (isFailed(status)) found.add('failed')
    else {
      if (status === STATUS.uncertified) found.add('uncertified')
      if (status === STATUS.oscillates) found.add('oscillates')
      if (scale.log && raster.shade[p] === Number.NEGATIVE_INFINITY) found.add('below')
    }
  }
  return (['pending', 'failed', 'uncertified', 'oscillates', 'below'] as const).filter(kind =>
    found.has(kind),
  )
}

const label = (x: number, y: number, anchor: string, text: string, size: number): string =>
  text === ''
    ? ''
    : `<text x="${number(x)}" y="${number(y)}" text-anchor="${anchor}">${tspans(text, size)}</text>`

const turned = (x: number, y: number, text: string, size: number): string =>
  `<text transform="translate(${number(x)} ${number(y)}) rotate(-90)" text-anchor="middle">${tspans(text, size)}</text>`

/** Figures stand in the middle of a line when their foot is this far below it, in sizes of the font. */
const HALF = 0.36

function axes(figure: MapFigure, view: FigureView, layout: FigureLayout, font: number): string[] {
  const { map, ticks } = layout
  const [right, bottom] = [map.left + map.width, map.top + map.height]
  const x = (position: number): number => map.left + ((position - view.x0) / (view.x1 - view.x0)) * map.width
  const y = (position: number): number => bottom - ((position - view.y0) / (view.y1 - view.y0)) * map.height
  const lengthOf = ({ label }: Tick): number => (label === '' ? 0.6 * TICK : TICK)
  const lines = [
    ...ticks.x.map(tick => `M${number(x(tick.position))} ${number(bottom)}v${number(lengthOf(tick))}`),
    ...ticks.y.map(tick => `M${number(map.left)} ${number(y(tick.position))}h${number(-lengthOf(tick))}`),
  ].join('')
  return [
    `<path d="M${number(map.left)} ${number(map.top)}H${number(right)}V${number(bottom)}H${number(map.left)}Z${lines}" fill="none" stroke="${INK}" stroke-width="${LINE}"/>`,
    ...ticks.x.map(tick =>
      label(x(tick.position), bottom + TICK + 2 + 0.95 * font, 'middle', tick.label, font),
    ),
    ...ticks.y.map(tick =>
      label(map.left - TICK - 2, y(tick.position) + HALF * font, 'end', tick.label, font),
    ),
    label(map.left + map.width / 2, bottom + layout.xTitle, 'middle', figure.x.title, font),
    turned(map.left - layout.yTitle, map.top + map.height / 2, figure.y.title, font),
    figure.title
      ? `<text x="${number(map.left)}" y="${number(map.top - 0.7 * font)}" font-weight="bold">${tspans(figure.title, font)}</text>`
      : '',
  ]
}

/** Few enough to edit, many enough that straight lines between them are the palette. */
const STOPS = 33

function colourBar(figure: MapFigure, layout: FigureLayout, font: number): string[] {
  const { bar, ticks } = layout
  const { low, high } = figure.range
  const bottom = bar.top + bar.height
  const right = bar.left + bar.width
  const y = (position: number): number => bottom - ((position - low) / (high - low)) * bar.height
  const stops = Array.from({ length: STOPS }, (_, k) => {
    const share = k / (STOPS - 1)
    return `<stop offset="${number(100 * share)}%" stop-color="${colourAt(figure, share)}"/>`
  }).join('')
  const lines = ticks.bar
    .map(
      tick =>
        `M${number(right)} ${number(y(tick.position))}h${number(tick.label === '' ? 0.6 * TICK : TICK)}`,
    )
    .join('')
  return [
    `<defs><linearGradient id="bar" gradientUnits="userSpaceOnUse" x1="0" y1="${number(bottom)}" x2="0" y2="${number(bar.top)}">${stops}</linearGradient></defs>`,
    `<rect x="${number(bar.left)}" y="${number(bar.top)}" width="${number(bar.width)}" height="${number(bar.height)}" fill="url(#bar)"/>`,
    `<path d="M${number(bar.left)} ${number(bar.top)}H${number(right)}V${number(bottom)}H${number(bar.left)}Z${lines}" fill="none" stroke="${INK}" stroke-width="${LINE}"/>`,
    ...ticks.bar.map(tick =>
      label(right + TICK + 2, y(tick.position) + HALF * font, 'start', tick.label, font),
    ),
    turned(right + layout.barTitle, bar.top + bar.height / 2, figure.barTitle, font),
  ]
}

const caption = ({ caption: { top, lines } }: FigureLayout, font: number): string[] =>
  lines.map((line, k) => label(2, top + (k + 0.85) * LEADING * font, 'start', line, font))
