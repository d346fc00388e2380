import { IsobarError } from '../../shared/errors.js'
import { type DrawnFigure } from '../../shared/figure/figure-svg.js'
import { withPngFacts } from '../../shared/figure/png-text.js'
import { say, text } from '../text/text.js'

/** Canvases of browsers end here [pixels along a side]. */
const MAX_SIDE = 16_384

export const pixelSize = ({ width, height }: DrawnFigure, dpi: number): [number, number] => [
  Math.round((width / 25.4) * dpi),
  Math.round((height / 25.4) * dpi),
]

/** A figure as PNG. Rejects with `input/invalid` where it would be larger than a canvas may be. */
export async function drawPng(figure: DrawnFigure, dpi: number, description: string): Promise<Uint8Array> {
  const [width, height] = pixelSize(figure, dpi)
  if (Math.max(width, height) > MAX_SIDE) throw tooLarge(width, height)
  const canvas = await drawSvg(figure.svg, width, height)
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw tooLarge(width, height)
  const png = new Uint8Array(await blob.arrayBuffer())
  return withPngFacts(png, dpi, { Software: 'Isobar', Description: description })
}

export async function drawSvg(svg: string, width: number, height: number): Promise<HTMLCanvasElement> {
  const image = new Image()
  image.src = svgUrl(svg)
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')!.drawImage(image, 0, 0, width, height)
  return canvas
}

export const svgUrl = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`

const tooLarge = (width: number, height: number): IsobarError =>
  new IsobarError('input/invalid', say(text.exporting.tooLarge, { width, height }), {
    field: 'dpi',
    value: `${width} × ${height}`,
    remedy: text.exporting.tooLargeRemedy,
  })
