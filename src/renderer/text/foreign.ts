/** Longest name of another machine that is shown whole. */
const LONGEST = 64

/**
 * Text that came from another machine, safe to stand in a sentence: one line, of bounded length, and without
 * the marks that turn the direction of what follows (which can make one name look like another).
 */
export function foreign(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}]/gu, '')
    .trim()
  const letters = [...plain]
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : plain
}
