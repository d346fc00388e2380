/**
 * How well `wanted` is found in `text`, letter by letter in order: undefined where it is not; better matches
 * are higher. Letters at the start of a word and in a row count more, letters left out count against it.
 */
export function fuzzyScore(wanted: string, text: string): number | undefined {
  const letters = [...wanted.toLowerCase().replace(/\s+/g, '')]
  const place = text.toLowerCase()
  let score = 0
  let at = -1
  for (const letter of letters) {
    const next = nextPlace(place, letter, at)
    if (next < 0) return undefined
    score += next === at + 1 ? 3 : startsWord(place, next) ? 2 : 0
    score -= Math.min(3, (next - at - 1) / 8)
    at = next
  }
  return score - place.length / 200
}

/** Of the two places a letter may be taken from, the start of a word is what a person means. */
function nextPlace(text: string, letter: string, after: number): number {
  const nearest = text.indexOf(letter, after + 1)
  if (nearest < 0 || nearest === after + 1 || startsWord(text, nearest)) return nearest
  for (let at = nearest; at >= 0; at = text.indexOf(letter, at + 1)) if (startsWord(text, at)) return at
  return nearest
}

const startsWord = (text: string, at: number): boolean => at === 0 || /[\s(/·:_-]/.test(text[at - 1]!)

/** What is found, best first; what is equally good stays in its order. All of it for an empty wish. */
export function fuzzyFind<T>(
  wanted: string,
  items: readonly T[],
  textsOf: (item: T) => readonly string[],
): T[] {
  if (wanted.trim() === '') return [...items]
  return items
    .map(item => ({
      item,
      score: Math.max(...textsOf(item).map(text => fuzzyScore(wanted, text) ?? -Infinity)),
    }))
    .filter(({ score }) => score > -Infinity)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
}
