import { formatNumber } from '../../shared/figure/numbers.js'

/** Colours and font of an axis. */
export interface AxisStyle {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly grid: string
  readonly font: string
}

/** An axis of the charts of a point: title in its middle, decades without their `1×`. */
export const chartAxis = (title: string, log: boolean, style: AxisStyle) => ({
  type: log ? ('log' as const) : ('value' as const),
  name: title,
  nameLocation: 'middle' as const,
  nameTextStyle: { color: style.text, fontSize: 12, fontFamily: style.font },
  axisLine: { show: true, lineStyle: { color: style.line } },
  axisTick: { show: true, lineStyle: { color: style.line } },
  axisLabel: {
    color: style.muted,
    fontSize: 11,
    fontFamily: style.font,
    hideOverlap: true,
    formatter: (value: number) => formatNumber(value, 3).replace(/^1×/, ''),
  },
  splitLine: { lineStyle: { color: style.grid } },
})
