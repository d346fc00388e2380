import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef } from 'vue'

/**
 * The answer to the newest question. One question is open at a time and only the newest wish is kept beside
 * it, so a pointer that runs ahead of the owner leaves no queue behind; a failed one answers undefined.
 */
export function useLatest<Q, A>(
  ask: (question: Q) => Promise<A>,
): { readonly answer: Readonly<ShallowRef<A | undefined>>; readonly request: (question: Q) => void } {
  const answer = shallowRef<A>()
  let wish: { question: Q } | undefined
  let open = false
  let ended = false

  async function work(): Promise<void> {
    open = true
    while (wish && !ended) {
      const { question } = wish
      wish = undefined
      try {
        answer.value = await ask(question)
      } catch {
        answer.value = undefined
      }
    }
    open = false
  }

  onScopeDispose(() => (ended = true))
  return {
    answer: shallowReadonly(answer),
    request: question => {
      wish = { question }
      if (!open) void work()
    },
  }
}
