import { HOLES } from './figure-image.js'
import { type FigureLayout } from './figure-layout.js'
import { type HoleKind, type HoleWords } from './map-figure.js'
import { figure as number, textWidth, tspans } from './rich-text.js'

/** A swatch with words for each kind of cell without a value, in one line below the map. */
export function legendParts(
  kinds: readonly HoleKind[],
  words: HoleWords,
  { legend, map }: FigureLayout,
  font: number,
): string[] {
  const side = font
  const widths = kinds.map(kind => side + 0.5 * font + 1.12 * font * textWidth(words[kind]) + 1.4 * font)
  const total = widths.reduce((sum, width) => sum + width, -1.4 * font)
  let x = Math.max(2, map.left + (map.width - total) / 2)
  return kinds.flatMap((kind, k) => {
    const left = x
    x += widths[k]!
    return [
      swatch(kind, left, legend, side),
      `<text x="${number(left + side + 0.5 * font)}" y="${number(legend + 0.86 * font)}">${tspans(words[kind], font)}</text>`,
    ]
  })
}

function swatch(kind: HoleKind, x: number, y: number, side: number): string {
  const [left, top, right, bottom] = [x, y, x + side, y + side].map(number) as [
    string,
    string,
    string,
    string,
  ]
  const fill = { pending: HOLES.paper, failed: HOLES.failed, uncertified: HOLES.paper, below: HOLES.below }[
    kind
  ]
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
