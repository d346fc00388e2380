import type { Ledger } from '../../core/ledger.js'
import type { SliceStore, StoredSlice } from '../../core/ports.js'
import type { Range } from '../../core/ranges.js'
import type { RerunOutcome } from '../../shared/points-contract.js'
import { isFailed, isSolved, STATUS } from '../../shared/record.js'
import { partsThat } from '../session/slice-parts.js'

/** What points were before they are computed again; see docs/decisions/0082. */
export interface FormerResults {
  /** The store, without failures of points that were solved before: the file keeps what it has of them. */
  readonly guard: (store: SliceStore) => SliceStore
  /** Puts back what has no new result, or only a failure in place of a solution; tells each range. */
  readonly restore: (changed: (range: Range) => void) => RerunOutcome
}

/** Remembers what the ledger says of positions, and makes them pending. */
export function takeFormerResults(ledger: Ledger, positions: readonly number[]): FormerResults {
  const { width } = ledger
  const indexOf = new Map(positions.map((position, k) => [position, k]))
  const status = Uint8Array.from(positions, position => ledger.status[position]!)
  const rows = new Float64Array(positions.length * width)
  const reasons = positions.map(ledger.reasonOf)
  const origins = positions.map(ledger.originOf)
  for (const [k, position] of positions.entries()) {
    rows.set(ledger.rows.subarray(position * width, (position + 1) * width), k * width)
    ledger.clear({ from: position, to: position + 1 })
  }

  const wasSolved = (position: number): boolean => {
    const k = indexOf.get(position)
    return k !== undefined && isSolved(status[k]!)
  }

  function* withoutFailures(slice: StoredSlice): Generator<StoredSlice> {
    const stands = (at: number): boolean => !(isFailed(slice.status[at - slice.from]!) && wasSolved(at))
    for (let at = slice.from; at < slice.to; at++) if (!stands(at)) return yield* partsThat(slice, stands)
    yield slice
  }

  function putBack(k: number, position: number): void {
    const { executor, at } = origins[k] ?? { executor: '', at: 0 }
    const reason = reasons[k]
    ledger.record({
      from: position,
      to: position + 1,
      status: status.slice(k, k + 1),
      rows: rows.slice(k * width, (k + 1) * width),
      reasons: reason === undefined ? [] : [{ at: position, reason }],
      busyMs: 0,
      executor,
      at,
    })
  }

  return {
    guard: store => ({
      append: slices => store.append(slices.flatMap(slice => [...withoutFailures(slice)])),
    }),
    restore: changed => {
      let [kept, skipped] = [0, 0]
      for (const [k, position] of positions.entries()) {
        const now = ledger.status[position]!
        if (now === STATUS.pending) skipped++
        else if (isFailed(now) && isSolved(status[k]!)) kept++
        else continue
        putBack(k, position)
        changed({ from: position, to: position + 1 })
      }
      return { points: positions.length, renewed: positions.length - kept - skipped, kept, skipped }
    },
  }
}
