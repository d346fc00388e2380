import { computed, type ComputedRef, type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { analyse, type Analysis } from '../../shared/scaling/analysis.js'
import { type ScalingView } from '../../shared/scaling-contract.js'
import { type UseOwner } from './useOwner.js'

export interface UseScaling {
  readonly view: Readonly<ShallowRef<ScalingView | undefined>>
  /** The very numbers that `isobar scale --json` prints for the same study. */
  readonly analysis: ComputedRef<Analysis | undefined>
  /** Takes over a view the owner answered with. */
  adopt(view: ScalingView): void
}

/** The study as the owner knows it; what it tells is newer than an answer still under way. */
export function useScaling({ owner, state, on, onOnline }: UseOwner): UseScaling {
  const view = shallowRef<ScalingView>()
  let told = 0

  function adopt(next: ScalingView): void {
    told++
    view.value = next
  }
  on('scaling', adopt)

  async function ask(): Promise<void> {
    const before = ++told
    try {
      const answer = await owner.scaling({})
      if (told === before) view.value = answer
    } catch {
      // The connection went again; the next one asks anew.
    }
  }
  onOnline(() => void ask())
  if (state.value === 'online') void ask()

  const analysis = computed(() => (view.value?.study ? analyse(view.value.study) : undefined))
  return { view: shallowReadonly(view), analysis, adopt }
}
