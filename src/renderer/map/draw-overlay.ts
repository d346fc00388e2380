import { type AxisGeometry } from '../../shared/figure/axis-geometry.js'
import { clipLine } from '../../shared/figure/clip-lines.js'
import { placeLabels } from '../../shared/figure/contour-labels.js'
import { positionAt } from '../../shared/figure/contours.js'
import { type MeasuredPoint } from '../../shared/measured/measured-csv.js'
import { type TracedContours } from '../composables/useContours.js'
import { type Pin } from '../../shared/map-contract.js'
import { xToPixel, yToPixel } from './draw.js'
import { type Rect } from './layout.js'
import { type ViewWindow } from './view-window.js'

export interface OverlayScene {
  readonly x: AxisGeometry
  readonly y: AxisGeometry
  readonly view: ViewWindow
  readonly rect: Rect
  readonly font: string
}

const LABEL_FONT = 12
const INK = '#14181d'
const PAPER = '#ffffff'

/** Dark lines with a light rim, which read on every colour of every palette. */
export function drawContours(
  ctx: CanvasRenderingContext2D,
  scene: OverlayScene,
  { levels, lines }: TracedContours,
  labels: boolean,
): void {
  if (lines.length === 0) return
  const { rect } = scene
  ctx.font = `600 ${LABEL_FONT}px ${scene.font}`
  const widths = levels.map(({ label }) => ctx.measureText(label).width + 6)
  const drawn = lines.flatMap(({ level, points }) =>
    clipLine(toPixels(scene, points), rect).map(part => ({
      level,
      points: part,
      label: levels[level]!.label,
      labelWidth: widths[level]!,
    })),
  )
  const placed = labels ? placeLabels(drawn, rect) : []
  ctx.save()
  ctx.beginPath()
  ctx.rect(rect.left, rect.top, rect.width, rect.height)
  // The lines pass under no label: what is outside the turned boxes is left to draw on.
  for (const { line, x, y, angle } of placed)
    boxPath(ctx, x, y, angle, drawn[line]!.labelWidth, LABEL_FONT + 2)
  ctx.clip('evenodd')
  ctx.lineJoin = 'round'
  const path = new Path2D()
  for (const { points } of drawn) {
    path.moveTo(points[0]!, points[1]!)
    for (let k = 2; k < points.length; k += 2) path.lineTo(points[k]!, points[k + 1]!)
  }
  ctx.globalAlpha = 0.55
  ctx.strokeStyle = PAPER
  ctx.lineWidth = 2.6
  ctx.stroke(path)
  ctx.globalAlpha = 0.9
  ctx.strokeStyle = INK
  ctx.lineWidth = 1
  ctx.stroke(path)
  ctx.restore()
  for (const { line, x, y, angle } of placed) {
    ctx.save()
    ctx.translate(x, y)
    ctx.rotate(angle)
    haloText(ctx, drawn[line]!.label, 0, 0)
    ctx.restore()
  }
}

function toPixels(scene: OverlayScene, cells: Float64Array): Float64Array {
  const pixels = new Float64Array(cells.length)
  for (let k = 0; k < cells.length; k += 2) {
    pixels[k] = xToPixel(scene, positionAt(scene.x, cells[k]!))
    pixels[k + 1] = yToPixel(scene, positionAt(scene.y, cells[k + 1]!))
  }
  return pixels
}

function boxPath(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  angle: number,
  width: number,
  height: number,
): void {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([u, v]) => [(u! * width) / 2, (v! * height) / 2] as const)
  corners.forEach(([u, v], k) => {
    const [px, py] = [x + c * u - s * v, y + s * u + c * v]
    if (k === 0) ctx.moveTo(px, py)
    else ctx.lineTo(px, py)
  })
  ctx.closePath()
}

function haloText(ctx: CanvasRenderingContext2D, label: string, x: number, y: number): void {
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.lineJoin = 'round'
  ctx.lineWidth = 3.5
  ctx.strokeStyle = PAPER
  ctx.strokeText(label, x, y)
  ctx.fillStyle = INK
  ctx.fillText(label, x, y)
}

const place = (
  scene: OverlayScene,
  { x, y }: { x: number; y: number },
): { px: number; py: number } | undefined => {
  const position = ({ log }: AxisGeometry, value: number): number => (log ? Math.log10(value) : value)
  const px = xToPixel(scene, position(scene.x, x))
  const py = yToPixel(scene, position(scene.y, y))
  const { left, top, width, height } = scene.rect
  const inside = px >= left && px <= left + width && py >= top && py <= top + height
  return inside ? { px, py } : undefined
}

export interface PlacedPoint {
  readonly px: number
  readonly py: number
  readonly point: MeasuredPoint
}

/** Measured points in the colour of their value, rimmed; hollow without one. Returns where they are. */
export function drawMeasured(
  ctx: CanvasRenderingContext2D,
  scene: OverlayScene,
  points: readonly MeasuredPoint[],
  colourOf: (value: number) => string | undefined,
): PlacedPoint[] {
  const placed: PlacedPoint[] = []
  for (const point of points) {
    const at = place(scene, point)
    if (!at) continue
    placed.push({ ...at, point })
    ctx.beginPath()
    ctx.arc(at.px, at.py, 5, 0, 2 * Math.PI)
    const fill = point.value === undefined ? undefined : colourOf(point.value)
    if (fill !== undefined) {
      ctx.fillStyle = fill
      ctx.fill()
    }
    ctx.strokeStyle = PAPER
    ctx.lineWidth = 3.5
    ctx.stroke()
    ctx.strokeStyle = INK
    ctx.lineWidth = 1.5
    ctx.stroke()
  }
  return placed
}

/** Numbered markers with the tip at the middle of their cell. */
export function drawPins(ctx: CanvasRenderingContext2D, scene: OverlayScene, pins: readonly Pin[]): void {
  ctx.font = `600 ${LABEL_FONT}px ${scene.font}`
  const { left, top, width, height } = scene.rect
  for (const pin of pins) {
    if (pin.i >= scene.x.centres.length || pin.j >= scene.y.centres.length) continue
    const px = xToPixel(scene, scene.x.centres[pin.i]!)
    const py = yToPixel(scene, scene.y.centres[pin.j]!)
    if (px < left || px > left + width || py < top || py > top + height) continue
    // Near the upper edge the marker hangs below its point.
    const up = py - top > 26 ? -1 : 1
    ctx.beginPath()
    ctx.moveTo(px, py)
    ctx.lineTo(px - 4, py + up * 8)
    ctx.lineTo(px + 4, py + up * 8)
    ctx.closePath()
    ctx.arc(px, py + up * 15, 9, 0, 2 * Math.PI)
    ctx.lineWidth = 2.5
    ctx.strokeStyle = PAPER
    ctx.stroke()
    ctx.fillStyle = INK
    ctx.fill()
    ctx.fillStyle = PAPER
    ctx.textAlign = 'center'
    ctx.textBaseline = 'middle'
    ctx.fillText(String(pin.id), px, py + up * 15 + 0.5)
  }
}
