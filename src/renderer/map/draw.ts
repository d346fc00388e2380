import { hasMark, type PointMask } from '../../shared/figure/cell-marks.js'
import { type AxisGeometry } from '../../shared/figure/axis-geometry.js'
import { type Rect } from './layout.js'
import { type PatternLayer } from './patterns.js'
import { type Raster } from '../../shared/figure/raster.js'
import { type ViewWindow } from './view-window.js'

export interface Scene {
  readonly raster: Raster
  /** The pixels of the raster, already put; nx × ny. */
  readonly bitmap: HTMLCanvasElement
  readonly x: AxisGeometry
  readonly y: AxisGeometry
  readonly view: ViewWindow
  readonly rect: Rect
  readonly hatch: CanvasPattern
  readonly markColour: string
  readonly patterns: PatternLayer
  /** Whether there is any cell with a mark. */
  readonly marked: boolean
  /** Points with more than one stable steady state, where that is known. */
  readonly several: PointMask | undefined
  /** Whether the values of cells without a certificate are hidden, under which colour. */
  readonly certifiedOnly: boolean
  readonly coverColour: string
}

/** Smaller cells have no room for a mark [CSS px]. */
const SMALLEST_MARKED_CELL = 7

/** Draws all that is inside the axes. `ctx` is scaled to CSS pixels by `ratio`. */
export function drawMap(ctx: CanvasRenderingContext2D, scene: Scene, ratio: number): void {
  const { rect, hatch } = scene
  ctx.save()
  ctx.beginPath()
  ctx.rect(rect.left, rect.top, rect.width, rect.height)
  ctx.clip()
  // The hatch keeps its pitch in device pixels: scaled up it would blur.
  ctx.save()
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.fillStyle = hatch
  ctx.fillRect(rect.left * ratio, rect.top * ratio, rect.width * ratio, rect.height * ratio)
  ctx.restore()
  ctx.imageSmoothingEnabled = false
  drawCells(ctx, scene, scene.bitmap)
  const clipped = (layer: CanvasRenderingContext2D, mask: HTMLCanvasElement): void => {
    layer.beginPath()
    layer.rect(rect.left, rect.top, rect.width, rect.height)
    layer.clip()
    drawCells(layer, scene, mask)
  }
  if (scene.certifiedOnly) scene.patterns.cover(ctx, scene, ratio, clipped, scene.coverColour)
  if (scene.marked && !drawMarks(ctx, scene)) scene.patterns.draw(ctx, scene, ratio, clipped)
  ctx.restore()
}

function drawCells(ctx: CanvasRenderingContext2D, scene: Scene, bitmap: HTMLCanvasElement): void {
  if (scene.x.uniform && scene.y.uniform) drawUniform(ctx, scene, bitmap)
  else drawStrips(ctx, scene, bitmap)
}

/** Axis space → CSS pixels. */
export const xToPixel = ({ view, rect }: Pick<Scene, 'view' | 'rect'>, x: number): number =>
  rect.left + ((x - view.x0) / (view.x1 - view.x0)) * rect.width
export const yToPixel = ({ view, rect }: Pick<Scene, 'view' | 'rect'>, y: number): number =>
  rect.top + ((view.y1 - y) / (view.y1 - view.y0)) * rect.height

function drawUniform(ctx: CanvasRenderingContext2D, scene: Scene, bitmap: HTMLCanvasElement): void {
  const { raster, x, y } = scene
  const left = xToPixel(scene, x.low)
  const bottom = yToPixel(scene, y.low)
  ctx.save()
  // Row 0 of the raster is the lowest value of y.
  ctx.translate(left, bottom)
  ctx.scale((xToPixel(scene, x.high) - left) / raster.nx, -(bottom - yToPixel(scene, y.high)) / raster.ny)
  ctx.drawImage(bitmap, 0, 0)
  ctx.restore()
}

/** Cells of unequal width: columns first, at screen width but still one pixel high per row, then rows. */
function drawStrips(ctx: CanvasRenderingContext2D, scene: Scene, bitmap: HTMLCanvasElement): void {
  const { raster, rect, x, y } = scene
  const wide = document.createElement('canvas')
  wide.width = rect.width
  wide.height = raster.ny
  const columns = wide.getContext('2d')!
  columns.imageSmoothingEnabled = false
  for (let i = 0; i < raster.nx; i++) {
    const [a, b] = span(
      xToPixel(scene, x.edges[i]!) - rect.left,
      xToPixel(scene, x.edges[i + 1]!) - rect.left,
    )
    if (b > 0 && a < rect.width) columns.drawImage(bitmap, i, 0, 1, raster.ny, a, 0, b - a, raster.ny)
  }
  for (let j = 0; j < raster.ny; j++) {
    const [a, b] = span(yToPixel(scene, y.edges[j]!), yToPixel(scene, y.edges[j + 1]!))
    ctx.drawImage(wide, 0, j, rect.width, 1, rect.left, a, rect.width, b - a)
  }
}

