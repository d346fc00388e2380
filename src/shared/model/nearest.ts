/**
 * The candidate a misspelt name most likely meant, or undefined when none is near.
 *
 * Distance is that of Damerau and Levenshtein (insert, delete, replace, swap neighbours) without
 * regard to case; near means at most a third of the length of the name, and at least one edit. Of
 * equally near ones the one of equal length wins.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit) continue
    const sameLength = candidate.length === name.length ? 0 : 0.5
    const d = distance(name.toLowerCase(), candidate.toLowerCase()) + sameLength
    if (d < bestDistance) [best, bestDistance] = [candidate, d]
  }
  return best
}

/** `Did you mean "…"?` or, with nothing near, the choices themselves when they are few. */
export function suggest(name: string, candidates: readonly string[]): string {
  const near = nearest(name, candidates)
  if (near !== undefined) return `Did you mean "${near}"?`
  if (candidates.length === 0) return 'There is nothing to choose from yet.'
  const shown = candidates.slice(0, 12).join(', ')
  return `Known here: ${shown}${candidates.length > 12 ? ', …' : ''}.`
}

function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1)
      next.push(cost)
    }
    before = row
    row = next
  }
  return row[b.length]!
}
