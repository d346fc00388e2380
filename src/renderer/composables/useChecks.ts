import { type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue'
import { type ChecksView } from '../../shared/points-contract.js'
import { type UseNotices } from './useNotices.js'
import { type UseOwner } from './useOwner.js'
import { type UseSweep } from './useSweep.js'

export interface UseChecks {
  readonly view: Readonly<ShallowRef<ChecksView | undefined>>
  /** True when the point is kept. */
  keep(point: number): Promise<boolean>
  remove(id: string): Promise<boolean>
  verify(): Promise<boolean>
}

/** The checks of the model on the desk. */
export function useChecks({ owner }: UseOwner, { sweep }: UseSweep, { attempt }: UseNotices): UseChecks {
  const view = shallowRef<ChecksView>()
  const take = (ask: () => Promise<ChecksView>): Promise<boolean> =>
    attempt(async () => {
      view.value = await ask()
    })
  watch(
    () => sweep.value?.sessionId,
    id => {
      view.value = undefined
      if (id !== undefined) void take(() => owner.checks({}))
    },
    { immediate: true },
  )
  return {
    view: shallowReadonly(view),
    keep: point => take(() => owner.keepCheck({ point })),
    remove: id => take(() => owner.removeCheck({ id })),
    verify: () => take(() => owner.verifyChecks({})),
  }
}
