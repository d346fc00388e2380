import { computed, type ComputedRef, type Ref, shallowRef } from 'vue'
import { type SharingSettings } from '../../shared/lan-contract.js'

export interface SharingOptions {
  readonly settled: Ref<SharingSettings | undefined>
  readonly send: (settings: SharingSettings) => Promise<void>
  /** Asks the owner what holds now; it may have decided otherwise than it was asked. */
  readonly reload: () => Promise<void>
}

export interface UseSharing {
  readonly sharing: ComputedRef<SharingSettings | undefined>
  /** Rejects with the owner's refusal; what holds then is what held before. */
  change(changes: Partial<SharingSettings>): Promise<void>
}

/**
 * What this computer lends, as it is on the form. The contract knows only the whole of the settings, so a
 * change made before the last one is confirmed builds on it, not on what the owner said before both.
 */
export function useSharing({ settled, send, reload }: SharingOptions): UseSharing {
  const wanted = shallowRef<SharingSettings>()
  let underWay = 0

  async function change(changes: Partial<SharingSettings>): Promise<void> {
    const base = wanted.value ?? settled.value
    if (!base) return
    const next = { ...base, ...changes }
    wanted.value = next
    underWay++
    try {
      await send(next)
    } finally {
      if (underWay === 1) await reload()
      if (--underWay === 0) wanted.value = undefined
    }
  }

  return { sharing: computed(() => wanted.value ?? settled.value), change }
}
