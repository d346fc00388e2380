import { type AxisGeometry } from './axis-geometry.js'
import { type PaletteName } from './palettes.js'
import { type Raster, type ShadeRange, type ShadeScale } from './raster.js'

/** An axis of a figure, with its title as people write it: `pCO (atm)`. */
export interface FigureAxis {
  readonly geometry: AxisGeometry
  readonly title: string
}

/** A line over the map with its value; positions in axis space (see AxisGeometry), x and y in turn. */
export interface FigureContour {
  readonly points: Float64Array
  readonly label: string
}

/** A point on the map, at values of the axes in their units. */
export interface FigurePoint {
  readonly x: number
  readonly y: number
  /** Colour of its value; undefined for a hollow point. */
  readonly fill?: string
  /** A pin with this on its head instead of a round point. */
  readonly label?: string
}

/** The part of a map that is shown, in axis space. */
export interface FigureView {
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
}

/** Cells without a value or with a mark, in words; an entry of the legend for each kind that is there. */
export interface HoleWords {
  readonly pending: string
  readonly failed: string
  readonly uncertified: string
  readonly oscillates: string
  readonly below: string
}

export type HoleKind = keyof HoleWords

/** All that a figure of a map shows. */
export interface MapFigure {
  readonly x: FigureAxis
  readonly y: FigureAxis
  /** Default: the whole map. */
  readonly view?: FigureView
  readonly raster: Pick<Raster, 'nx' | 'ny' | 'status' | 'shade'>
  readonly scale: ShadeScale
  readonly range: ShadeRange
  readonly palette: PaletteName
  /** The palette runs from its last entry to its first. */
  readonly reversed?: boolean
  /** What the colour bar measures, with its unit. */
  readonly barTitle: string
  readonly contours?: readonly FigureContour[]
  /** What was measured, and what was marked. */
  readonly points?: readonly FigurePoint[]
  readonly title?: string
  /** Wrapped below the map. */
  readonly caption?: string
  readonly holes: HoleWords
  /** For whoever opens the file with an editor: where the picture comes from. */
  readonly description?: string
}

/** How large a figure is, in print. */
export interface FigureSize {
  /** Whole width [mm]. */
  readonly width: number
  /** Height of the map over its width. */
  readonly aspect: number
  /** Of labels [pt]; titles have the same. */
  readonly font: number
  /** Pixels of the embedded picture across the map, at least; see figureImage. */
  readonly pixels: number
}

/** Journals refuse smaller letters [pt]. */
export const MIN_FONT = 7
/** Widths that journals ask for [mm]. */
export const COLUMN_WIDTHS = { single: 85, oneAndHalf: 130, double: 175 } as const
