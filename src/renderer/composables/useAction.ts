import { type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { reasonOf } from './useNotices.js'

export interface UseAction {
  readonly working: Readonly<ShallowRef<boolean>>
  /** Why the last one did not work, to be shown beside the control that began it. */
  readonly problem: Readonly<ShallowRef<string | undefined>>
  /** True when it went well; does nothing while another is under way. */
  run(action: () => Promise<unknown>): Promise<boolean>
  /** Forgets the problem, for example because the field was changed. */
  clear(): void
}

/** One action at a time, whose failure stays where it was asked for. */
export function useAction(): UseAction {
  const working = shallowRef(false)
  const problem = shallowRef<string>()

  async function run(action: () => Promise<unknown>): Promise<boolean> {
    if (working.value) return false
    working.value = true
    problem.value = undefined
    try {
      await action()
      return true
    } catch (thrown) {
      problem.value = reasonOf(thrown)
      return false
    } finally {
      working.value = false
    }
  }

  return {
    working: shallowReadonly(working),
    problem: shallowReadonly(problem),
    run,
    clear: () => (problem.value = undefined),
  }
}
