import { computed, type ComputedRef, onMounted, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import { createTimelinePainter, type TimelineScene, type TimelineStyle } from '../farm/draw-timeline.js'
import { panWindow, timeTicks, type TimeWindow, zoomWindow } from '../farm/time-window.js'
import { useFrame } from './useFrame.js'
import { useSize } from './useSize.js'

export interface TimelineParts {
  readonly stage: Readonly<ShallowRef<HTMLElement | null>>
  readonly canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>
  /** All but what is in view. */
  readonly scene: Ref<Omit<TimelineScene, 'window' | 'scrolled' | 'ticks'>>
  /** Where the time axis has its zero [ms since 1970]. */
  readonly origin: Ref<number>
  /** What is shown until somebody zooms or moves: it goes along with time. */
  readonly home: Ref<TimeWindow>
  readonly limits: Ref<TimeWindow>
  readonly scrolled: Ref<number>
  readonly dark: Ref<boolean>
}

export interface UseTimeline {
  readonly window: ComputedRef<TimeWindow>
  readonly size: Readonly<Ref<{ width: number; height: number }>>
  readonly ticks: ComputedRef<readonly { readonly at: number; readonly label: string }[]>
  readonly isHome: ComputedRef<boolean>
  zoom(factor: number, at?: number): void
  pan(share: number): void
  show(window: TimeWindow | undefined): void
}

/** Room for one label of the time axis [px]. */
const TICK_ROOM = 70

/** The window of a timeline and its drawing, once a frame at most. */
export function useTimeline(parts: TimelineParts): UseTimeline {
  const chosen = shallowRef<TimeWindow>()
  const style = shallowRef<TimelineStyle>()
  const size = useSize(parts.stage)
  const view = computed(() => chosen.value ?? parts.home.value)
  const ticks = computed(() => timeTicks(view.value, parts.origin.value, size.value.width / TICK_ROOM))
  let painter: ReturnType<typeof createTimelinePainter> | undefined

  function draw(): void {
    const { width, height } = size.value
    if (!painter || !style.value || width === 0 || height === 0) return
    const scene = {
      ...parts.scene.value,
      window: view.value,
      scrolled: parts.scrolled.value,
      ticks: ticks.value.map(({ at }) => at),
    }
    painter.draw(scene, style.value, width, height)
  }

  function restyle(): void {
    if (parts.stage.value) style.value = readStyle(parts.stage.value)
  }

  onMounted(() => {
    painter = createTimelinePainter(parts.canvas.value!)
    restyle()
  })
  watch(parts.dark, restyle, { flush: 'post' })
  watch(
    [() => parts.scene.value, view, () => size.value, () => parts.scrolled.value, () => style.value],
    useFrame(draw),
  )

  return {
    window: view,
    size,
    ticks,
    isHome: computed(() => chosen.value === undefined),
    zoom: (factor, at = 0.5) => (chosen.value = zoomWindow(view.value, at, factor, parts.limits.value)),
    pan: share => (chosen.value = panWindow(view.value, share, parts.limits.value)),
    show: next => (chosen.value = next),
  }
}

const SERIES = 7

function readStyle(element: Element): TimelineStyle {
  const computedStyle = getComputedStyle(element)
  const colour = (name: string): string => computedStyle.getPropertyValue(name).trim()
  return {
    series: Array.from({ length: SERIES }, (_, i) => colour(`--series-${i + 1}`)),
    state: colour('--series-1'),
    failed: colour('--danger'),
    rule: colour('--rule'),
    idle: colour('--sunken'),
  }
}
