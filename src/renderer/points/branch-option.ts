import { type EChartsCoreOption } from 'echarts/core'
import { formatNumber } from '../../shared/figure/numbers.js'
import { type Branch } from '../../shared/worker-contract.js'
import { type ChartStyle } from '../composables/useChart.js'
import { branchPieces } from './branch-pieces.js'
import { chartAxis } from './chart-axis.js'

export interface BranchPicture {
  readonly branches: readonly Branch[]
  /** The quantity drawn, by branch, shape (samples) each. */
  readonly quantities: readonly Float64Array[]
  readonly logX: boolean
  readonly logY: boolean
  readonly low: number
  readonly high: number
  /** Value of the axis at the point. */
  readonly here: number
  readonly titles: { readonly x: string; readonly y: string; readonly here: string }
}

/** Stable states solid, unstable ones dashed, folds as rings with the value at which they lie. */
export function branchOption(picture: BranchPicture, style: ChartStyle): EChartsCoreOption {
  const { branches, quantities, logX, logY, titles } = picture
  const shown = (value: number): number => (logY ? Math.abs(value) : value)
  const at = (b: number, k: number): [number, number] => [branches[b]!.values[k]!, shown(quantities[b]![k]!)]
  const drawable = ([x, y]: [number, number]): boolean => (!logX || x > 0) && (!logY || y > 0)
  const words = { color: style.text, fontSize: 12, fontFamily: style.font }
  const lines = { ...style, line: style.edge, grid: style.rule }
  const axis = (title: string, log: boolean, nameGap: number) => ({
    ...chartAxis(title, log, lines),
    nameGap,
    axisLine: { show: true, onZero: false, lineStyle: { color: style.edge } },
  })
  return {
    animation: false,
    grid: { left: 62, right: 18, top: 24, bottom: 44, outerBoundsMode: 'none' },
    xAxis: { ...axis(titles.x, logX, 26), min: lowest(picture), max: picture.high },
    yAxis: axis(titles.y, logY, 48),
    series: [
      ...branches.flatMap((branch, b) =>
        branchPieces(branch).map(({ stable, from, to }) => ({
          type: 'line',
          showSymbol: false,
          silent: true,
          lineStyle: { color: style.accent, width: 2, type: stable ? 'solid' : [5, 4] },
          data: Array.from({ length: to - from + 1 }, (_, i) => at(b, from + i)).filter(drawable),
        })),
      ),
      {
        type: 'scatter',
        symbol: 'circle',
        symbolSize: 8,
        silent: true,
        itemStyle: { color: style.surface, borderColor: style.warn, borderWidth: 2 },
        label: {
          show: true,
          position: 'right',
          distance: 7,
          ...words,
          textBorderColor: style.surface,
          textBorderWidth: 3,
          formatter: ({ value }: { value: [number, number] }) => formatNumber(value[0], 4),
        },
        labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
        z: 3,
        data: branches.flatMap(({ folds }, b) => folds.map(k => at(b, k))).filter(drawable),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: style.muted, type: 'dotted', width: 1 },
          label: {
            show: true,
            position: 'end',
            distance: 3,
            color: style.muted,
            fontSize: 11,
            fontFamily: style.font,
            formatter: titles.here,
          },
          data: [{ xAxis: picture.here }],
        },
      },
    ],
  }
}

/** A linear axis that begins next to zero is drawn from zero: its first label is a round number then. */
function lowest({ low, high, logX }: BranchPicture): number {
  return !logX && low > 0 && low < NEXT_TO_ZERO * high ? 0 : low
}

const NEXT_TO_ZERO = 0.01
