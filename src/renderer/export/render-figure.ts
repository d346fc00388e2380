import { type FigureFormat } from '../../shared/export-contract.js'
import { type DrawnFigure } from '../../shared/figure/figure-svg.js'
import { drawPng } from './draw-png.js'
import { type PdfFonts } from './pdf-fonts.js'

export interface RenderOptions {
  /** Of a PNG. */
  readonly dpi: number
  readonly title: string
  /** Where the picture comes from; goes into the file. */
  readonly description: string
  /** Asked for when a PDF is made. */
  readonly fonts: () => Promise<PdfFonts>
}

/** The bytes of a file with the figure. */
export async function renderFigure(
  figure: DrawnFigure,
  format: FigureFormat,
  { dpi, title, description, fonts }: RenderOptions,
): Promise<Uint8Array> {
  if (format === 'svg') return new TextEncoder().encode(figure.svg)
  if (format === 'png') return drawPng(figure, dpi, description)
  const { drawPdf } = await import('./draw-pdf.js')
  return drawPdf(figure, { title, subject: description }, await fonts())
}
