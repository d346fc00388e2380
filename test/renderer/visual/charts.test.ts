/**
 * How charts and figures look, against pictures in test/fixtures/visual. After a change that is meant, look at
 * test-results/visual, renew the pictures with `npm run pictures`, and look at those.
 */
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { describe, expect, it } from 'vitest'
import { drawCut } from '../../../src/renderer/map/draw-cut.js'
import { transientOption } from '../../../src/renderer/points/transient-option.js'
import { scalingChart } from '../../../src/renderer/scaling/charts.js'
import { axisGeometry } from '../../../src/shared/figure/axis-geometry.js'
import { mapFigureSvg } from '../../../src/shared/figure/figure-svg.js'
import { cutRange } from '../../../src/shared/figure/line-cut.js'
import { paletteColour } from '../../../src/shared/figure/palette.js'
import { type PaletteName, PALETTES } from '../../../src/shared/figure/palettes.js'
import { rescale } from '../../../src/shared/figure/raster.js'
import { STATUS } from '../../../src/shared/record.js'
import { analyse } from '../../../src/shared/scaling/analysis.js'
import { axisOf, figureOf, size } from '../../shared/figure/figure-of.js'
import { fakeStudy } from '../support/fake-scaling.js'
import { differenceFrom } from './compare-picture.js'
import { svgContext } from './svg-context.js'

use([LineChart, GridComponent, LegendComponent, TooltipComponent])

const LIGHT = {
  text: '#1a1c20',
  muted: '#5b616e',
  rule: '#dfe1e6',
  edge: '#8a909c',
  surface: '#ffffff',
  accent: '#1f5aa8',
  warn: '#8a5200',
  font: 'sans-serif',
}

function chartSvg(option: EChartsCoreOption, width = 520, height = 260): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

describe('the charts of a scaling study', () => {
  it.each(['time', 'speedup'] as const)('show medians, laws, ideal line and hyperthreads as %s', which => {
    const option = scalingChart(which, fakeStudy, analyse(fakeStudy), LIGHT, 520)!
    expect(differenceFrom(`scaling-${which}`, chartSvg(option))).toBe(0)
  })
})

describe('a transient', () => {
  const times = Float64Array.from({ length: 80 }, (_, k) => 10 ** (-6 + k / 10))
  const decay = (rate: number): Float64Array => times.map(t => Math.exp(-rate * t))
  const series = [
    { name: 'CO*', values: decay(3).map(value => 1 - value) },
    { name: 'O*', values: decay(2).map((value, k) => value * (1 - Math.exp(-40 * times[k]!))) },
    { name: '*', values: decay(40) },
  ]
  const style = { text: LIGHT.text, muted: LIGHT.muted, line: LIGHT.edge, grid: LIGHT.rule, raised: '#fff' }

  it.each([
    ['light', false],
    ['dark', true],
  ] as const)('shows coverages in colours for %s ground, with and without logarithm', (name, dark) => {
    const picture = { times, series, logTime: true, logValue: dark, timeTitle: 't', valueTitle: 'θ' }
    const option = transientOption(picture, { ...style, font: LIGHT.font, dark })
    expect(differenceFrom(`transient-${name}`, chartSvg(option))).toBe(0)
  })
})

describe('a line cut', () => {
  it('has gaps where nothing is solved, dashes for consumption and a dot at the cross-hair', () => {
    const axis = axisGeometry(axisOf([1e-3, 1e-2, 1e-1, 1, 10, 100, 1000], 'log'))
    const series = [
      { output: 'a', values: Float64Array.of(1, 10, 40, Number.NaN, 30, Number.NaN, 2), sign: 1 as const },
      { output: 'b', values: Float64Array.of(-1, -2, -8, -30, -60, -80, -90), sign: -1 as const },
    ]
    const { ctx, svg } = svgContext(420, 200)
    const view = { low: axis.edges[0]!, high: axis.edges.at(-1)! }
    const drawn = series.map((cut, k) => ({ ...cut, colour: [LIGHT.accent, LIGHT.warn][k]! }))
    const scene = {
      axis,
      view,
      series: drawn,
      log: true,
      range: cutRange(series, true),
      cursor: 2,
      jumps: [],
    }
    drawCut(ctx, scene, 420, 200, { ...LIGHT, line: LIGHT.edge, ground: LIGHT.surface })
    expect(differenceFrom('line-cut', svg())).toBe(0)
  })
})

describe('the figure of a map', () => {
  const linear = axisOf(Array.from({ length: 16 }, (_, k) => k / 15))

  it('has a look of its own for every kind of cell, and contours', () => {
    const figure = figureOf(linear, linear, {
      contours: [{ points: Float64Array.of(0, 0.2, 0.5, 0.6, 1, 0.8), label: '150' }],
    })
    const { status } = figure.raster
    status.fill(STATUS.pending, 0, 40)
    status.fill(STATUS.notConverged, 60, 76)
    status.fill(STATUS.uncertified, 100, 140)
    expect(differenceFrom('figure-cells', mapFigureSvg(figure, size).svg)).toBe(0)
  })

  it('has the true borders of cells on axes of unequal steps, and dark cells without a logarithm', () => {
    const uneven = axisOf([0, 0.05, 0.1, 0.4, 0.5, 1], 'list')
    const figure = figureOf(uneven, axisOf([1e-6, 1e-4, 1e-2, 1], 'log'), {
      scale: { log: true, sign: 1 },
      range: { low: 0, high: 1.5 },
      palette: 'cividis',
    })
    rescale(
      { ...figure.raster, values: Float64Array.from({ length: 24 }, (_, p) => p) } as never,
      figure.scale,
    )
    expect(differenceFrom('figure-uneven', mapFigureSvg(figure, size).svg)).toBe(0)
  })
})

it('the palettes are the ones that were chosen', () => {
  const names = Object.keys(PALETTES) as PaletteName[]
  const strips = names.flatMap((name, row) =>
    Array.from(
      { length: 256 },
      (_, i) => `<rect x="${i}" y="${20 * row}" width="1" height="18" fill="${paletteColour(name, i)}"/>`,
    ),
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 ${20 * names.length}">${strips.join('')}</svg>`
  expect(differenceFrom('palettes', svg)).toBe(0)
})
