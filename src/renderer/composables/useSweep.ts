import {
  computed,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
  shallowReadonly,
  shallowRef,
} from 'vue'
import {
  type HostInfo,
  type SweepPhase,
  type SweepProgress,
  type SweepSetup,
  type SweepView,
} from '../../shared/owner-contract.js'
import { type UseOwner } from './useOwner.js'

export interface UseSweep {
  readonly host: Readonly<ShallowRef<HostInfo | undefined>>
  readonly sweep: Readonly<ShallowRef<SweepView | undefined>>
  readonly progress: Readonly<ShallowRef<SweepProgress | undefined>>
  readonly phase: ComputedRef<SweepPhase | undefined>
  /** A sweep that is running or paused: the owner has no room for another. */
  readonly occupied: ComputedRef<boolean>
  start(setup: SweepSetup): Promise<void>
  /** Takes over a view the owner answered with, for example after opening a session. */
  adopt(view: SweepView | null): void
}

export const sweepKey: InjectionKey<UseSweep> = Symbol('sweep')

/**
 * The sweep on the owner's desk. After each (re)connection it is asked for anew; between the two the
 * owner tells of changes, and what it tells is newer than an answer still under way.
 */
export function useSweep({ owner, on, onOnline }: UseOwner): UseSweep {
  const host = shallowRef<HostInfo>()
  const sweep = shallowRef<SweepView>()
  const progress = shallowRef<SweepProgress>()
  let told = 0

  function adopt(view: SweepView | null): void {
    told++
    sweep.value = view ?? undefined
    progress.value = view?.progress
  }
  on('sweep', adopt)
  on('progress', report => {
    if (sweep.value) progress.value = report
  })
  onOnline(async () => {
    const before = ++told
    try {
      const [info, view] = await Promise.all([owner.hello({}), owner.current({})])
      host.value = info
      if (told === before) adopt(view)
    } catch {
      // The connection went again; the next one asks anew.
    }
  })

  const phase = computed(() => progress.value?.phase)
  return {
    host: shallowReadonly(host),
    sweep: shallowReadonly(sweep),
    progress: shallowReadonly(progress),
    phase,
    occupied: computed(() => phase.value === 'running' || phase.value === 'paused'),
    start: async setup => adopt(await owner.start(setup)),
    adopt,
  }
}
