import { effectScope, type EffectScope } from 'vue'

/** Runs a composable in a scope of its own, as a component would. */
export function withScope<T>(body: () => T): { result: T; scope: EffectScope } {
  const scope = effectScope()
  return { result: scope.run(body)!, scope }
}
