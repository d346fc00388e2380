import { type EChartsCoreOption } from 'echarts/core'
import { formatNumber } from '../../shared/figure/numbers.js'
import { type AxisStyle, chartAxis } from './chart-axis.js'

export interface TransientStyle extends AxisStyle {
  readonly raised: string
  readonly dark: boolean
}

export interface TransientSeries {
  readonly name: string
  /** Shape (samples). */
  readonly values: Float64Array
}

export interface TransientPicture {
  readonly times: Float64Array
  readonly series: readonly TransientSeries[]
  readonly logTime: boolean
  readonly logValue: boolean
  readonly timeTitle: string
  readonly valueTitle: string
}

/** Okabe & Ito's colours, told apart by people of any colour vision; the lighter ones first on dark ground. */
const COLOURS = {
  light: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#b07800', '#3a8fc4', '#8c6bb1', '#6f6f6f'],
  dark: ['#56b4e9', '#ff9d5c', '#3fcf9f', '#e3a0c8', '#f0c33c', '#8fa8ff', '#b99ae0', '#a8a8a8'],
}
const DASHES = ['solid', 'dashed', 'dotted'] as const
/** On a logarithmic axis a picture spans at most so many decades below its largest value. */
const DECADES = 18

export function transientOption(picture: TransientPicture, style: TransientStyle): EChartsCoreOption {
  const { times, series, logTime, logValue } = picture
  const colours = style.dark ? COLOURS.dark : COLOURS.light
  const largest = series.reduce((most, s) => s.values.reduce((a, b) => Math.max(a, b), most), 0)
  const floor = largest * 10 ** -DECADES
  return {
    animation: false,
    color: colours,
    grid: { left: 58, right: 16, top: 34, bottom: 44, outerBoundsMode: 'none' },
    legend: {
      type: 'scroll',
      top: 2,
      left: 0,
      itemWidth: 18,
      itemHeight: 8,
      icon: 'path://M0 3h18v2h-18z',
      textStyle: { color: style.text, fontSize: 12, fontFamily: style.font },
      pageTextStyle: { color: style.muted },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: style.raised,
      borderColor: style.line,
      textStyle: { color: style.text, fontSize: 12, fontFamily: style.font },
      valueFormatter: (value: unknown) => formatNumber(Number(value), 4),
    },
    xAxis: { ...chartAxis(picture.timeTitle, logTime, style), nameGap: 26 },
    yAxis: {
      ...chartAxis(picture.valueTitle, logValue, style),
      nameGap: 44,
      ...(logValue ? {} : { min: 0 }),
    },
    series: series.map(({ name, values }, s) => ({
      type: 'line',
      name,
      showSymbol: false,
      lineStyle: { width: 1.75, type: DASHES[Math.floor(s / colours.length) % DASHES.length] },
      data: [...times].flatMap((time, k) => {
        const value = values[k]!
        if ((logTime && time <= 0) || (logValue && !(value > floor))) return []
        return [[time, value]]
      }),
    })),
  }
}
