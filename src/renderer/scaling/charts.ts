import { CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent } from 'echarts/components'
import { type EChartsCoreOption, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { type Analysis } from '../../shared/scaling/analysis.js'
import { staircase } from '../../shared/scaling/speed-up.js'
import { type Study } from '../../shared/scaling/study.js'
import { text } from '../text/text.js'
import { type ChartStyle } from '../composables/useChart.js'
import { bandSeries, intervalSeries, type Pair } from './chart-shapes.js'

use([CustomChart, GridComponent, LineChart, MarkAreaComponent, ScatterChart, SVGRenderer])

export type ScalingChart = 'time' | 'speedup'

/** A staircase that is nowhere further than this from the ideal line is not drawn. */
const SEEN = 0.01

/** Room around the plot [px], and for a letter of a name in it. */
const GRID = { left: 46, right: 14, top: 30, bottom: 40 }
const LETTER = 6.5

/** Whether so many points cannot be shared evenly by some number of workers that was measured. */
export const hasStaircase = ({ points, workers }: Study): boolean =>
  workers.some(p => 1 - staircase(points, p) / p > SEEN)

/** The two charts of a study: the same things, as speed-up or as run time [s]. */
export function scalingChart(
  which: ScalingChart,
  study: Study,
  { base, levels, amdahl, usl }: Analysis,
  style: ChartStyle,
  width: number,
): EChartsCoreOption | undefined {
  if (!base) return undefined
  const { points, runs, machine, workers } = study
  const t1 = base.medianMs / 1000
  // Times and speed-ups are each other's inverse, so one is drawn as the other.
  const y = (speedup: number): number => (which === 'speedup' ? speedup : t1 / speedup)
  const most = Math.max(...workers, 2)
  const xMax = most + Math.max(0.5, 0.06 * most)
  const whole = Array.from({ length: most }, (_, k): Pair => [k + 1, y(staircase(points, k + 1))])
  const fine = Array.from({ length: 97 }, (_, k): Pair => {
    const p = 1 + (k / 96) * (most - 1)
    return [p, y(p)]
  })
  const law = (fit: Analysis['amdahl'], colour: string, type: string): object[] => {
    const curve = fit?.curve.filter(point => point.workers <= xMax) ?? []
    const band = curve.flatMap(({ workers: p, band: b }) => (b ? [[p, y(b.low), y(b.high)] as const] : []))
    return curve.length === 0
      ? []
      : [
          bandSeries(band, colour),
          lineSeries(
            curve.map(({ workers: p, speedup }) => [p, y(speedup)]),
            { color: colour, width: 1.5, type },
          ),
        ]
  }
  return {
    animation: false,
    grid: { ...GRID, outerBoundsMode: 'none' },
    xAxis: axis(text.scaling.workersAxis, style, { max: xMax, interval: stepOf(most), nameGap: 26 }),
    yAxis: {
      ...axis(which === 'speedup' ? text.scaling.speedup : text.scaling.timeAxis, style, {}),
      nameLocation: 'end',
      nameGap: 12,
      nameTextStyle: { ...nameStyle(style), align: 'left', padding: [0, 0, 0, -38] },
      splitLine: { show: true, lineStyle: { color: style.rule } },
    },
    series: [
      areas(machine, most, xMax, width - GRID.left - GRID.right, style),
      lineSeries(fine, { color: style.edge, width: 1, type: [5, 4] }),
      ...(hasStaircase(study)
        ? [{ ...lineSeries(whole, { color: style.edge, width: 1, type: [1, 3] }), step: 'end' }]
        : []),
      ...law(amdahl, style.accent, 'solid'),
      ...law(usl, style.warn, 'solid'),
      {
        type: 'scatter',
        silent: true,
        symbolSize: 5,
        itemStyle: { color: style.text, opacity: 0.28 },
        data: runs.map(run => [run.workers, y(base.medianMs / run.wallMs)]),
      },
      intervalSeries(
        levels.flatMap(({ workers: p, interval }) =>
          interval ? [[p, y(interval.low), y(interval.high)] as const] : [],
        ),
        style.text,
      ),
      {
        type: 'scatter',
        silent: true,
        symbolSize: 9,
        z: 5,
        data: levels.map(({ workers: p, speedup, place }) => ({
          value: [p, y(speedup)],
          itemStyle:
            place === 'core'
              ? { color: style.text }
              : { color: style.surface, borderColor: style.muted, borderWidth: 2 },
        })),
      },
    ],
  }
}

const stepOf = (most: number): number => {
  const step = [1, 2, 4, 8, 16, 32, 64].find(candidate => most / candidate <= 9)
  return step ?? 128
}

const nameStyle = ({ text: colour, font }: ChartStyle) => ({
  color: colour,
  fontSize: 12,
  fontWeight: 600,
  fontFamily: font,
})

const axis = (name: string, style: ChartStyle, rest: object) => ({
  type: 'value',
  min: 0,
  name,
  nameLocation: 'middle',
  nameTextStyle: nameStyle(style),
  splitLine: { show: false },
  axisLine: { show: true, lineStyle: { color: style.edge } },
  axisTick: { show: true, lineStyle: { color: style.edge } },
  axisLabel: { color: style.muted, fontSize: 12, fontFamily: style.font, showMaxLabel: false },
  ...rest,
})

const lineSeries = (data: readonly Pair[], lineStyle: object) => ({
  type: 'line',
  silent: true,
  symbol: 'none',
  lineStyle,
  data: data as Pair[],
})

/** Where workers have no core of their own any more. */
function areas(
  { physical, logical }: Study['machine'],
  most: number,
  xMax: number,
  plotWidth: number,
  { muted, font, rule }: ChartStyle,
) {
  const regions = [
    {
      from: physical + 0.5,
      to: most > logical ? logical + 0.5 : xMax,
      name: text.scaling.threads,
      opacity: 0.35,
      seen: logical > physical && most > physical,
    },
    { from: logical + 0.5, to: xMax, name: text.scaling.beyond, opacity: 0.6, seen: most > logical },
  ]
  return {
    type: 'line',
    data: [],
    silent: true,
    markArea: {
      silent: true,
      label: { color: muted, fontSize: 11, fontFamily: font, position: 'insideTop' },
      data: regions
        .filter(({ seen }) => seen)
        .map(({ from, to, name, opacity }) => [
          {
            xAxis: from,
            itemStyle: { color: rule, opacity },
            // A name wider than its strip would lie over the curves beside it.
            name: ((to - from) / xMax) * plotWidth > LETTER * name.length ? name : '',
          },
          { xAxis: to },
        ]),
    },
  }
}
