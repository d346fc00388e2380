import { axisGeometry } from '../../shared/figure/axis-geometry.js'
import { type Colouring, rangeOf } from '../../shared/figure/colour-range.js'
import { type DrawnFigure, mapFigureSvg } from '../../shared/figure/figure-svg.js'
import { barTitle, titled } from '../../shared/figure/figure-titles.js'
import { defaultMapStyle } from '../../shared/figure/map-style.js'
import { type FigureSize, type HoleWords } from '../../shared/figure/map-figure.js'
import { type PaletteName } from '../../shared/figure/palettes.js'
import { createRaster, rescale } from '../../shared/figure/raster.js'
import { prefersLog, signFor, survey } from '../../shared/figure/survey.js'
import { type Output } from '../../shared/record.js'
import { type ExportSource } from './source.js'
import { statusOf, valuesOf } from './values.js'

export interface FigureRequest {
  readonly output: Output
  readonly palette: PaletteName
  /** Default: as suits the output. */
  readonly log: boolean | undefined
  readonly range: Pick<Colouring, 'range' | 'manual'>
  readonly size: FigureSize
  readonly title?: string
}

const HOLE_WORDS: HoleWords = {
  pending: 'not computed',
  failed: 'failed',
  uncertified: 'not certified',
  oscillates: 'oscillates (mean)',
  below: 'no logarithm',
}

/** The map of one output as a figure; throws nothing, a map without a value is all hatch. */
export function sessionFigure(source: ExportSource, request: FigureRequest): DrawnFigure {
  const { plan } = source
  const { output, palette, size, title } = request
  const raster = createRaster(plan.x.values.length, plan.y.values.length)
  let at = 0
  for (const chunk of valuesOf(source, output)) {
    raster.values.set(chunk, at)
    at += chunk.length
  }
  raster.status.set(statusOf(source))
  const log = request.log ?? prefersLog(output.group, output.name)
  const scale = { log, sign: signFor(raster.values, raster.status) }
  rescale(raster, scale)
  return mapFigureSvg(
    {
      x: { geometry: axisGeometry(plan.x), title: titled(plan.x.parameter, plan.x.unit) },
      y: { geometry: axisGeometry(plan.y), title: titled(plan.y.parameter, plan.y.unit) },
      raster,
      scale,
      range: rangeOf({ ...defaultMapStyle(output), log, ...request.range }, survey(raster), undefined),
      palette,
      barTitle: barTitle(output, scale),
      holes: HOLE_WORDS,
      description: describeSource(source),
      ...(title === undefined ? {} : { title }),
    },
    size,
  )
}

/** Goes into every picture, so that one found in a folder years later can be traced. */
export function describeSource(source: ExportSource): string {
  const { version, engine, sessionId, planHash } = source.about()
  return `${source.plan.mechanism.name}; Isobar ${version}, ${engine}, session ${sessionId}, plan ${planHash}`
}
