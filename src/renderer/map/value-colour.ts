import { colourAt } from '../../shared/figure/figure-image.js'
import { type MapStyle } from '../../shared/figure/map-style.js'
import { type Picture } from './picture.js'

/** `#rrggbb` of a value on the scale of a map; undefined where it has no place on it. */
export function valueColour(
  value: number,
  { scale, range: { low, high } }: Pick<Picture, 'scale' | 'range'>,
  style: Pick<MapStyle, 'palette' | 'reversed'>,
): string | undefined {
  const shade = scale.log ? Math.log10(scale.sign * value) : value
  if (!Number.isFinite(shade) || !(high > low)) return undefined
  return colourAt(style, Math.min(1, Math.max(0, (shade - low) / (high - low))))
}
