import { inject, type InjectionKey } from 'vue'

/** What App provides is always there; a component used outside of it is a mistake worth a clear word. */
export function injectRequired<T>(key: InjectionKey<T>): T {
  const value = inject(key)
  if (value === undefined) throw new Error(`${key.description ?? 'value'} is not provided`)
  return value
}
