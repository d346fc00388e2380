import type { Composition } from '../mechanism.js'

/**
 * Elements in a chemical formula such as `CO2`, `CH3OH` or `O-CO`; hyphens only separate.
 * Undefined when the text is not a formula of known elements.
 */
export function parseFormula(text: string, isElement: (symbol: string) => boolean): Composition | undefined {
  const counts = new Map<string, number>()
  let rest = text.replaceAll('-', '')
  if (rest === '') return undefined
  while (rest !== '') {
    const part = rest.match(/^([A-Z][a-z]?)(\d{0,3})/)
    if (!part) return undefined
    // "Co" is cobalt where cobalt is known; in "CO" the second letter is a capital.
    const symbol = part[1]!
    if (!isElement(symbol)) return undefined
    const count = part[2] === '' ? 1 : Number(part[2])
    if (count === 0) return undefined
    counts.set(symbol, (counts.get(symbol) ?? 0) + count)
    rest = rest.slice(part[0].length)
  }
  return Object.fromEntries(counts)
}

/** Molar mass in units of the atomic mass constant. */
export function relativeMass(composition: Composition, masses: Readonly<Record<string, number>>): number {
  return Object.entries(composition).reduce((sum, [symbol, count]) => sum + count * masses[symbol]!, 0)
}
