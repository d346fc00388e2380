import { type MapStyle } from '../../shared/figure/map-style.js'
import { type FigurePoint } from '../../shared/figure/map-figure.js'
import { type Pin } from '../../shared/map-contract.js'
import { type MeasuredPoint } from '../../shared/measured/measured-csv.js'
import { type SweepView } from '../../shared/owner-contract.js'
import { type Picture } from '../map/picture.js'
import { valueColour } from '../map/value-colour.js'

/** What was measured and what was marked, as a figure shows it over the map. */
export function figurePoints(
  { x, y }: Pick<SweepView, 'x' | 'y'>,
  measured: readonly MeasuredPoint[],
  pins: readonly Pin[],
  picture: Pick<Picture, 'scale' | 'range'>,
  style: Pick<MapStyle, 'palette' | 'reversed'>,
): FigurePoint[] {
  return [
    ...measured.map(point => {
      const fill = point.value === undefined ? undefined : valueColour(point.value, picture, style)
      return { x: point.x, y: point.y, ...(fill === undefined ? {} : { fill }) }
    }),
    ...pins.flatMap(({ id, i, j }) => {
      const [px, py] = [x.values[i], y.values[j]]
      return px === undefined || py === undefined ? [] : [{ x: px, y: py, label: String(id) }]
    }),
  ]
}
