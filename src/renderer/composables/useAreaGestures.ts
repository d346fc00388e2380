import { watch } from 'vue'
import { type UseArea } from './useArea.js'
import { type UseCursor } from './useCursor.js'
import { type useMapGestures } from './useMapGestures.js'
import { type UseMapView } from './useMapView.js'

type Gestures = ReturnType<typeof useMapGestures>['listeners']

/** Shift and drag, or drag once armed, marks a rectangle; R does so with the cross-hair; Enter inspects. */
export function useAreaGestures(
  view: UseMapView,
  cursor: UseCursor,
  area: UseArea,
  inspect: () => void,
  base: Gestures,
): Gestures {
  const cellUnder = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
    return view.cellAtPixel(event.clientX - box.left, event.clientY - box.top)
  }
  watch(cursor.cell, cell => cell && area.marking.value === 'keys' && area.extend(cell))

  function markWithKeys(): void {
    if (area.marking.value === 'keys') return area.end()
    if (!cursor.held.value) cursor.move(0, 0)
    if (cursor.cell.value) area.begin(cursor.cell.value, 'keys')
  }

  return {
    ...base,
    pointerdown(event) {
      const cell = cellUnder(event)
      if (event.button !== 0 || !cell || !(event.shiftKey || area.marking.value === 'armed'))
        return base.pointerdown(event)
      ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
      area.begin(cell, 'drag')
    },
    pointermove(event) {
      if (area.marking.value !== 'drag') return base.pointermove(event)
      const cell = cellUnder(event)
      if (cell) area.extend(cell)
    },
    pointerup(event) {
      if (area.marking.value === 'drag') area.end()
      else base.pointerup(event)
    },
    pointercancel() {
      if (area.marking.value === 'drag') area.end()
      base.pointercancel()
    },
    keydown(event) {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey
      if (plain && event.key === 'Enter') inspect()
      else if (plain && event.key.toLowerCase() === 'r') markWithKeys()
      else if (event.key === 'Escape' && (area.area.value || area.marking.value !== 'off')) area.clear()
      else return base.keydown(event)
      event.preventDefault()
    },
  }
}
