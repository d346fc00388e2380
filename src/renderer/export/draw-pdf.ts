import { jsPDF } from 'jspdf'
import { svg2pdf } from 'svg2pdf.js'
import { type DrawnFigure } from '../../shared/figure/figure-svg.js'
import { POINTS_PER_MM } from '../../shared/figure/figure-layout.js'
import { drawSvg } from './draw-png.js'
import { pdfFont, type PdfFonts } from './pdf-fonts.js'
import { canSay, placeRuns } from './pdf-text.js'

/** Of words that become pictures [pixels per point], 1200 dpi. */
const SCALE = 1200 / 72

/**
 * A figure as PDF, with its letters as text. Words with letters that the font lacks become pictures in
 * their place: there they look right, but cannot be searched.
 *
 * Loaded when the first PDF is wanted; the two libraries are large.
 */
export async function drawPdf(
  { svg, width, height }: DrawnFigure,
  about: { readonly title: string; readonly subject: string },
  fonts: PdfFonts,
): Promise<Uint8Array> {
  const [w, h] = [width * POINTS_PER_MM, height * POINTS_PER_MM]
  const stage = document.createElement('div')
  stage.style.cssText = 'position: fixed; left: -10000px; top: 0'
  const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml')
    .documentElement as unknown as SVGSVGElement
  stage.append(drawing)
  document.body.append(stage)
  try {
    // Lengths with a unit would be taken for points.
    drawing.setAttribute('width', String(w))
    drawing.setAttribute('height', String(h))
    const pdf = new jsPDF({
      unit: 'pt',
      format: [w, h],
      orientation: w > h ? 'l' : 'p',
      compress: true,
      putOnlyUsedFonts: true,
    })
    pdf.setProperties({ ...about, creator: 'Isobar' })
    const font = pdfFont(pdf, fonts)
    for (const word of drawing.querySelectorAll('text'))
      if (canSay(font, word)) placeRuns(word, font)
      else await pictureOf(word, drawing)
    await svg2pdf(drawing, pdf, { x: 0, y: 0, width: w, height: h })
    return new Uint8Array(pdf.output('arraybuffer'))
  } finally {
    stage.remove()
  }
}

/** Puts a picture of the word where the word is, turned like it. */
async function pictureOf(word: SVGTextElement, drawing: SVGSVGElement): Promise<void> {
  const box = word.getBBox()
  const [x, y] = [Math.floor(box.x) - 1, Math.floor(box.y) - 1]
  const [width, height] = [Math.ceil(box.width) + 3, Math.ceil(box.height) + 3]
  const alone = drawing.cloneNode(false) as SVGSVGElement
  alone.setAttribute('viewBox', `${x} ${y} ${width} ${height}`)
  alone.setAttribute('width', String(width))
  alone.setAttribute('height', String(height))
  const copy = word.cloneNode(true) as SVGTextElement
  copy.removeAttribute('transform')
  alone.append(copy)
  const text = new XMLSerializer().serializeToString(alone)
  const canvas = await drawSvg(text, Math.round(width * SCALE), Math.round(height * SCALE))
  const image = document.createElementNS('http://www.w3.org/2000/svg', 'image')
  const place = { x, y, width, height, href: canvas.toDataURL('image/png') }
  for (const [name, value] of Object.entries(place)) image.setAttribute(name, String(value))
  const transform = word.getAttribute('transform')
  if (transform !== null) image.setAttribute('transform', transform)
  word.replaceWith(image)
}
