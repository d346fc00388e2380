/** A stretch of text that is raised, lowered or neither. */
export interface TextRun {
  readonly text: string
  readonly shift: 'none' | 'up' | 'down'
}

const UP = '⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹'
const DOWN = '₀₁₂₃₄₅₆₇₈₉'
const PLAIN_UP = '−+0123456789'

/**
 * Figures raised or lowered by Unicode (`10⁻³`, `CO₂`) as plain figures to be raised or lowered by the
 * drawing: the fonts of a PDF have no letters for them, and typeset ones look better.
 */
export function textRuns(text: string): TextRun[] {
  const runs: { text: string; shift: TextRun['shift'] }[] = []
  for (const character of text) {
    const up = UP.indexOf(character)
    const down = DOWN.indexOf(character)
    const shift = up >= 0 ? 'up' : down >= 0 ? 'down' : 'none'
    const plain = up >= 0 ? PLAIN_UP[up]! : down >= 0 ? String(down) : character
    const last = runs.at(-1)
    if (last?.shift === shift) last.text += plain
    else runs.push({ text: plain, shift })
  }
  return runs
}

/** Size of raised and lowered figures, and how far they are moved, in sizes of the font. */
const SMALL = 0.7
const SHIFTS = { none: 0, up: -0.36, down: 0.22 } as const

/** The runs as content of an SVG `text` of this font size. */
export function tspans(text: string, size: number): string {
  let at = 0
  return textRuns(text)
    .map(({ text, shift }) => {
      const wanted = SHIFTS[shift] * size
      const dy = wanted - at
      at = wanted
      if (dy === 0 && shift === 'none') return escapeXml(text)
      const small = shift === 'none' ? '' : ` font-size="${figure(SMALL * size)}"`
      return `<tspan dy="${figure(dy)}"${small}>${escapeXml(text)}</tspan>`
    })
    .join('')
}

/** About as wide as in Arial or Helvetica [in sizes of the font]; for layout, with some room to spare. */
export function textWidth(text: string): number {
  let width = 0
  for (const { text: run, shift } of textRuns(text))
    for (const character of run) width += widthOf(character) * (shift === 'none' ? 1 : SMALL)
  return width
}

function widthOf(character: string): number {
  if (character >= '\u2e80') return 1
  if (/[ijlI.,:;'|!()[\]ft/ ]/.test(character)) return 0.3
  if (/[mwMW%@]/.test(character)) return 0.86
  return /[A-Z]/.test(character) ? 0.69 : 0.57
}

/** Characters that XML 1.0 does not allow are left out: no reader would open the file. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** A length in the drawing; a hundredth of a point is finer than any printer. */
export const figure = (value: number): string => String(Math.round(100 * value) / 100)

/** Lines of at most `width` sizes of the font; breaks between words, and between any two Chinese characters. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []) {
      if (line !== '' && textWidth((line + word).trimEnd()) > width) {
        lines.push(line.trimEnd())
        line = ''
      }
      line += word
    }
    lines.push(line.trimEnd())
  }
  return lines
}
