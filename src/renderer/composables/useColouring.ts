import { computed, type ComputedRef, type ShallowRef, shallowRef } from 'vue'
import { type OutputInfo } from '../../shared/owner-contract.js'
import { type Colouring } from '../../shared/figure/colour-range.js'
import { type PaletteName } from '../../shared/figure/palettes.js'
import { prefersLog } from '../../shared/figure/survey.js'

export interface UseColouring {
  readonly palette: ShallowRef<PaletteName>
  readonly colouring: ComputedRef<Colouring>
  change(changes: Partial<Colouring>): void
}

/** Colours of the output on show; kept per output, because a coverage and a rate want different looks. */
export function useColouring(output: ComputedRef<OutputInfo | undefined>): UseColouring {
  const palette = shallowRef<PaletteName>('viridis')
  const chosen = shallowRef<Readonly<Record<string, Colouring>>>({})
  const colouring = computed(() => {
    const { name = '', group = '' } = output.value ?? {}
    return chosen.value[name] ?? { log: prefersLog(group, name), range: 'robust' as const, manual: undefined }
  })
  return {
    palette,
    colouring,
    change: changes => {
      if (!output.value) return
      chosen.value = { ...chosen.value, [output.value.name]: { ...colouring.value, ...changes } }
    },
  }
}
