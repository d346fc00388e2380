import { type AxesStyle } from './axes-option.js'
import { drawMap, type Scene } from './draw.js'
import { type MapLayout } from './layout.js'
import { createPatternLayer } from './patterns.js'
import { packPixel } from '../../shared/figure/palette.js'
import { type Picture } from './picture.js'
import { type Raster } from '../../shared/figure/raster.js'

/** What the theme says about the map; read once per change of theme. */
export interface MapTheme extends AxesStyle {
  readonly hatch: string
  readonly cover: string
  readonly hatchLine: string
  readonly mark: string
  readonly failed: number
  readonly below: number
}

export function readMapTheme(element: Element): MapTheme {
  const style = getComputedStyle(element)
  const colour = (name: string): string => style.getPropertyValue(name).trim()
  return {
    text: colour('--text'),
    muted: colour('--muted'),
    line: colour('--edge'),
    font: style.fontFamily,
    hatch: colour('--hatch'),
    cover: colour('--cell-cover'),
    hatchLine: colour('--hatch-line'),
    mark: colour('--cell-mark'),
    failed: hexPixel(colour('--cell-failed')),
    below: hexPixel(colour('--cell-below')),
  }
}

const hexPixel = (hex: string): number => {
  const rgb = Number.parseInt(hex.slice(1), 16)
  return packPixel(rgb >> 16, (rgb >> 8) & 255, rgb & 255, 255)
}

/** The canvas behind the axes, with the bitmap at grid resolution that is scaled onto it. */
export function createSurface(canvas: HTMLCanvasElement) {
  const ctx = canvas.getContext('2d')!
  const bitmap = document.createElement('canvas')
  let image: { raster: Raster; data: ImageData } | undefined
  let last: Picture | undefined
  const patterns = createPatternLayer()
  let hatch: { key: string; pattern: CanvasPattern } | undefined

  /** Copies the pixels into the bitmap, if they may have changed since the last time. */
  function put(picture: Picture): void {
    if (picture === last) return
    last = picture
    const { raster } = picture
    if (image?.raster !== raster) {
      bitmap.width = raster.nx
      bitmap.height = raster.ny
      const bytes = new Uint8ClampedArray(raster.pixels.buffer as ArrayBuffer)
      image = { raster, data: new ImageData(bytes, raster.nx, raster.ny) }
    }
    bitmap.getContext('2d')!.putImageData(image.data, 0, 0)
  }

  function hatchPattern(style: MapTheme, ratio: number): CanvasPattern {
    const key = `${style.hatch}${style.hatchLine}${ratio}`
    if (hatch?.key !== key) hatch = { key, pattern: makeHatch(ctx, style, Math.round(8 * ratio), ratio) }
    return hatch.pattern
  }

  function resize(width: number, height: number, ratio: number): void {
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)]
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w
      canvas.height = h
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    ctx.clearRect(0, 0, width, height)
  }

  return {
    put,
    resize,
    drawMap: (
      scene: Omit<Scene, 'bitmap' | 'hatch' | 'markColour' | 'coverColour' | 'patterns'>,
      style: MapTheme,
      ratio: number,
    ) =>
      drawMap(
        ctx,
        {
          ...scene,
          bitmap,
          patterns,
          hatch: hatchPattern(style, ratio),
          markColour: style.mark,
          coverColour: style.cover,
        },
        ratio,
      ),
    drawFrame: ({ map, bar }: MapLayout, style: MapTheme) => {
      ctx.strokeStyle = style.line
      ctx.lineWidth = 1
      for (const { left, top, width, height } of [map, bar])
        ctx.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1)
    },
    drawBar: ({ bar }: MapLayout, palette: Uint32Array) => {
      const gradient = ctx.createLinearGradient(0, bar.top + bar.height, 0, bar.top)
      palette.forEach((pixel, i) =>
        gradient.addColorStop(
          i / (palette.length - 1),
          `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`,
        ),
      )
      ctx.fillStyle = gradient
      ctx.fillRect(bar.left, bar.top, bar.width, bar.height)
    },
  }
}

export type Surface = ReturnType<typeof createSurface>

function makeHatch(
  ctx: CanvasRenderingContext2D,
  style: MapTheme,
  pitch: number,
  ratio: number,
): CanvasPattern {
  const tile = document.createElement('canvas')
  tile.width = tile.height = pitch
  const t = tile.getContext('2d')!
  t.fillStyle = style.hatch
  t.fillRect(0, 0, pitch, pitch)
  t.strokeStyle = style.hatchLine
  t.lineWidth = ratio
  t.beginPath()
  for (const shift of [-pitch, 0, pitch]) {
    t.moveTo(shift - 1, pitch + 1)
    t.lineTo(shift + pitch + 1, -1)
  }
  t.stroke()
  return ctx.createPattern(tile, 'repeat')!
}
