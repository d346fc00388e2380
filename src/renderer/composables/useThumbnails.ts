import { computed, type ComputedRef, type Ref, type ShallowRef, shallowReadonly, watch } from 'vue'
import { type ThinnedValues } from '../../shared/compare-contract.js'
import { type OutputInfo } from '../../shared/owner-contract.js'
import { palettePixels } from '../../shared/figure/palette.js'
import { prefersLog } from '../../shared/figure/survey.js'
import { type Picture, pictureOf } from '../map/picture.js'
import { useLatest } from './useLatest.js'
import { type UseMap } from './useMap.js'
import { type UseOwner } from './useOwner.js'

export interface Thumbnail {
  readonly info: OutputInfo
  readonly picture: Picture
}

/** Cells of a small map in each direction: as many as it has pixels, about. */
const MOST = 160

/**
 * Small maps of several outputs; with `shared` all have the range that holds the values of all.
 * While the sweep goes on they are asked for again, one round after the other.
 */
export function useThumbnails(
  { owner }: Pick<UseOwner, 'owner'>,
  map: UseMap,
  infos: Ref<readonly OutputInfo[]>,
  shared: Ref<boolean>,
): {
  readonly thumbnails: ComputedRef<readonly Thumbnail[]>
  readonly answer: Readonly<ShallowRef<unknown>>
} {
  const { answer, request } = useLatest((wanted: readonly OutputInfo[]) =>
    Promise.all(wanted.map(info => owner.thinned({ output: info.name, most: MOST }))),
  )
  watch([infos, () => map.picture.value?.found], () => request(infos.value), { immediate: true })

  const thumbnails = computed(() => {
    const told = answer.value ?? []
    const known = infos.value.flatMap(info => {
      const values = told.find(thinned => thinned.output === info.name)
      return values ? [{ info, values }] : []
    })
    const own = known.map(({ info, values }) => ({ info, picture: paint(map, info, values, undefined) }))
    if (!shared.value) return own
    const ranges = own.flatMap(({ picture }) => (picture.found.full ? [picture.range] : []))
    if (ranges.length === 0) return own
    const range = {
      low: Math.min(...ranges.map(({ low }) => low)),
      high: Math.max(...ranges.map(({ high }) => high)),
    }
    return known.map(({ info, values }) => ({ info, picture: paint(map, info, values, range) }))
  })
  return { thumbnails, answer: shallowReadonly(answer) }
}

function paint(
  map: UseMap,
  info: OutputInfo,
  { nx, ny, values, status }: ThinnedValues,
  shades: { low: number; high: number } | undefined,
): Picture {
  const { palette, reversed, centred } = map.style.value
  const log =
    info.group === map.outputInfo.value?.group ? map.style.value.log : prefersLog(info.group, info.name)
  const value = (shade: number): number => (log ? 10 ** shade : shade)
  const colouring = {
    log,
    tail: 1,
    centred,
    range: shades ? ('manual' as const) : ('robust' as const),
    manual: shades && { low: value(shades.low), high: value(shades.high) },
  }
  const colours = { palette: palettePixels(palette, reversed), ...map.cellColours.value }
  const snapshot = { output: info.name, unit: info.unit, nx, ny, values, status, revision: 0 }
  return pictureOf(snapshot, undefined, colouring, colours)
}
