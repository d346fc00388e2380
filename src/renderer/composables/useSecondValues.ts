import {
  computed,
  type ComputedRef,
  type Ref,
  type ShallowRef,
  shallowReadonly,
  shallowRef,
  watch,
} from 'vue'
import { type OtherSession } from '../../shared/compare-contract.js'
import { type MapValues } from '../../shared/compare/combine.js'
import { isSameGrid, isSameParameters, resample } from '../../shared/compare/resample.js'
import { type MapSnapshot, type OutputInfo } from '../../shared/owner-contract.js'
import { useLatest } from './useLatest.js'
import { type UseMap } from './useMap.js'
import { type UseOwner } from './useOwner.js'
import { type UseSweep } from './useSweep.js'

/** What a map is compared with. */
export interface SecondMap {
  /** Whether it is of the session on the desk or of the other one. */
  readonly from: 'desk' | 'other'
  readonly output: string
}

export interface UseSecondValues {
  /** On the grid of the desk. */
  readonly values: Readonly<ShallowRef<MapValues | undefined>>
  readonly info: ComputedRef<OutputInfo | undefined>
  /** How the other session's grid relates to ours. */
  readonly grid: ComputedRef<'same' | 'nearest' | 'other-axes' | undefined>
}

/** Values of the second map; those of the desk are asked for again as the sweep goes on. */
export function useSecondValues(
  { owner }: Pick<UseOwner, 'owner'>,
  { sweep }: Pick<UseSweep, 'sweep'>,
  map: UseMap,
  second: Ref<SecondMap>,
  other: Ref<OtherSession | undefined>,
): UseSecondValues {
  const values = shallowRef<MapValues>()
  const source = computed(() => (second.value.from === 'desk' ? sweep.value : other.value))
  const info = computed(() => source.value?.outputs.find(output => output.name === second.value.output))
  const grid = computed(() => {
    const [ours, theirs] = [sweep.value, source.value]
    if (!ours || !theirs) return undefined
    if (isSameGrid(ours, theirs)) return 'same'
    return isSameParameters(ours, theirs) ? 'nearest' : 'other-axes'
  })

  const { answer, request } = useLatest(async ({ from, output }: SecondMap): Promise<MapSnapshot> =>
    from === 'desk' ? owner.values({ output }) : owner.otherValues({ output }),
  )
  watch(
    [
      second,
      () => other.value,
      () => sweep.value?.sessionId,
      () => second.value.from === 'desk' && map.picture.value?.found,
    ],
    () => {
      if (info.value && grid.value !== 'other-axes') request(second.value)
    },
    { immediate: true },
  )
  watch([answer, info, grid], () => {
    const [ours, theirs, snapshot] = [sweep.value, source.value, answer.value]
    const fits =
      ours && theirs && info.value && grid.value !== 'other-axes' && snapshot?.output === second.value.output
    const known = fits && snapshot.nx === theirs.x.values.length && snapshot.ny === theirs.y.values.length
    values.value = known ? resample(ours, theirs, snapshot) : undefined
  })
  return { values: shallowReadonly(values), info, grid }
}
