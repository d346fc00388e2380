import { upToGrain } from '../shared/plan-order.js'

/** Positions from, …, to − 1 of the point order. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** A set of positions kept as sorted, disjoint, non-touching ranges; a million points are a few entries. */
export interface Ranges {
  /** Number of positions in the set. */
  readonly size: () => number
  readonly list: () => readonly Range[]
  /**
   * Removes and returns the first `count` positions that lie in one piece, or fewer; undefined when empty. With
   * a grain more, up to the next multiple of it.
   */
  readonly take: (count: number, grain?: number) => Range | undefined
  /** Adds positions, which may be in the set already. */
  readonly add: (range: Range) => void
  /** Removes positions and returns those that were in the set. */
  readonly remove: (range: Range) => Range[]
  /** The part of the set inside `range`. */
  readonly within: (range: Range) => Range[]
}

export function createRanges(initial: Iterable<Range> = []): Ranges {
  let entries: Range[] = []
  let size = 0

  /** Index of the first entry that ends after `position`. */
  function firstEndingAfter(position: number): number {
    let low = 0
    let high = entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (entries[middle]!.to > position) high = middle
      else low = middle + 1
    }
    return low
  }

  function within({ from, to }: Range): Range[] {
    const found: Range[] = []
    if (from >= to) return found
    for (let k = firstEndingAfter(from); k < entries.length && entries[k]!.from < to; k++)
      found.push({ from: Math.max(from, entries[k]!.from), to: Math.min(to, entries[k]!.to) })
    return found
  }

  function remove(range: Range): Range[] {
    const found = within(range)
    if (found.length === 0) return found
    const first = firstEndingAfter(range.from)
    const cut = entries.slice(first, first + found.length)
    const left = { from: cut[0]!.from, to: range.from }
    const right = { from: range.to, to: cut.at(-1)!.to }
    entries.splice(first, found.length, ...[left, right].filter(({ from, to }) => from < to))
    for (const { from, to } of found) size -= to - from
    return found
  }

  function add({ from, to }: Range): void {
    if (from >= to) return
    remove({ from, to })
    // Entries that touch the new one are merged with it.
    let first = firstEndingAfter(from - 1)
    const merged = { from, to }
    if (first < entries.length && entries[first]!.to === from) merged.from = entries[first]!.from
    else first = firstEndingAfter(from)
    let last = first + (merged.from < from ? 1 : 0)
    if (last < entries.length && entries[last]!.from === to) merged.to = entries[last++]!.to
    entries.splice(first, last - first, merged)
    size += to - from
  }

  function take(count: number, grain = 1): Range | undefined {
    const first = entries[0]
    if (first === undefined || count < 1) return undefined
    const taken = {
      from: first.from,
      to: Math.min(first.to, upToGrain(first.from + Math.floor(count), grain)),
    }
    if (taken.to === first.to) entries = entries.slice(1)
    else entries[0] = { from: taken.to, to: first.to }
    size -= taken.to - taken.from
    return taken
  }

  for (const range of initial) add(range)
  return { size: () => size, list: () => entries, take, add, remove, within }
}
