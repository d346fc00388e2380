import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FigureRequest } from '../node/export/figure.js'
import { systemFonts } from '../node/export/system-fonts.js'
import { IsobarError } from '../shared/errors.js'
import { COLUMN_WIDTHS, MIN_FONT } from '../shared/figure/map-figure.js'
import { PALETTES, type PaletteName } from '../shared/figure/palettes.js'

/** The options of `isobar export` that decide a picture, as commander hands them over. */
export interface FigureOptions {
  readonly width?: string
  readonly dpi?: number
  readonly aspect?: number
  readonly fontSize?: number
  readonly palette?: string
  readonly log?: true
  readonly linear?: true
  readonly range?: string
  readonly title?: string
  readonly font?: string
}

export const DEFAULT_DPI = 600
const MAX_DPI = 2400
/** A poster is wider, but nobody prints one from a map at 600 dpi [mm]. */
const MAX_WIDTH = 500
/** A pixel of the embedded picture is then a hundredth of a millimetre on one column. */
const PICTURE_DPI = 600

export function figureRequest(options: FigureOptions): Omit<FigureRequest, 'output'> {
  const width = widthOf(options.width ?? 'single')
  if (options.log && options.linear)
    refuse('--log', '', 'a colour scale is logarithmic or linear, not both', 'leave one out')
  return {
    palette: paletteOf(options.palette ?? 'viridis'),
    log: options.log ? true : options.linear ? false : undefined,
    range: rangeOf(options.range ?? 'robust'),
    size: {
      width,
      aspect: within('--aspect', options.aspect ?? 0.85, 0.2, 3),
      font: within('--font-size', options.fontSize ?? 8, MIN_FONT, 24),
      pixels: Math.round((0.7 * width * PICTURE_DPI) / 25.4),
    },
    ...(options.title === undefined ? {} : { title: options.title }),
  }
}

export const dpiOf = ({ dpi = DEFAULT_DPI }: FigureOptions): number => within('--dpi', dpi, 50, MAX_DPI)

/** A length with its unit, or the name of a column width [mm]. */
function widthOf(text: string): number {
  const named = {
    single: COLUMN_WIDTHS.single,
    '1.5': COLUMN_WIDTHS.oneAndHalf,
    double: COLUMN_WIDTHS.double,
  }
  if (Object.hasOwn(named, text)) return named[text as keyof typeof named]
  const [, number, unit = 'mm'] = /^([\d.]+)\s*(mm|cm|in|pt)?$/.exec(text) ?? []
  const width = Number(number) * { mm: 1, cm: 10, in: 25.4, pt: 25.4 / 72 }[unit as 'mm']
  if (width >= 40 && width <= MAX_WIDTH) return width
  refuse(
    '--width',
    text,
    'is no width from 40 to 500 mm',
    'give one such as 85mm, 8.5cm, 3.3in, single, 1.5 or double',
  )
}

function paletteOf(name: string): PaletteName {
  if (Object.hasOwn(PALETTES, name)) return name as PaletteName
  refuse('--palette', name, 'is no palette', `choose one of ${Object.keys(PALETTES).join(', ')}`)
}

function rangeOf(text: string): FigureRequest['range'] {
  if (text === 'robust' || text === 'full') return { range: text, manual: undefined }
  const [low, high, ...rest] = text.split(':').map(Number)
  if (rest.length === 0 && Number.isFinite(low) && Number.isFinite(high) && low !== high)
    return { range: 'manual', manual: { low: low!, high: high! } }
  refuse(
    '--range',
    text,
    'is no colour range',
    'give LOW:HIGH, full (minimum to maximum) or robust (percentiles 1 to 99)',
  )
}

function within(field: string, value: number, low: number, high: number): number {
  if (value >= low && value <= high) return value
  refuse(field, String(value), 'is out of range', `give a number from ${low} to ${high}`)
}

/** Fonts for the letters of a picture; there must be one. */
export function fontsFor(text: string, { font }: FigureOptions, cwd: string): Uint8Array[] {
  if (font !== undefined) {
    try {
      return [new Uint8Array(readFileSync(resolve(cwd, font)))]
    } catch {
      refuse('--font', font, 'cannot be read', 'name a TrueType or OpenType file')
    }
  }
  // The one for Chinese is large, and only of use where there is some.
  const chinese = /[\u2e80-\uffff]/.test(text)
  const fonts = systemFonts(['regular', 'bold', ...(chinese ? (['chinese'] as const) : [])])
  if (fonts[0]) return fonts.filter(found => found !== undefined)
  refuse(
    '--font',
    '',
    'this computer has no font that we know, and a PNG needs one for its letters',
    'name one with --font FILE.ttf, install one (Debian, Ubuntu: fonts-dejavu-core or fonts-liberation), or export SVG',
  )
}

function refuse(field: string, value: string, message: string, remedy: string): never {
  throw new IsobarError('input/invalid', `${field}: ${message}`, { field, value, remedy })
}
