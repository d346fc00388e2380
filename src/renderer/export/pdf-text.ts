import { type PdfFont, type PdfWeight } from './pdf-fonts.js'

const SVG = 'http://www.w3.org/2000/svg'

/** Whether a PDF with this font can say the text; otherwise it has to become a picture. */
export const canSay = (font: PdfFont, word: SVGTextElement): boolean =>
  font.covers(font.spelt(word.textContent ?? ''))

/**
 * Replaces a text by one per stretch of it, each at its place by the widths of the font of the PDF. The
 * converter would take those of the page, whose font is another one, and leave gaps.
 */
export function placeRuns(word: SVGTextElement, font: PdfFont): void {
  const size = Number(inherited(word, 'font-size'))
  const weight: PdfWeight = word.getAttribute('font-weight') === 'bold' ? 'bold' : 'normal'
  let rise = 0
  const runs = [...word.childNodes].map(node => {
    const small = node instanceof Element ? node : undefined
    rise += Number(small?.getAttribute('dy') ?? 0)
    const runSize = Number(small?.getAttribute('font-size') ?? size)
    const text = font.spelt(node.textContent ?? '')
    return { text, size: runSize, rise, width: runSize * font.width(text, weight) }
  })
  const total = runs.reduce((sum, { width }) => sum + width, 0)
  const anchor = word.getAttribute('text-anchor') ?? 'start'
  let x = Number(word.getAttribute('x') ?? 0) - { start: 0, middle: total / 2, end: total }[anchor as 'start']
  const y = Number(word.getAttribute('y') ?? 0)
  const group = document.createElementNS(SVG, 'g')
  const transform = word.getAttribute('transform')
  if (transform !== null) group.setAttribute('transform', transform)
  for (const run of runs) {
    const piece = document.createElementNS(SVG, 'text')
    const attributes = {
      x,
      y: y + run.rise,
      'font-family': font.family,
      'font-size': run.size,
      'font-weight': weight,
      'xml:space': 'preserve',
    }
    for (const [name, value] of Object.entries(attributes)) piece.setAttribute(name, String(value))
    piece.textContent = run.text
    group.append(piece)
    x += run.width
  }
  word.replaceWith(group)
}

function inherited(element: Element, name: string): string {
  return element.getAttribute(name) ?? (element.parentElement ? inherited(element.parentElement, name) : '')
}
