import {
  computed,
  type ComputedRef,
  type InjectionKey,
  onScopeDispose,
  type ShallowRef,
  shallowRef,
  watchEffect,
} from 'vue'

export type ThemeChoice = 'system' | 'light' | 'dark'

export interface UseTheme {
  readonly choice: ShallowRef<ThemeChoice>
  readonly dark: ComputedRef<boolean>
}

export const themeKey: InjectionKey<UseTheme> = Symbol('theme')

const KEY = 'isobar.theme'

/** Light or dark as the system says, unless the user chose; kept over restarts. */
export function useTheme(page: Window): UseTheme {
  const query = page.matchMedia('(prefers-color-scheme: dark)')
  const systemDark = shallowRef(query.matches)
  const follow = (event: MediaQueryListEvent): void => void (systemDark.value = event.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))

  const stored = page.localStorage.getItem(KEY)
  const choice = shallowRef<ThemeChoice>(stored === 'light' || stored === 'dark' ? stored : 'system')
  const dark = computed(() => (choice.value === 'system' ? systemDark.value : choice.value === 'dark'))
  watchEffect(() => {
    page.localStorage.setItem(KEY, choice.value)
    page.document.documentElement.dataset.theme = dark.value ? 'dark' : 'light'
  })
  return { choice, dark }
}
