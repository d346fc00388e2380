import { type Colouring } from './colour-range.js'
import { type ContourStyle, NO_CONTOURS } from './contour-levels.js'
import { isDiverging, type PaletteName } from './palettes.js'
import { prefersLog } from './survey.js'

/** Everything a person chose about the picture of one map: what a figure of it needs besides the numbers. */
export interface MapStyle extends Colouring {
  readonly output: string
  readonly palette: PaletteName
  /** The palette runs from its last entry to its first. */
  readonly reversed: boolean
  readonly contours: ContourStyle
}

/** How an output looks before anybody chose. */
export const defaultMapStyle = (output: { readonly name: string; readonly group: string }): MapStyle => ({
  output: output.name,
  palette: 'viridis',
  reversed: false,
  log: prefersLog(output.group, output.name),
  range: 'robust',
  manual: undefined,
  tail: 1,
  centred: false,
  contours: NO_CONTOURS,
})

/** The style with another palette; a diverging one is of use only when its middle is. */
export const withPalette = (style: MapStyle, palette: PaletteName): MapStyle => ({
  ...style,
  palette,
  centred: isDiverging(palette),
})
