import { type CellMark, hasMark, type PointMask } from '../../shared/figure/cell-marks.js'
import { type Raster } from '../../shared/figure/raster.js'

export interface PatternScene {
  readonly raster: Raster
  readonly several: PointMask | undefined
  readonly markColour: string
}

/** Draws a bitmap of the grid as the map is drawn, into a context in CSS pixels. */
type DrawCells = (ctx: CanvasRenderingContext2D, bitmap: HTMLCanvasElement) => void

/** Pitch of the patterns [CSS px]. */
const PITCH: Readonly<Record<CellMark, number>> = { failed: 9, uncertified: 6, oscillates: 10, several: 7 }

/**
 * Patterns on cells that are too small for a mark of their own: failed cells get crosses, uncertified ones
 * dots, oscillating ones waves, cells of several states lines, all at the resolution of the screen.
 */
export function createPatternLayer() {
  const mask = document.createElement('canvas')
  const layer = document.createElement('canvas')

  function fillMask({ raster, several }: PatternScene, mark: CellMark): boolean {
    const { nx, ny, status } = raster
    const pixels = new Uint32Array(nx * ny)
    let any = false
    for (let p = 0; p < status.length; p++) {
      // Certified cells are nearly all there are, and have a mark only by the mask of several states.
      if (status[p]! < 2 && (!several || mark !== 'several')) continue
      if (hasMark(raster, p, several) !== mark) continue
      pixels[p] = 0xff000000
      any = true
    }
    if (!any) return false
    mask.width = nx
    mask.height = ny
    const bytes = new Uint8ClampedArray(pixels.buffer)
    mask.getContext('2d')!.putImageData(new ImageData(bytes, nx, ny), 0, 0)
    return true
  }

  /** Fills all cells that have a mark. */
  function fillMarked(
    ctx: CanvasRenderingContext2D,
    scene: PatternScene,
    mark: CellMark,
    ratio: number,
    drawCells: DrawCells,
    fill: (layer: CanvasRenderingContext2D) => string | CanvasPattern,
  ): void {
    if (!fillMask(scene, mark)) return
    layer.width = ctx.canvas.width
    layer.height = ctx.canvas.height
    const l = layer.getContext('2d')!
    l.setTransform(ratio, 0, 0, ratio, 0, 0)
    l.imageSmoothingEnabled = false
    drawCells(l, mask)
    l.setTransform(1, 0, 0, 1, 0, 0)
    l.globalCompositeOperation = 'source-in'
    l.fillStyle = fill(l)
    l.fillRect(0, 0, layer.width, layer.height)
    ctx.save()
    ctx.setTransform(1, 0, 0, 1, 0, 0)
    ctx.drawImage(layer, 0, 0)
    ctx.restore()
  }

  return {
    draw(ctx: CanvasRenderingContext2D, scene: PatternScene, ratio: number, drawCells: DrawCells): void {
      for (const mark of ['failed', 'uncertified', 'oscillates', 'several'] as const)
        fillMarked(ctx, scene, mark, ratio, drawCells, l => patternOf(l, mark, scene.markColour, ratio))
    },
    /** Hides the values of uncertified cells under a colour. */
    cover(
      ctx: CanvasRenderingContext2D,
      scene: PatternScene,
      ratio: number,
      drawCells: DrawCells,
      colour: string,
    ): void {
      fillMarked(ctx, scene, 'uncertified', ratio, drawCells, () => colour)
    },
  }
}

export type PatternLayer = ReturnType<typeof createPatternLayer>

function patternOf(
  ctx: CanvasRenderingContext2D,
  mark: CellMark,
  colour: string,
  ratio: number,
): CanvasPattern {
  const pitch = Math.round(PITCH[mark] * ratio)
  const tile = document.createElement('canvas')
  tile.width = tile.height = pitch
  const t = tile.getContext('2d')!
  t.strokeStyle = t.fillStyle = colour
  t.lineWidth = 1.1 * ratio
  t.beginPath()
  if (mark === 'failed') {
    const [a, b] = [0.28 * pitch, 0.72 * pitch]
    t.moveTo(a, a)
    t.lineTo(b, b)
    t.moveTo(a, b)
    t.lineTo(b, a)
    t.stroke()
  } else if (mark === 'uncertified') {
    t.arc(pitch / 2, pitch / 2, 1.1 * ratio, 0, 2 * Math.PI)
    t.fill()
  } else if (mark === 'oscillates') {
    t.moveTo(0, pitch / 2)
    t.quadraticCurveTo(pitch / 4, 0.15 * pitch, pitch / 2, pitch / 2)
    t.quadraticCurveTo(0.75 * pitch, 0.85 * pitch, pitch, pitch / 2)
    t.stroke()
  } else {
    for (const shift of [-pitch, 0, pitch]) {
      t.moveTo(shift - 1, -1)
      t.lineTo(shift + pitch + 1, pitch + 1)
    }
    t.stroke()
  }
  return ctx.createPattern(tile, 'repeat')!
}