/** Whole pixels, so that neighbours neither overlap nor leave a seam. */
const span = (a: number, b: number): [number, number] => [
  Math.round(Math.min(a, b)),
  Math.max(Math.round(Math.max(a, b)), Math.round(Math.min(a, b)) + 1),
]

/**
 * A cross on each failed cell, a corner on each uncertified one, a wave on each oscillating one and a second corner
 * on those of several states; false when the cells are too small for that.
 */
function drawMarks(ctx: CanvasRenderingContext2D, scene: Scene): boolean {
  const { raster, x, y, view } = scene
  const [i0, i1] = visibleCells(x, view.x0, view.x1)
  const [j0, j1] = visibleCells(y, view.y0, view.y1)
  if (scene.rect.width / (i1 - i0) < SMALLEST_MARKED_CELL) return false
  if (scene.rect.height / (j1 - j0) < SMALLEST_MARKED_CELL) return false
  ctx.strokeStyle = scene.markColour
  ctx.fillStyle = scene.markColour
  ctx.lineWidth = 1.25
  ctx.beginPath()
  for (let j = j0; j < j1; j++)
    for (let i = i0; i < i1; i++) {
      const mark = hasMark(raster, j * raster.nx + i, scene.several)
      if (!mark) continue
      const [left, right] = order(xToPixel(scene, x.edges[i]!), xToPixel(scene, x.edges[i + 1]!))
      const [top, bottom] = order(yToPixel(scene, y.edges[j]!), yToPixel(scene, y.edges[j + 1]!))
      if (mark === 'failed') cross(ctx, left, top, right, bottom)
      else if (mark === 'uncertified') corner(ctx, right, top, Math.min(right - left, bottom - top))
      else if (mark === 'oscillates') wave(ctx, left, top, right, bottom)
      else stripes(ctx, left, bottom, Math.min(right - left, bottom - top))
    }
  ctx.stroke()
  return true
}

function cross(ctx: CanvasRenderingContext2D, left: number, top: number, right: number, bottom: number) {
  const arm = Math.min(9, 0.28 * Math.min(right - left, bottom - top))
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  ctx.moveTo(x - arm, y - arm)
  ctx.lineTo(x + arm, y + arm)
  ctx.moveTo(x - arm, y + arm)
  ctx.lineTo(x + arm, y - arm)
}

function wave(ctx: CanvasRenderingContext2D, left: number, top: number, right: number, bottom: number) {
  const arm = Math.min(8, 0.32 * Math.min(right - left, bottom - top))
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  ctx.moveTo(x - arm, y)
  ctx.quadraticCurveTo(x - arm / 2, y - 1.2 * arm, x, y)
  ctx.quadraticCurveTo(x + arm / 2, y + 1.2 * arm, x + arm, y)
}

/** Two short strokes in the lower left corner. */
function stripes(ctx: CanvasRenderingContext2D, left: number, bottom: number, cell: number): void {
  const side = Math.min(14, 0.5 * cell)
  ctx.moveTo(left + 1, bottom - side)
  ctx.lineTo(left + side, bottom - 1)
  ctx.moveTo(left + 1, bottom - side / 2)
  ctx.lineTo(left + side / 2, bottom - 1)
}

function corner(ctx: CanvasRenderingContext2D, right: number, top: number, cell: number): void {
  const side = Math.min(8, 0.35 * cell)
  ctx.save()
  ctx.beginPath()
  ctx.moveTo(right - side, top)
  ctx.lineTo(right, top)
  ctx.lineTo(right, top + side)
  ctx.fill()
  ctx.restore()
}

const order = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a])

/** Cells [first, last) that show in the range; the values may run either way. */
function visibleCells({ edges }: AxisGeometry, low: number, high: number): [number, number] {
  const n = edges.length - 1
  let first = 0
  let last = n
  while (first < n && Math.max(edges[first]!, edges[first + 1]!) <= low) first++
  while (last > first && Math.min(edges[last - 1]!, edges[last]!) >= high) last--
  if (edges[n]! > edges[0]!) return [first, Math.max(first + 1, last)]
  first = 0
  last = n
  while (first < n && Math.min(edges[first]!, edges[first + 1]!) >= high) first++
  while (last > first && Math.max(edges[last - 1]!, edges[last]!) <= low) last--
  return [first, Math.max(first + 1, last)]
}
