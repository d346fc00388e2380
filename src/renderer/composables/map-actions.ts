import { type CellKind, nextOfKind } from '../../shared/figure/cell-marks.js'
import { text } from '../text/text.js'
import { type Action } from './useActions.js'
import { type UseCursor } from './useCursor.js'
import { type UseMap } from './useMap.js'
import { type UseMapTools } from './useMapTools.js'

/** What can be done with the map from the keyboard and the palette. */
export function mapActions(
  tools: UseMapTools,
  map: UseMap,
  cursor: UseCursor,
  enabled: () => boolean,
): readonly Action[] {
  const action = (id: string, title: () => string, run: () => unknown, keys?: string): Action => ({
    id: `map.${id}`,
    group: 'map',
    title,
    run,
    enabled,
    ...(keys !== undefined && { keys }),
  })
  const toggle =
    <T>(ref: { value: T }, on: T, off: T) =>
    (): void =>
      void (ref.value = ref.value === on ? off : on)
  const { style, changeLook } = map
  return [
    action('pin', () => text.mapTools.actions.pin, tools.pinCursor, 'p'),
    action('cuts', () => text.mapTools.actions.cuts, toggle(tools.drawer, 'cuts', undefined), 'l'),
    action('pins', () => text.mapTools.actions.pins, toggle(tools.drawer, 'pins', undefined)),
    action('compare', () => text.mapTools.actions.compare, toggle(tools.arrangement, 'compare', 'single')),
    action(
      'multiples',
      () => text.mapTools.actions.multiples,
      toggle(tools.arrangement, 'multiples', 'single'),
    ),
    action(
      'contours',
      () => text.mapTools.actions.contours,
      () => changeLook({ contours: { ...style.value.contours, shown: !style.value.contours.shown } }),
      'c',
    ),
    action(
      'reverse',
      () => text.mapTools.actions.reverse,
      () => changeLook({ reversed: !style.value.reversed }),
    ),
    action(
      'reset-zoom',
      () => text.mapTools.actions.resetZoom,
      () => (tools.part.value = undefined),
    ),
    action(
      'next-failed',
      () => text.mapTools.actions.nextFailed,
      () => jumpToNext('failed', tools, map, cursor),
    ),
  ]
}

/** Holds the next cell of a kind after the one under the cross-hair. */
export function jumpToNext(kind: CellKind, tools: UseMapTools, map: UseMap, cursor: UseCursor): void {
  const raster = map.picture.value?.raster
  const point = raster && nextOfKind(raster, kind, cursor.point.value, tools.several.value)
  if (raster && point !== undefined)
    cursor.held.value = { i: point % raster.nx, j: Math.floor(point / raster.nx) }
}
