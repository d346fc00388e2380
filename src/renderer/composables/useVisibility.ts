import { onScopeDispose } from 'vue'
import { type UseOwner } from './useOwner.js'

/** Tells the owner when nobody can see the window, so that a hidden one costs nothing. */
export function useVisibility({ owner, onOnline }: UseOwner, reload: () => void): void {
  async function tell(): Promise<void> {
    const visible = document.visibilityState === 'visible'
    try {
      await owner.setVisible({ visible })
      if (visible) reload()
    } catch {
      // Without a connection there is nothing to save; the next one starts visible.
    }
  }
  const listener = (): void => void tell()
  document.addEventListener('visibilitychange', listener)
  onScopeDispose(() => document.removeEventListener('visibilitychange', listener))
  onOnline(() => {
    if (document.visibilityState !== 'visible') void tell()
  })
}
