import { HOLES } from './figure-image.js'
import { type FigureLayout } from './figure-layout.js'
import { type HoleKind, type HoleWords } from './map-figure.js'
import { wavePath } from './figure-marks.js'
import { figure as number, textWidth, tspans } from './rich-text.js'

/** Between entries, and between swatch and words, in sizes of the font. */
const APART = 1.1
const NEAR = 0.45
const ROW = 1.5

/** Rows of entries, each as wide as its swatch and words [sizes of the font], that fit into `width`. */
function rowsOf(kinds: readonly HoleKind[], words: HoleWords, width: number) {
  const rows: { kind: HoleKind; x: number }[][] = []
  let x = Infinity
  for (const kind of kinds) {
    const needed = 1 + NEAR + textWidth(words[kind])
    if (x + needed > width) {
      rows.push([])
      x = 0
    }
    rows.at(-1)!.push({ kind, x })
    x += needed + APART
  }
  return rows
}

/** Height of the legend [pt]; none without entries. */
export const legendHeight = (
  kinds: readonly HoleKind[],
  words: HoleWords,
  width: number,
  font: number,
): number => rowsOf(kinds, words, width / font - 1).length * ROW * font

/** A swatch with words for each kind of cell without a value, below the map. */
export function legendParts(
  kinds: readonly HoleKind[],
  words: HoleWords,
  { legend, width }: Pick<FigureLayout, 'legend' | 'width'>,
  font: number,
): string[] {
  return rowsOf(kinds, words, width / font - 1).flatMap((row, r) => {
    const last = row.at(-1)!
    const total = font * (last.x + 1 + NEAR + textWidth(words[last.kind]))
    const y = legend + r * ROW * font
    return row.flatMap(({ kind, x }) => {
      const left = (width - total) / 2 + x * font
      return [
        swatch(kind, left, y, font),
        `<text x="${number(left + (1 + NEAR) * font)}" y="${number(y + 0.86 * font)}">${tspans(words[kind], font)}</text>`,
      ]
    })
  })
}

function swatch(kind: HoleKind, x: number, y: number, side: number): string {
  const [left, top, right, bottom] = [x, y, x + side, y + side].map(number) as [
    string,
    string,
    string,
    string,
  ]
  const fill = {
    pending: HOLES.paper,
    failed: HOLES.failed,
    uncertified: HOLES.paper,
    oscillates: HOLES.paper,
    below: HOLES.below,
  }[kind]
  const box = `<rect x="${left}" y="${top}" width="${number(side)}" height="${number(side)}" fill="${fill}" stroke="#000000" stroke-width="0.5"/>`
  const stroke = (d: string, colour: string): string =>
    `<path d="${d}" fill="none" stroke="${colour}" stroke-width="0.7"/>`
  if (kind === 'failed')
    return (
      box +
      stroke(
        `M${number(x + 0.2 * side)} ${number(y + 0.2 * side)}L${number(x + 0.8 * side)} ${number(y + 0.8 * side)}M${number(x + 0.8 * side)} ${number(y + 0.2 * side)}L${number(x + 0.2 * side)} ${number(y + 0.8 * side)}`,
        HOLES.mark,
      )
    )
  if (kind === 'oscillates')
    return box + stroke(wavePath(x + side / 2, y + side / 2, 0.36 * side), HOLES.mark)
  if (kind === 'pending')
    return (
      box +
      stroke(
        `M${left} ${bottom}L${right} ${top}M${left} ${number(y + side / 2)}L${number(x + side / 2)} ${top}M${number(x + side / 2)} ${bottom}L${right} ${number(y + side / 2)}`,
        HOLES.hatch,
      )
    )
  if (kind === 'uncertified')
    return `${box}<path d="M${number(x + side / 2)} ${top}H${right}V${number(y + side / 2)}Z" fill="${HOLES.mark}"/>`
  return box
}
