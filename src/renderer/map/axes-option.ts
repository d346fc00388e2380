import { type EChartsCoreOption } from 'echarts/core'
import { type MapLayout, type Rect } from './layout.js'
import { type Tick } from '../../shared/figure/ticks.js'

export interface AxesStyle {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly font: string
}

/** An axis to draw: its range and ticks in axis space (see AxisGeometry). */
export interface DrawnAxis {
  readonly low: number
  readonly high: number
  readonly title: string
  readonly ticks: readonly Tick[]
}

/** Axes of the map and of the colour bar, as two grids of one chart; the pixels inside are ours. */
export function axesOption(
  layout: MapLayout,
  x: DrawnAxis,
  y: DrawnAxis,
  bar: DrawnAxis,
  style: AxesStyle,
): EChartsCoreOption {
  return {
    animation: false,
    grid: [gridAt(layout.map), gridAt(layout.bar)],
    xAxis: [
      { ...axisOf(x, style), gridIndex: 0, nameGap: 30 },
      { ...minorTicksOf(x, style), gridIndex: 0 },
      { type: 'value', show: false, gridIndex: 1, min: 0, max: 1 },
    ],
    yAxis: [
      { ...axisOf(y, style), gridIndex: 0, nameGap: layout.map.left - 32 },
      { ...minorTicksOf(y, style), gridIndex: 0, position: 'left' },
      {
        ...axisOf(bar, style),
        gridIndex: 1,
        position: 'right',
        name: bar.title,
        nameLocation: 'end',
        nameGap: 10,
        nameTextStyle: { ...nameStyle(style), align: 'right', padding: [0, -56, 0, 0] },
      },
      { ...minorTicksOf(bar, style), gridIndex: 1, position: 'right' },
    ],
  }
}

const gridAt = ({ left, top, width, height }: Rect) => ({
  left,
  top,
  width,
  height,
  show: false,
  outerBoundsMode: 'none',
})

const nameStyle = ({ text, font }: AxesStyle) => ({
  color: text,
  fontSize: 12,
  fontWeight: 600,
  fontFamily: font,
})

function axisOf({ low, high, title, ticks }: DrawnAxis, style: AxesStyle) {
  const labelled = ticks.filter(tick => tick.label !== '')
  const width = high - low
  return {
    type: 'value',
    min: low,
    max: high,
    name: title,
    nameLocation: 'middle',
    nameTextStyle: nameStyle(style),
    splitLine: { show: false },
    axisLine: { show: true, onZero: false, lineStyle: { color: style.line } },
    axisTick: tickMarks(labelled, 5, style),
    axisLabel: {
      customValues: labelled.map(tick => tick.position),
      formatter: (value: number) =>
        labelled.find(tick => Math.abs(tick.position - value) < 1e-6 * width)?.label ?? '',
      color: style.muted,
      fontSize: 12,
      fontFamily: style.font,
      margin: 9,
      hideOverlap: true,
    },
  }
}

/** ECharts gives all ticks of an axis one length, so the minor ones are those of a second axis. */
function minorTicksOf({ low, high, ticks }: DrawnAxis, style: AxesStyle) {
  return {
    type: 'value',
    min: low,
    max: high,
    position: 'bottom',
    offset: 0,
    splitLine: { show: false },
    axisLine: { show: false, onZero: false },
    axisLabel: { show: false },
    axisTick: tickMarks(
      ticks.filter(tick => tick.label === ''),
      3,
      style,
    ),
  }
}

const tickMarks = (ticks: readonly Tick[], length: number, { line }: AxesStyle) => ({
  show: ticks.length > 0,
  length,
  customValues: ticks.map(tick => tick.position),
  lineStyle: { color: line },
})
