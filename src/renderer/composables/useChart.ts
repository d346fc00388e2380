import { type EChartsCoreOption, init, type ECharts } from 'echarts/core'
import { onMounted, onScopeDispose, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import { useFrame } from './useFrame.js'
import { useSize } from './useSize.js'

/** Colours of a chart, read from the page so that they follow its theme. */
export interface ChartStyle {
  readonly text: string
  readonly muted: string
  readonly rule: string
  readonly edge: string
  readonly surface: string
  readonly accent: string
  readonly warn: string
  readonly font: string
}

/** Draws what `option` says into an element, at its size and in the colours of the page. */
export function useChart(
  element: Readonly<ShallowRef<HTMLElement | null>>,
  dark: Ref<boolean>,
  option: (style: ChartStyle, size: { width: number; height: number }) => EChartsCoreOption | undefined,
): void {
  const size = useSize(element)
  const style = shallowRef<ChartStyle>()
  let chart: ECharts | undefined

  function draw(): void {
    const { width, height } = size.value
    if (!chart || !style.value || width === 0 || height === 0) return
    const drawn = option(style.value, size.value)
    chart.resize({ width, height })
    if (drawn) chart.setOption(drawn, { notMerge: true })
    else chart.clear()
  }

  const restyle = (): void => void (style.value = element.value ? readChartStyle(element.value) : undefined)
  onMounted(() => {
    chart = init(element.value!, null, { renderer: 'svg', width: 10, height: 10 })
    restyle()
  })
  onScopeDispose(() => chart?.dispose())
  watch(dark, restyle, { flush: 'post' })
  watch([size, style, () => (style.value ? option(style.value, size.value) : undefined)], useFrame(draw))
}

function readChartStyle(element: HTMLElement): ChartStyle {
  const css = getComputedStyle(element)
  const colour = (name: string): string => css.getPropertyValue(`--${name}`).trim()
  return {
    text: colour('text'),
    muted: colour('muted'),
    rule: colour('rule'),
    edge: colour('edge'),
    surface: colour('surface'),
    accent: colour('accent'),
    warn: colour('warn'),
    font: css.fontFamily,
  }
}
