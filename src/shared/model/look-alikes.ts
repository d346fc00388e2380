/** Letters and signs that look like ASCII but are not, and the character people meant. */
// prettier-ignore
const TWINS: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '﹣': '-',
  '∗': '*',
  '⁎': '*',
  '＊': '*',
  '×': '*',
  '⋅': '.',
  '，': ',',
  '：': ':',
  '→': '->',
  '⟶': '->',
  '⇒': '=>',
  '↔': '<->',
  '⇄': '<->',
  '⇌': '<->',
  '⇋': '<->',
  '⟷': '<->',
  '⇔': '<=>',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u3000': ' ',
  '\u200b': '',
  '\ufeff': '',
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  І: 'I',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Ѕ: 'S',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  а: 'a',
  с: 'c',
  е: 'e',
  і: 'i',
  о: 'o',
  р: 'p',
  ѕ: 's',
  х: 'x',
  у: 'y',
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'H',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
  ο: 'o',
  '₀': '0',
  '₁': '1',
  '₂': '2',
  '₃': '3',
  '₄': '4',
  '₅': '5',
  '₆': '6',
  '₇': '7',
  '₈': '8',
  '₉': '9',
}

export interface LookAlike {
  /** Position of the first such character. */
  readonly at: number
  /** The character and its code point, for the message. */
  readonly name: string
  /** The whole text with every look-alike replaced. */
  readonly repaired: string
}

/** Finds characters that look like ASCII but are others; numbers, names and equations must not have them. */
export function findLookAlike(text: string): LookAlike | undefined {
  let first: { at: number; char: string } | undefined
  let repaired = ''
  let at = 0
  for (const char of text) {
    const twin = twinOf(char)
    if (twin !== undefined) first ??= { at, char }
    repaired += twin ?? char
    at += char.length
  }
  if (!first) return undefined
  const code = first.char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  return { at: first.at, name: `"${first.char}" (U+${code})`, repaired }
}

function twinOf(char: string): string | undefined {
  if (Object.hasOwn(TWINS, char)) return TWINS[char]
  const code = char.codePointAt(0)!
  // Full-width forms U+FF01…U+FF5E mirror ASCII 0x21…0x7E.
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : undefined
}
