import { computed, type ComputedRef, type ShallowRef, shallowRef, watch } from 'vue'
import { type OutputInfo } from '../../shared/owner-contract.js'
import { type CutSeries } from '../../shared/figure/line-cut.js'
import { downName, HYSTERESIS, upName } from '../../shared/hysteresis-columns.js'
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
  /** How far the ways of a swept axis are apart along it, shape (n); undefined until told. */
  readonly apart: ComputedRef<Float64Array | undefined>
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
  const swept = computed(() => sweep.value?.mechanism.analysis?.hysteresis)
  /** Along a swept axis the other way is drawn too. */
  const told = computed(() => {
    const names = others.value
    if (swept.value === undefined) return names
    return [
      ...new Set([
        ...names,
        ...[map.output.value, ...names].flatMap(name => otherWay(name) ?? []),
        HYSTERESIS,
      ]),
    ]
  })
  const otherWay = (name: string): string | undefined => {
    const other = upName(name) ?? downName(name)
    return sweep.value?.outputs.some(info => info.name === other) ? other : undefined
  }
  const { answer, request } = useLatest((question: { point: number; outputs: readonly string[] }) =>
    owner.cuts(question),
  )
  watch(
    [() => cursor.point.value, () => told.value.join('\n'), () => map.picture.value?.found],
    () => {
      const point = cursor.point.value
      if (point !== undefined && told.value.length > 0) request({ point, outputs: told.value })
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
  const fitting = computed(() =>
    (answer.value ?? []).filter(
      cut =>
        cut.alongX.length === mine.value?.alongX.length && cut.alongY.length === mine.value.alongY.length,
    ),
  )
  const all = computed(() => {
    if (!mine.value) return []
    const drawn = fitting.value.filter(cut => others.value.includes(cut.output))
    const sign = map.picture.value?.scale.sign ?? 1
    const signed = drawn.map(cut => ({ ...cut, sign: isConsumed(cut) ? (-1 as const) : (1 as const) }))
    return [{ ...mine.value, sign }, ...signed]
  })

  const along = (axis: 'x' | 'y'): CutSeries[] =>
    all.value.flatMap(({ output, sign, ...cut }) => {
      const values = axis === 'x' ? cut.alongX : cut.alongY
      if (swept.value !== axis) return [{ output, sign, values }]
      const way = upName(output) === undefined ? ('up' as const) : ('down' as const)
      const other = fitting.value.find(({ output: name }) => name === otherWay(output))
      const own = { output, sign, values, way }
      return other
        ? [
            own,
            {
              output: other.output,
              sign,
              values: axis === 'x' ? other.alongX : other.alongY,
              way: way === 'up' ? ('down' as const) : ('up' as const),
            },
          ]
        : [own]
    })

  return {
    candidates,
    chosen,
    alongX: computed(() => along('x')),
    alongY: computed(() => along('y')),
    apart: computed(() => {
      const cut = fitting.value.find(({ output }) => output === HYSTERESIS)
      return swept.value && cut && (swept.value === 'x' ? cut.alongX : cut.alongY)
    }),
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
