import { computed, type ComputedRef, type ShallowRef, shallowRef, watch } from 'vue'
import { type OutputInfo } from '../../shared/owner-contract.js'
import { type CutSeries } from '../../shared/figure/line-cut.js'
import { isSolved } from '../../shared/record.js'
import { type UseCursor } from './useCursor.js'
import { useLatest } from './useLatest.js'
import { type UseMap } from './useMap.js'
import { type UseOwner } from './useOwner.js'
import { type UseSweep } from './useSweep.js'

export interface UseLineCuts {
  /** Outputs that can be drawn together: those of the group of the one on the map. */
  readonly candidates: ComputedRef<readonly OutputInfo[]>
  /** Names chosen besides the one on the map. */
  readonly chosen: ShallowRef<readonly string[]>
  readonly alongX: ComputedRef<readonly CutSeries[]>
  readonly alongY: ComputedRef<readonly CutSeries[]>
}

/** Values along the row and the column of the cursor: those on the map at once, others as they are told. */
export function useLineCuts(
  { owner }: Pick<UseOwner, 'owner'>,
  { sweep }: Pick<UseSweep, 'sweep'>,
  map: UseMap,
  cursor: UseCursor,
): UseLineCuts {
  const chosen = shallowRef<readonly string[]>([])
  const candidates = computed(() => {
    const group = map.outputInfo.value?.group
    return sweep.value?.outputs.filter(info => info.group === group) ?? []
  })
  const others = computed(() =>
    candidates.value
      .map(info => info.name)
      .filter(name => name !== map.output.value && chosen.value.includes(name)),
  )
  const { answer, request } = useLatest((question: { point: number; outputs: readonly string[] }) =>
    owner.cuts(question),
  )
  watch(
    [() => cursor.point.value, () => others.value.join('\n'), () => map.picture.value?.found],
    () => {
      const point = cursor.point.value
      if (point !== undefined && others.value.length > 0) request({ point, outputs: others.value })
    },
    { immediate: true },
  )

  const mine = computed(() => {
    const raster = map.picture.value?.raster
    const cell = cursor.cell.value
    if (!raster || !cell || cell.i >= raster.nx || cell.j >= raster.ny) return undefined
    const { nx, ny, values, status } = raster
    const known = (point: number): number => (isSolved(status[point]!) ? values[point]! : Number.NaN)
    return {
      output: map.output.value,
      alongX: Float64Array.from({ length: nx }, (_, i) => known(cell.j * nx + i)),
      alongY: Float64Array.from({ length: ny }, (_, j) => known(j * nx + cell.i)),
    }
  })
  const all = computed(() => {
    if (!mine.value) return []
    const { alongX, alongY } = mine.value
    const told = (answer.value ?? []).filter(
      cut =>
        others.value.includes(cut.output) &&
        cut.alongX.length === alongX.length &&
        cut.alongY.length === alongY.length,
    )
    const sign = map.picture.value?.scale.sign ?? 1
    const signed = told.map(cut => ({ ...cut, sign: isConsumed(cut) ? (-1 as const) : (1 as const) }))
    return [{ ...mine.value, sign }, ...signed]
  })

  return {
    candidates,
    chosen,
    alongX: computed(() => all.value.map(({ output, alongX, sign }) => ({ output, sign, values: alongX }))),
    alongY: computed(() => all.value.map(({ output, alongY, sign }) => ({ output, sign, values: alongY }))),
  }
}

/** Nothing positive on either line, and something negative. */
function isConsumed({ alongX, alongY }: { alongX: Float64Array; alongY: Float64Array }): boolean {
  let negative = false
  for (const values of [alongX, alongY])
    for (const value of values) {
      if (value > 0) return false
      negative ||= value < 0
    }
  return negative
}
