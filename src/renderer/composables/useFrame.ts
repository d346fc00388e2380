import { onScopeDispose } from 'vue'

/** Runs `draw` at the next frame, however often it is asked for before that. */
export function useFrame(draw: () => void): () => void {
  let handle = 0
  onScopeDispose(() => cancelAnimationFrame(handle))
  return () => {
    if (handle !== 0) return
    handle = requestAnimationFrame(() => {
      handle = 0
      draw()
    })
  }
}
