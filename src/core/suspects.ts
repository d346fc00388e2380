import { upToGrain } from '../shared/plan-order.js'
import { type Range } from './ranges.js'

/** A point that was in a slice which broke its executor this often ends as failed, alone. */
export const ATTEMPTS = 3
/** A slice that broke its executor is tried again in this many pieces, to find the point at fault quickly. */
const PIECES = 16

/** Positions that were in hand when an executor broke, and the executors that they broke. */
export interface Suspect extends Range {
  readonly breakers: readonly string[]
}

/** Positions under suspicion that wait for another executor. */
export interface Suspects {
  readonly add: (suspect: Suspect) => void
  /**
   * Notes what was in hand when an executor broke; returns the points that are guilty.
   *
   * Nobody knows which of the points was at fault, so they are cut into pieces that go elsewhere one by
   * one, until a single point has been in hand at ATTEMPTS breakdowns.
   */
  readonly accuse: (range: Range, breakers: readonly string[]) => number[]
  /** A suspect slice goes to an executor that it has not broken, as long as there is another one. */
  readonly takeFor: (executorId: string, able: readonly { readonly id: string }[]) => Suspect | undefined
  readonly remove: (range: Range) => void
  readonly list: () => readonly Suspect[]
}

/** @param grain points that are computed together, and so are at fault together */
export function createSuspects(grain = 1): Suspects {
  let suspects: Suspect[] = []

  function accuse({ from, to }: Range, breakers: readonly string[]): number[] {
    const points = to - from
    if (points <= grain && breakers.length >= ATTEMPTS)
      return Array.from({ length: points }, (_, k) => from + k)
    const size = upToGrain(points / PIECES, grain)
    for (let start = from; start < to; start += size)
      suspects.push({ from: start, to: Math.min(to, start + size), breakers })
    return []
  }

  function takeFor(executorId: string, able: readonly { readonly id: string }[]): Suspect | undefined {
    const index = suspects.findIndex(
      ({ breakers }) => !breakers.includes(executorId) || able.every(other => breakers.includes(other.id)),
    )
    return index < 0 ? undefined : suspects.splice(index, 1)[0]
  }

  return {
    add: suspect => suspects.push(suspect),
    accuse,
    takeFor,
    remove: range => {
      if (suspects.length > 0) suspects = suspects.flatMap(suspect => without(suspect, range))
    },
    list: () => suspects,
  }
}

/** What is left of a suspect without the positions in `range`. */
function without(suspect: Suspect, range: Range): Suspect[] {
  return [
    { ...suspect, to: Math.min(suspect.to, range.from) },
    { ...suspect, from: Math.max(suspect.from, range.to) },
  ].filter(({ from, to }) => from < to)
}
