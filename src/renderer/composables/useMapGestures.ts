import { shallowReadonly, shallowRef } from 'vue'
import { type UseCursor } from './useCursor.js'
import { type UseMapView } from './useMapView.js'

/** A pointer that moved less than this between down and up has clicked [px]. */
const CLICK_SLOP = 4
const KEY_ZOOM = 1.5
/** Ctrl and Shift make the cross-hair leap. */
const LEAP = 10

/** Pointer, wheel and keys on the map: hover, click to hold, drag to pan, wheel to zoom. */
export function useMapGestures(view: UseMapView, cursor: UseCursor, pin: () => void) {
  const pointer = shallowRef<{ x: number; y: number }>()
  let drag: { startX: number; startY: number; x: number; y: number; moved: boolean } | undefined

  const position = (event: PointerEvent | WheelEvent): [number, number] => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }

  function middle(): [number, number] {
    const { left, top, width, height } = view.layout.value.map
    return [left + width / 2, top + height / 2]
  }

  const keys: Record<string, (step: number) => void> = {
    ArrowLeft: step => cursor.move(-step, 0),
    ArrowRight: step => cursor.move(step, 0),
    ArrowUp: step => cursor.move(0, step),
    ArrowDown: step => cursor.move(0, -step),
    Escape: () => cursor.release(),
    '+': () => view.zoomAtPixel(...middle(), KEY_ZOOM),
    '=': () => view.zoomAtPixel(...middle(), KEY_ZOOM),
    '-': () => view.zoomAtPixel(...middle(), 1 / KEY_ZOOM),
    '0': () => view.showWhole(),
    p: pin,
  }

  const listeners = {
    pointermove(event: PointerEvent): void {
      const [x, y] = position(event)
      if (drag) {
        drag.moved ||= Math.hypot(x - drag.startX, y - drag.startY) > CLICK_SLOP
        if (drag.moved) view.panByPixels(x - drag.x, y - drag.y)
        Object.assign(drag, { x, y })
      }
      pointer.value = { x, y }
      cursor.hovered.value = view.cellAtPixel(x, y)
    },
    pointerdown(event: PointerEvent): void {
      if (event.button !== 0) return
      const [x, y] = position(event)
      ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
      drag = { startX: x, startY: y, x, y, moved: false }
    },
    pointerup(event: PointerEvent): void {
      const cell = view.cellAtPixel(...position(event))
      if (drag && !drag.moved && cell) cursor.toggle(cell)
      drag = undefined
    },
    pointercancel(): void {
      drag = undefined
    },
    pointerleave(): void {
      pointer.value = undefined
      cursor.hovered.value = undefined
    },
    wheel(event: WheelEvent): void {
      event.preventDefault()
      view.zoomAtPixel(...position(event), Math.exp(-event.deltaY / (event.deltaMode === 0 ? 400 : 12)))
    },
    dblclick(): void {
      view.showWhole()
    },
    keydown(event: KeyboardEvent): void {
      const action = keys[event.key]
      if (!action || event.metaKey || event.altKey || (event.ctrlKey && event.key === 'p')) return
      event.preventDefault()
      event.stopPropagation()
      action(event.ctrlKey || event.shiftKey ? LEAP : 1)
    },
  }
  return { listeners, pointer: shallowReadonly(pointer) }
}
