import { init, use, type ECharts } from 'echarts/core'
import { GridComponent } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'
import {
  computed,
  type ComputedRef,
  onMounted,
  onScopeDispose,
  type Ref,
  type ShallowRef,
  shallowRef,
  watch,
} from 'vue'
import { axesOption, type DrawnAxis } from '../map/axes-option.js'
import { type MapLayout, mapLayout } from '../map/layout.js'
import { palettePixels } from '../../shared/figure/palette.js'
import { createSurface, type MapTheme, readMapTheme, type Surface } from '../map/surface.js'
import { axisTicks } from '../../shared/figure/ticks.js'
import { useFrame } from './useFrame.js'
import { type UseMap } from './useMap.js'
import { type UseMapTools } from './useMapTools.js'
import { useSize } from './useSize.js'
import { useViewWindow, type UseViewWindow } from './useViewWindow.js'

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

export interface UseMapView extends UseViewWindow {
  readonly layout: ComputedRef<MapLayout>
  /** Of the stage [CSS px]. */
  readonly size: ShallowRef<{ readonly width: number; readonly height: number }>
}

/** Room for one label [px], for the number of ticks. */
const X_LABEL = 76
const Y_LABEL = 52
/** Figures of the interface font at 12 px are about this wide. */
const FIGURE = 7

/** Layout and drawing of the map: our pixels on a canvas, the axes by ECharts on top of it. */
export function useMapView(
  map: UseMap,
  titles: Ref<MapTitles>,
  dark: Ref<boolean>,
  elements: MapViewElements,
  { part, several, certifiedOnly }: Pick<UseMapTools, 'part' | 'several' | 'certifiedOnly'>,
): UseMapView {
  const size = useSize(elements.stage)
  const style = shallowRef<MapTheme>()
  let surface: Surface | undefined
  let chart: ECharts | undefined

  const viewWindow = useViewWindow(map.axes, () => layout.value.map, part)
  const { view } = viewWindow
  const yTicks = computed(() => {
    const room = Math.max(2, (size.value.height - 80) / Y_LABEL)
    return view.value && map.axes.value
      ? axisTicks(view.value.y0, view.value.y1, map.axes.value.y.log, room)
      : []
  })
  const layout: ComputedRef<MapLayout> = computed(() => {
    const longest = Math.max(0, ...yTicks.value.map(tick => tick.label.length))
    return mapLayout(size.value.width, size.value.height, longest * FIGURE)
  })
  /** Without a value there is no range either; the colour bar stays empty rather than invent one. */
  const hasValues = computed(() => map.picture.value?.found.full !== undefined)
  const range = computed(() => map.picture.value?.range ?? { low: 0, high: 1 })
  const scale = computed(() => map.picture.value?.scale ?? { log: false, sign: 1 as const })

  function drawAxes(): void {
    const axes = map.axes.value
    const v = view.value
    if (!v || !axes || !chart || !style.value || size.value.width === 0) return
    const { map: rect, bar } = layout.value
    const { low, high } = range.value
    const x: DrawnAxis = {
      low: v.x0,
      high: v.x1,
      title: titles.value.x,
      ticks: axisTicks(v.x0, v.x1, axes.x.log, rect.width / X_LABEL),
    }
    const y: DrawnAxis = { low: v.y0, high: v.y1, title: titles.value.y, ticks: yTicks.value }
    const barTicks = hasValues.value ? axisTicks(low, high, scale.value.log, bar.height / Y_LABEL) : []
    const colourBar: DrawnAxis = { low, high, title: titles.value.bar, ticks: barTicks }
    chart.resize({ width: size.value.width, height: size.value.height })
    chart.setOption(axesOption(layout.value, x, y, colourBar, style.value), { notMerge: true })
  }

  function drawPixels(): void {
    const axes = map.axes.value
    const picture = map.picture.value
    // A map that is not on the page has no size; it is drawn when it is seen again.
    if (!surface || !style.value || size.value.width === 0) return
    surface.resize(size.value.width, size.value.height, window.devicePixelRatio)
    if (!view.value || !axes || !picture) return
    surface.put(picture)
    const { failed, uncertified, oscillating } = picture.found
    const scene = {
      raster: picture.raster,
      ...axes,
      view: view.value,
      rect: layout.value.map,
      marked: failed + uncertified + oscillating > 0 || several.value !== undefined,
      several: several.value,
      certifiedOnly: certifiedOnly.value && uncertified > 0,
    }
    surface.drawMap(scene, style.value, window.devicePixelRatio)
    if (hasValues.value)
      surface.drawBar(layout.value, palettePixels(map.style.value.palette, map.style.value.reversed))
    surface.drawFrame(layout.value, style.value)
  }

  function restyle(): void {
    if (!elements.stage.value) return
    style.value = readMapTheme(elements.stage.value)
    map.cellColours.value = { failed: style.value.failed, below: style.value.below }
  }

  onMounted(() => {
    surface = createSurface(elements.canvas.value!)
    chart = init(elements.axes.value!, null, { renderer: 'svg', width: 10, height: 10 })
    restyle()
  })
  onScopeDispose(() => chart?.dispose())
  watch(dark, restyle, { flush: 'post' })
  const shape = [() => view.value, () => layout.value, () => style.value]
  watch(
    [...shape, () => range.value, () => scale.value, () => hasValues.value, () => titles.value],
    useFrame(drawAxes),
  )
  watch(
    [
      ...shape,
      () => map.picture.value,
      () => map.style.value.palette,
      () => map.style.value.reversed,
      () => several.value,
      () => certifiedOnly.value,
    ],
    useFrame(drawPixels),
  )

  return { ...viewWindow, layout, size }
}
