import { onScopeDispose, type Ref, shallowReadonly, shallowRef, type ShallowRef, watch } from 'vue'
import { reasonOf } from './useNotices.js'

export interface InspectionOptions<T> {
  readonly point: Ref<number | undefined>
  /** Changes when the answer may have changed. */
  readonly revision: Ref<unknown>
  readonly ask: (point: number) => Promise<T>
  readonly after: (ms: number, callback: () => void) => () => void
}

export interface UseInspection<T> {
  /** The newest answer; it stays while another point is asked for. */
  readonly answer: Readonly<ShallowRef<T | undefined>>
  readonly asking: Readonly<ShallowRef<boolean>>
  readonly problem: Readonly<ShallowRef<string | undefined>>
}

/** A held-down arrow key asks only for where it stops [ms]. */
export const INSPECTION_PAUSE_MS = 60

/** Asks about the point under the cross-hair once it rests; an answer that comes late never replaces a newer one. */
export function useInspection<T>({ point, revision, ask, after }: InspectionOptions<T>): UseInspection<T> {
  const answer = shallowRef<T>()
  const asking = shallowRef(false)
  const problem = shallowRef<string>()
  let serial = 0
  let cancel = (): void => undefined

  async function question(wanted: number, mine: number): Promise<void> {
    try {
      const found = await ask(wanted)
      if (mine !== serial) return
      answer.value = found
      problem.value = undefined
    } catch (thrown) {
      if (mine !== serial) return
      answer.value = undefined
      problem.value = reasonOf(thrown)
    }
    asking.value = false
  }

  watch(
    [point, revision],
    () => {
      cancel()
      const mine = ++serial
      const wanted = point.value
      asking.value = wanted !== undefined
      problem.value = undefined
      if (wanted === undefined) answer.value = undefined
      else cancel = after(INSPECTION_PAUSE_MS, () => void question(wanted, mine))
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    serial++
    cancel()
  })
  return {
    answer: shallowReadonly(answer),
    asking: shallowReadonly(asking),
    problem: shallowReadonly(problem),
  }
}
