import { init, use, type ECharts } from 'echarts/core'
import { GridComponent } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'
import { computed, onMounted, onScopeDispose, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import { axesOption, type DrawnAxis } from '../map/axes-option.js'
import { cellAt } from '../map/axis-geometry.js'
import { mapLayout, type Rect } from '../map/layout.js'
import { palettePixels } from '../map/palette.js'
import { createSurface, type MapStyle, readMapStyle, type Surface } from '../map/surface.js'
import { axisTicks } from '../map/ticks.js'
import { isWhole, panBy, reveal, type ViewWindow, zoomAt } from '../map/view-window.js'
import { type Cell } from './useCursor.js'
import { useFrame } from './useFrame.js'
import { type UseMap } from './useMap.js'
import { useSize } from './useSize.js'

use([GridComponent, SVGRenderer])

export interface MapViewElements {
  readonly stage: Readonly<ShallowRef<HTMLElement | null>>
  readonly canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>
  readonly axes: Readonly<ShallowRef<HTMLElement | null>>
}

export interface MapTitles {
  readonly x: string
  readonly y: string
  readonly bar: string
}

/** Room for one label [px], for the number of ticks. */
const X_LABEL = 76
const Y_LABEL = 52

/** Layout, zoom and drawing of the map: our pixels on a canvas, the axes by ECharts on top of it. */
export function useMapView(
  map: UseMap,
  titles: Ref<MapTitles>,
  dark: Ref<boolean>,
  elements: MapViewElements,
) {
  const size = useSize(elements.stage)
  const style = shallowRef<MapStyle>()
  let surface: Surface | undefined
  let chart: ECharts | undefined
  let putVersion = -1

  const whole = computed<ViewWindow | undefined>(() => {
    const axes = map.axes.value
    return axes && { x0: axes.x.low, x1: axes.x.high, y0: axes.y.low, y1: axes.y.high }
  })
  const zoomed = shallowRef<ViewWindow>()
  const view = computed(() => zoomed.value ?? whole.value)
  watch(whole, () => (zoomed.value = undefined))

  const yTicks = computed(() => {
    const v = view.value
    const room = Math.max(2, (size.value.height - 80) / Y_LABEL)
    return v && map.axes.value ? axisTicks(v.y0, v.y1, map.axes.value.y.log, room) : []
  })
  const layout = computed(() => {
    const longest = Math.max(0, ...yTicks.value.map(tick => tick.label.length))
    // Figures of the interface font are about 0.58 em wide.
    return mapLayout(size.value.width, size.value.height, longest * 7)
  })

  const hasValues = (): boolean => map.found.value?.full !== undefined

  function drawAxes(): void {
    const v = view.value
    const axes = map.axes.value
    if (!v || !axes || !chart || !style.value || size.value.width === 0) return
    const { map: rect, bar } = layout.value
    const { low, high } = map.range.value
    const xTicks = axisTicks(v.x0, v.x1, axes.x.log, rect.width / X_LABEL)
    // Without a value there is no range either; the bar stays empty rather than invent one.
    const barTicks = hasValues() ? axisTicks(low, high, map.scale.value.log, bar.height / Y_LABEL) : []
    const x: DrawnAxis = { low: v.x0, high: v.x1, title: titles.value.x, ticks: xTicks }
    const y: DrawnAxis = { low: v.y0, high: v.y1, title: titles.value.y, ticks: yTicks.value }
    const colourBar: DrawnAxis = { low, high, title: titles.value.bar, ticks: barTicks }
    chart.resize({ width: size.value.width, height: size.value.height })
    chart.setOption(axesOption(layout.value, x, y, colourBar, style.value), { notMerge: true })
  }

  function drawPixels(): void {
    const v = view.value
    const axes = map.axes.value
    if (!surface || !style.value) return
    const ratio = window.devicePixelRatio
    surface.resize(size.value.width, size.value.height, ratio)
    const raster = map.raster.value
    if (!v || !axes || !raster) return
    if (putVersion !== map.version.value) {
      surface.put(raster)
      putVersion = map.version.value
    }
    surface.drawMap({ raster, ...axes, view: v, rect: layout.value.map }, style.value, ratio)
    if (hasValues()) surface.drawBar(layout.value, palettePixels(map.palette.value))
    surface.drawFrame(layout.value, style.value)
  }

  const frameAxes = useFrame(drawAxes)
  const framePixels = useFrame(drawPixels)

  function restyle(): void {
    if (!elements.stage.value) return
    style.value = readMapStyle(elements.stage.value)
    map.cellColours.value = { failed: style.value.failed, below: style.value.below }
  }

  onMounted(() => {
    surface = createSurface(elements.canvas.value!)
    chart = init(elements.axes.value!, null, { renderer: 'svg', width: 10, height: 10 })
    restyle()
  })
  onScopeDispose(() => chart?.dispose())
  watch(dark, restyle, { flush: 'post' })
  watch([view, layout, map.range, map.scale, titles, style, map.raster], frameAxes)
  watch([view, layout, map.version, style, map.palette, map.raster], framePixels)
  watch(
    () => map.raster.value,
    raster => {
      putVersion = -1
      if (!raster) chart?.clear()
    },
  )

  const change = (next: ViewWindow): void => {
    zoomed.value = whole.value && isWhole(next, whole.value) ? undefined : next
  }
  const fraction = ({ left, top, width, height }: Rect, px: number, py: number) => ({
    fx: (px - left) / width,
    fy: 1 - (py - top) / height,
  })

  return {
    layout,
    view,
    zoomed,
    /** The cell at a position of the stage [CSS px]. */
    cellAtPixel(px: number, py: number): Cell | undefined {
      const v = view.value
      const axes = map.axes.value
      if (!v || !axes || !map.raster.value) return undefined
      const { fx, fy } = fraction(layout.value.map, px, py)
      if (fx < 0 || fx > 1 || fy < 0 || fy > 1) return undefined
      const i = cellAt(axes.x, v.x0 + fx * (v.x1 - v.x0))
      const j = cellAt(axes.y, v.y0 + fy * (v.y1 - v.y0))
      return i === undefined || j === undefined ? undefined : { i, j }
    },
    zoomAtPixel(px: number, py: number, factor: number): void {
      if (!view.value || !whole.value) return
      const { fx, fy } = fraction(layout.value.map, px, py)
      change(zoomAt(view.value, whole.value, fx, fy, factor))
    },
    panByPixels(dx: number, dy: number): void {
      if (!view.value || !whole.value) return
      const { width, height } = layout.value.map
      change(panBy(view.value, whole.value, -dx / width, dy / height))
    },
    revealCell({ i, j }: Cell): void {
      const axes = map.axes.value
      if (!view.value || !whole.value || !axes) return
      change(reveal(view.value, whole.value, axes.x.centres[i]!, axes.y.centres[j]!))
    },
    showWhole: () => (zoomed.value = undefined),
  }
}

export type UseMapView = ReturnType<typeof useMapView>
