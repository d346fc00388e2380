import { onScopeDispose, type Ref, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue'
import { IsobarError } from '../../shared/errors.js'
import { type SetupEstimate, type SweepSetup } from '../../shared/owner-contract.js'

export interface EstimateOptions {
  readonly setup: Ref<SweepSetup | undefined>
  readonly ask: (setup: SweepSetup) => Promise<SetupEstimate>
  readonly after: (ms: number, callback: () => void) => () => void
}

/** Typing settles before the owner is asked [ms]. */
export const ESTIMATE_PAUSE_MS = 250

/** What the owner thinks of the form: its size, or why it cannot be started. */
export function useEstimate({ setup, ask, after }: EstimateOptions): {
  estimate: Readonly<ShallowRef<SetupEstimate | undefined>>
  refusal: Readonly<ShallowRef<string | undefined>>
} {
  const estimate = shallowRef<SetupEstimate>()
  const refusal = shallowRef<string>()
  let cancel: (() => void) | undefined
  let asked = 0

  async function check(wanted: SweepSetup, mine: number): Promise<void> {
    try {
      const answer = await ask(wanted)
      if (mine === asked) estimate.value = answer
    } catch (thrown) {
      // Anything but a refusal will be told, with more right, when Start is pressed.
      if (mine === asked && thrown instanceof IsobarError && thrown.code === 'input/invalid') {
        const { remedy } = (thrown as IsobarError<'input/invalid'>).data
        refusal.value = `${thrown.message}. ${remedy}`
      }
    }
  }

  watch(
    setup,
    wanted => {
      cancel?.()
      const mine = ++asked
      estimate.value = undefined
      refusal.value = undefined
      if (wanted) cancel = after(ESTIMATE_PAUSE_MS, () => void check(wanted, mine))
    },
    { immediate: true },
  )
  onScopeDispose(() => cancel?.())
  return { estimate: shallowReadonly(estimate), refusal: shallowReadonly(refusal) }
}
