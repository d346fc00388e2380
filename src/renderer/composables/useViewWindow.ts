import { computed, type ComputedRef, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import { type AxisGeometry, cellAt } from '../../shared/figure/axis-geometry.js'
import { type Rect } from '../map/layout.js'
import { isWhole, panBy, reveal, type ViewWindow, zoomAt } from '../map/view-window.js'
import { type Cell } from './useCursor.js'

export interface UseViewWindow {
  readonly view: ComputedRef<ViewWindow | undefined>
  readonly zoomed: ComputedRef<boolean>
  /** The cell at a position of the stage [CSS px]. */
  cellAtPixel(px: number, py: number): Cell | undefined
  zoomAtPixel(px: number, py: number, factor: number): void
  panByPixels(dx: number, dy: number): void
  revealCell(cell: Cell): void
  showWhole(): void
}

/** The part of the map in view, moved by pixels of `rect`, the area inside the axes. */
export function useViewWindow(
  axes: Ref<{ x: AxisGeometry; y: AxisGeometry } | undefined>,
  rect: () => Rect,
  /** Undefined for the whole map; several maps may share one. */
  part: ShallowRef<ViewWindow | undefined> = shallowRef(),
): UseViewWindow {
  const whole = computed<ViewWindow | undefined>(() => {
    const a = axes.value
    return a && { x0: a.x.low, x1: a.x.high, y0: a.y.low, y1: a.y.high }
  })
  const view = computed(() => part.value ?? whole.value)

  watch(
    () => whole.value && Object.values(whole.value).join(),
    () => (part.value = undefined),
  )

  function change(move: (view: ViewWindow, whole: ViewWindow) => ViewWindow): void {
    if (!view.value || !whole.value) return
    const next = move(view.value, whole.value)
    part.value = isWhole(next, whole.value) ? undefined : next
  }

  /** From the left and from the bottom. */
  function fractions(px: number, py: number): [number, number] {
    const { left, top, width, height } = rect()
    return [(px - left) / width, 1 - (py - top) / height]
  }

  return {
    view,
    zoomed: computed(() => part.value !== undefined),
    cellAtPixel: (px, py) => {
      const v = view.value
      const [fx, fy] = fractions(px, py)
      if (!v || !axes.value || fx < 0 || fx > 1 || fy < 0 || fy > 1) return undefined
      const i = cellAt(axes.value.x, v.x0 + fx * (v.x1 - v.x0))
      const j = cellAt(axes.value.y, v.y0 + fy * (v.y1 - v.y0))
      return i === undefined || j === undefined ? undefined : { i, j }
    },
    zoomAtPixel: (px, py, factor) => change((v, all) => zoomAt(v, all, ...fractions(px, py), factor)),
    panByPixels: (dx, dy) => change((v, all) => panBy(v, all, -dx / rect().width, dy / rect().height)),
    revealCell: ({ i, j }) =>
      change((v, all) =>
        axes.value ? reveal(v, all, axes.value.x.centres[i]!, axes.value.y.centres[j]!) : v,
      ),
    showWhole: () => (part.value = undefined),
  }
}
