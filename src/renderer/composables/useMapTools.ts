import { computed, type InjectionKey, type ShallowRef, shallowRef, watch } from 'vue'
import { type PointMask } from '../../shared/figure/cell-marks.js'
import { type ViewWindow } from '../map/view-window.js'
import { type UseActions } from './useActions.js'
import { mapActions } from './map-actions.js'
import { type UseCursor } from './useCursor.js'
import { type UseMap } from './useMap.js'
import { useMeasured, type UseMeasured } from './useMeasured.js'
import { type UseOwner } from './useOwner.js'
import { usePins, type UsePins } from './usePins.js'
import { type UseSweep } from './useSweep.js'

export type MapArrangement = 'single' | 'compare' | 'multiples'
export type MapDrawer = 'cuts' | 'pins'

/** What stands around the map and on it, besides its colours. */
export interface UseMapTools {
  readonly arrangement: ShallowRef<MapArrangement>
  /** What is open below the map. */
  readonly drawer: ShallowRef<MapDrawer | undefined>
  /** The part in view, shared by all maps that are shown side by side; undefined for the whole. */
  readonly part: ShallowRef<ViewWindow | undefined>
  readonly pins: UsePins
  readonly measured: UseMeasured
  /** Points with more than one stable steady state, where the sweep counts them. */
  readonly several: ShallowRef<PointMask | undefined>
  /** Whether cells without a certificate are shown without their values. */
  readonly certifiedOnly: ShallowRef<boolean>
  /** The popover of certificates. */
  readonly evidenceOpen: ShallowRef<boolean>
  readonly pinCursor: () => void
}

export const toolsKey: InjectionKey<UseMapTools> = Symbol('map tools')

/** The output that counts stable steady states; sweeps that do not look for them have none. */
const STATES = 'stable_states'

export function useMapTools(
  { owner }: Pick<UseOwner, 'owner'>,
  { sweep }: Pick<UseSweep, 'sweep'>,
  map: UseMap,
  cursor: UseCursor,
  actions: UseActions,
  storage: Storage,
): UseMapTools {
  const sessionId = computed(() => sweep.value?.sessionId)
  const several = shallowRef<PointMask>()
  const tools: UseMapTools = {
    arrangement: shallowRef('single'),
    drawer: shallowRef(),
    part: shallowRef(),
    pins: usePins({ owner }, sessionId, storage),
    measured: useMeasured(sweep, map.outputInfo),
    several,
    certifiedOnly: shallowRef(false),
    evidenceOpen: shallowRef(false),
    pinCursor: () => cursor.cell.value && tools.pins.add(cursor.cell.value),
  }

  async function countStates(): Promise<void> {
    const id = sessionId.value
    several.value = undefined
    if (!sweep.value?.outputs.some(info => info.name === STATES)) return
    const { values } = await owner.values({ output: STATES })
    if (id === sessionId.value) several.value = point => values[point]! > 1
  }
  watch([sessionId, () => sweep.value?.progress.phase], () => void countStates().catch(() => undefined), {
    immediate: true,
  })
  watch(sessionId, () => {
    tools.arrangement.value = 'single'
    tools.part.value = undefined
  })
  actions.register(mapActions(tools, map, cursor, () => sweep.value !== undefined))
  return tools
}
