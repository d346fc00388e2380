import { onScopeDispose, type Ref, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue'
import { type PointView } from '../../shared/owner-contract.js'

export interface ReadoutOptions {
  readonly point: Ref<number | undefined>
  /** Changes when what is known of the point may have changed. */
  readonly revision: Ref<unknown>
  readonly ask: (point: number) => Promise<PointView>
  readonly after: (ms: number, callback: () => void) => () => void
}

/** A pointer that sweeps over the map asks at most this often [ms]. */
export const READOUT_PAUSE_MS = 40

/**
 * All outputs of the point under the cursor. One question is open at a time; while it is, only the
 * newest wish is kept, so that an answer that comes late never overwrites a newer one.
 */
export function useReadout({
  point,
  revision,
  ask,
  after,
}: ReadoutOptions): Readonly<ShallowRef<PointView | undefined>> {
  const shown = shallowRef<PointView>()
  let waiting = false
  let again = false
  let ended = false
  let cancel: (() => void) | undefined

  async function fetchPoint(): Promise<void> {
    const wanted = point.value
    if (wanted === undefined) return
    try {
      const answer = await ask(wanted)
      if (point.value === wanted) shown.value = answer
    } catch {
      // Without a connection or a session there is nothing to read out; the banner says so.
      if (point.value === wanted) shown.value = undefined
    }
  }

  function request(): void {
    if (waiting) {
      again = true
      return
    }
    waiting = true
    again = false
    cancel = after(READOUT_PAUSE_MS, () => void settle())
  }

  async function settle(): Promise<void> {
    await fetchPoint()
    waiting = false
    if (again && !ended) request()
  }

  onScopeDispose(() => {
    ended = true
    cancel?.()
  })
  watch(
    [point, revision],
    () => {
      if (point.value === undefined) shown.value = undefined
      else request()
    },
    { immediate: true },
  )
  return shallowReadonly(shown)
}
