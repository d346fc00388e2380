import { type Action } from '../composables/useActions.js'
import { type UseCursor } from '../composables/useCursor.js'
import { type UseMap } from '../composables/useMap.js'
import { PALETTE_NAMES } from '../composables/useSettings.js'
import { type UseSweep } from '../composables/useSweep.js'
import { say, text } from '../text/text.js'

export interface MapActionParts {
  readonly map: UseMap
  readonly cursor: UseCursor
  readonly sweep: UseSweep
  /** Puts the focus on the map, where keys move the cross-hair. */
  readonly focusMap: () => void
}

export function mapActions({ map, cursor, sweep, focusMap }: MapActionParts): Action[] {
  const enabled = (): boolean => sweep.sweep.value !== undefined
  function step(by: 1 | -1): void {
    const names = sweep.sweep.value?.outputs.map(output => output.name) ?? []
    map.output.value = names.at((names.indexOf(map.output.value) + by) % names.length) ?? map.output.value
  }
  const one = (id: string, title: () => string, run: () => unknown, keys?: string): Action => ({
    id: `map.${id}`,
    group: 'map',
    title,
    enabled,
    run,
    ...(keys && { keys }),
  })
  return [
    one('focus', () => text.actions.toMap, focusMap, 'm'),
    one(
      'next-output',
      () => text.actions.nextOutput,
      () => step(1),
      ']',
    ),
    one(
      'previous-output',
      () => text.actions.previousOutput,
      () => step(-1),
      '[',
    ),
    one(
      'toggle-scale',
      () => text.actions.toggleScale,
      () => map.change({ log: !map.style.value.log, range: 'robust' }),
      'l',
    ),
    {
      ...one('release', () => text.actions.releasePoint, cursor.release),
      enabled: () => cursor.held.value !== undefined,
    },
    ...PALETTE_NAMES.map(name =>
      one(
        `palette-${name}`,
        () => say(text.actions.selectPalette, { name }),
        () => (map.palette.value = name),
      ),
    ),
  ]
}
