import { onMounted, onScopeDispose, type ShallowRef, shallowRef } from 'vue'

/** Size of an element in CSS pixels, followed for as long as the calling scope lives. */
export function useSize(
  element: Readonly<ShallowRef<HTMLElement | null>>,
): ShallowRef<{ width: number; height: number }> {
  const size = shallowRef({ width: 0, height: 0 })
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry!.contentRect
    size.value = { width: Math.floor(width), height: Math.floor(height) }
  })
  onMounted(() => element.value && observer.observe(element.value))
  onScopeDispose(() => observer.disconnect())
  return size
}
