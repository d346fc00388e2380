import { type AxisGeometry } from '../../shared/figure/axis-geometry.js'
import { type CutSeries, cutShade } from '../../shared/figure/line-cut.js'
import { type SweepJump } from '../../shared/figure/sweep-jumps.js'
import { axisTicks, type Tick } from '../../shared/figure/ticks.js'
import { drawJump, drawWay, type Pixel } from './draw-way.js'
import { type Rect } from './layout.js'

export interface CutTheme {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly rule: string
  readonly font: string
  /** Behind the chart. */
  readonly ground: string
}

export interface CutChartScene {
  readonly axis: AxisGeometry
  /** The part of the axis in view, in axis space. */
  readonly view: { readonly low: number; readonly high: number }
  readonly series: readonly (CutSeries & { readonly colour: string })[]
  readonly log: boolean
  readonly range: { readonly low: number; readonly high: number } | undefined
  /** Where the surface jumps from one branch to the other, on a swept axis. */
  readonly jumps: readonly SweepJump[]
  /** How far the ways are apart on a swept axis, shape (n). */
  readonly apart?: Float64Array | undefined
  /** The cell under the cross-hair. */
  readonly cursor: number | undefined
}

const FIGURE = 6.6

/** The area inside the axes of a chart of this size. */
export function cutRect(width: number, height: number, labels: readonly Tick[]): Rect {
  const left = 14 + FIGURE * Math.max(3, ...labels.map(tick => tick.label.length))
  return { left, top: 8, width: Math.max(20, width - left - 12), height: Math.max(20, height - 8 - 20) }
}

export const cutTicks = ({ range, log }: CutChartScene, height: number): Tick[] =>
  range ? axisTicks(range.low, range.high, log, Math.max(2, height / 34)) : []

/** Lines of one chart, with gaps where nothing is solved and dots where a value stands alone. */
export function drawCut(
  ctx: CanvasRenderingContext2D,
  scene: CutChartScene,
  width: number,
  height: number,
  theme: CutTheme,
): void {
  const { axis, view, range, log } = scene
  const ticks = cutTicks(scene, height)
  const rect = cutRect(width, height, ticks)
  const px = (position: number): number =>
    rect.left + ((position - view.low) / (view.high - view.low)) * rect.width
  ctx.font = `11px ${theme.font}`
  ctx.strokeStyle = theme.line
  ctx.lineWidth = 1
  ctx.strokeRect(rect.left - 0.5, rect.top - 0.5, rect.width + 1, rect.height + 1)
  ctx.fillStyle = theme.muted
  ctx.textAlign = 'center'
  ctx.textBaseline = 'top'
  for (const { position, label } of axisTicks(view.low, view.high, axis.log, rect.width / 70)) {
    const x = Math.round(px(position)) + 0.5
    line(ctx, x, rect.top + rect.height, x, rect.top + rect.height + (label === '' ? 2 : 4))
    if (label !== '') ctx.fillText(label, Math.min(x, width - 16), rect.top + rect.height + 6)
  }
  if (!range) return
  const py = (shade: number): number =>
    rect.top + ((range.high - shade) / (range.high - range.low)) * rect.height
  ctx.textAlign = 'right'
  ctx.textBaseline = 'middle'
  for (const { position, label } of ticks) {
    if (label === '') continue
    const y = Math.round(py(position)) + 0.5
    ctx.strokeStyle = theme.rule
    line(ctx, rect.left, y, rect.left + rect.width, y)
    ctx.fillText(label, rect.left - 6, y)
  }
  ctx.save()
  ctx.beginPath()
  ctx.rect(rect.left, rect.top, rect.width, rect.height)
  ctx.clip()
  if (scene.cursor !== undefined) {
    ctx.strokeStyle = theme.text
    ctx.globalAlpha = 0.5
    const x = Math.round(px(axis.centres[scene.cursor]!)) + 0.5
    line(ctx, x, rect.top, x, rect.top + rect.height)
    ctx.globalAlpha = 1
  }
  // The output on the map is first, and drawn over the others.
  for (const { values, colour, sign, way } of [...scene.series].reverse()) {
    ctx.strokeStyle = ctx.fillStyle = colour
    ctx.lineWidth = 1.75
    ctx.lineJoin = 'round'
    ctx.setLineDash(way === 'down' ? [7, 4] : way === 'up' || sign === 1 ? [] : [5, 3])
    ctx.beginPath()
    let drawing = false
    for (let k = 0; k < values.length; k++) {
      const shade = cutShade(values[k]!, log, sign)
      if (Number.isNaN(shade)) {
        drawing = false
        continue
      }
      const [x, y] = [px(axis.centres[k]!), py(shade)]
      const alone = !drawing && (k + 1 === values.length || Number.isNaN(cutShade(values[k + 1]!, log, sign)))
      if (alone) {
        ctx.moveTo(x - 1.5, y)
        ctx.lineTo(x + 1.5, y)
      } else if (drawing) ctx.lineTo(x, y)
      else ctx.moveTo(x, y)
      drawing = true
    }
    ctx.stroke()
    if (way !== undefined) {
      ctx.setLineDash([])
      ctx.lineWidth = 1.5
      const place = (k: number): Pixel => [px(axis.centres[k]!), py(cutShade(values[k]!, log, sign))]
      const whole = ([, y]: Pixel): boolean => !Number.isNaN(y)
      drawWay(ctx, [...values.keys()].map(place), k => scene.apart?.[k] !== 0, way)
      for (const { from, to } of scene.jumps.filter(jump => jump.way === way))
        if (whole(place(from)) && whole(place(to))) drawJump(ctx, place(from), place(to), theme.ground)
    }
    const at = scene.cursor === undefined ? Number.NaN : cutShade(values[scene.cursor]!, log, sign)
    if (Number.isNaN(at)) continue
    ctx.beginPath()
    ctx.arc(px(axis.centres[scene.cursor!]!), py(at), 3, 0, 2 * Math.PI)
    ctx.fill()
  }
  ctx.restore()
}

function line(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  ctx.beginPath()
  ctx.moveTo(x0, y0)
  ctx.lineTo(x1, y1)
  ctx.stroke()
}
