import { computed, type ComputedRef, type InjectionKey, onScopeDispose, shallowReactive } from 'vue'

/**
 * Something a person can do from the keyboard or the command palette. Every feature registers its own; the
 * palette, the shortcut sheet and the keys themselves read them from here.
 */
export interface Action {
  /** Stable, such as `map.reset-zoom`. */
  readonly id: string
  readonly title: () => string
  readonly group: 'session' | 'run' | 'map' | 'point' | 'view' | 'computers' | 'help'
  /** As `mod+shift+k`, where `mod` is ⌘ on a Mac and Ctrl elsewhere; keys without `mod` rest while one types. */
  readonly keys?: string
  readonly enabled?: () => boolean
  readonly run: () => unknown
}

export interface UseActions {
  readonly actions: ComputedRef<readonly Action[]>
  /** Registers for as long as the calling component or scope lives. */
  readonly register: (actions: readonly Action[]) => void
}

export const actionsKey: InjectionKey<UseActions> = Symbol('actions')

export function useActions(): UseActions {
  const known = shallowReactive(new Map<string, Action>())
  return {
    actions: computed(() => [...known.values()]),
    register: actions => {
      for (const action of actions) known.set(action.id, action)
      onScopeDispose(() => {
        for (const action of actions) if (known.get(action.id) === action) known.delete(action.id)
      })
    },
  }
}
