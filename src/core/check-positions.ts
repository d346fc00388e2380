import { type Lease } from './leases.js'
import { createRanges, type Range, type Ranges } from './ranges.js'

/** Throws unless every open position waits, is a suspect, or is held by a lease, and no other one is. */
export function checkPositions(
  open: Ranges,
  waiting: Ranges,
  suspects: readonly Range[],
  leases: Iterable<Lease>,
): void {
  const all = createRanges([...waiting.list(), ...suspects])
  const twice = waiting.size() + suspects.reduce((sum, { from, to }) => sum + to - from, 0) - all.size()
  if (twice > 0) throw new Error(`${twice} positions wait twice`)
  for (const range of all.list())
    if (sizeOf(open.within(range)) < range.to - range.from)
      throw new Error(`a position in [${range.from}, ${range.to}) waits that has ended`)
  for (const { from, end, audit } of leases)
    if (!audit)
      for (const range of open.within({ from, to: end })) {
        if (sizeOf(waiting.within(range)) > 0)
          throw new Error(`a position in [${range.from}, ${range.to}) is held and waits`)
        all.add(range)
      }
  if (all.size() !== open.size()) throw new Error(`${open.size() - all.size()} positions are lost`)
}

const sizeOf = (ranges: readonly Range[]): number => ranges.reduce((sum, { from, to }) => sum + to - from, 0)
