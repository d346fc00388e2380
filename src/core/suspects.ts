import { type Range } from './ranges.js'

/** A point that was in a slice which broke its executor this often ends as failed, alone. */
export const ATTEMPTS = 3
/** A slice that broke its executor is tried again in this many pieces, to find the point at fault quickly. */
const PIECES = 16

/** Positions that were in hand when an executor broke, and the executors that they broke. */
export interface Suspect extends Range {
  readonly breakers: readonly string[]
}

export type Verdict =
  | { readonly kind: 'retry'; readonly suspects: readonly Suspect[] }
  | { readonly kind: 'guilty'; readonly at: number }

/**
 * What to do with a slice whose executor broke.
 *
 * Nobody knows which of its points was at fault, so it is cut into pieces that go elsewhere one by one,
 * until a single point has been in hand at ATTEMPTS breakdowns.
 */
export function judge({ from, to }: Range, breakers: readonly string[]): Verdict {
  const points = to - from
  if (points === 1 && breakers.length >= ATTEMPTS) return { kind: 'guilty', at: from }
  if (points === 1) return { kind: 'retry', suspects: [{ from, to, breakers }] }
  const size = Math.ceil(points / PIECES)
  const suspects: Suspect[] = []
  for (let start = from; start < to; start += size)
    suspects.push({ from: start, to: Math.min(to, start + size), breakers })
  return { kind: 'retry', suspects }
}
