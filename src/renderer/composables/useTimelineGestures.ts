import { type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { type UseTimeline } from './useTimeline.js'

export interface UseTimelineGestures {
  /** Where the pointer rests [px]; undefined outside and while it drags. */
  readonly pointer: Readonly<ShallowRef<{ x: number; y: number } | undefined>>
  readonly listeners: Record<string, (event: never) => void>
}

const KEY_ZOOM = 1.5
const KEY_PAN = 0.15
/** A notch of a wheel is a hundred. */
const WHEEL_ZOOM = 0.002

/** Wheel and keys zoom, dragging and arrow keys move; the wheel sideways moves too. */
export function useTimelineGestures(timeline: UseTimeline): UseTimelineGestures {
  const pointer = shallowRef<{ x: number; y: number }>()
  let dragFrom: number | undefined

  const width = (): number => Math.max(1, timeline.size.value.width)
  const place = (event: MouseEvent): { x: number; y: number } => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault()
    const sideways = event.shiftKey ? event.deltaY : event.deltaX
    if (Math.abs(sideways) > (event.shiftKey ? 0 : Math.abs(event.deltaY))) timeline.pan(sideways / width())
    else timeline.zoom(Math.exp(-event.deltaY * WHEEL_ZOOM), place(event).x / width())
  }

  function pointermove(event: PointerEvent): void {
    const { x, y } = place(event)
    if (dragFrom === undefined) {
      pointer.value = { x, y }
      return
    }
    timeline.pan((dragFrom - x) / width())
    dragFrom = x
  }

  const KEYS: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => timeline.pan(-KEY_PAN),
    ArrowRight: () => timeline.pan(KEY_PAN),
    '+': () => timeline.zoom(KEY_ZOOM),
    '=': () => timeline.zoom(KEY_ZOOM),
    '-': () => timeline.zoom(1 / KEY_ZOOM),
    '0': () => timeline.show(undefined),
  }

  return {
    pointer: shallowReadonly(pointer),
    listeners: {
      wheel,
      pointermove,
      pointerdown: (event: PointerEvent) => {
        if (event.button !== 0) return
        ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
        dragFrom = place(event).x
        pointer.value = undefined
      },
      pointerup: () => (dragFrom = undefined),
      pointercancel: () => (dragFrom = undefined),
      pointerleave: () => (pointer.value = undefined),
      dblclick: () => timeline.show(undefined),
      keydown: (event: KeyboardEvent) => {
        const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key]
        if (!act) return
        event.preventDefault()
        act()
      },
    },
  }
}
