import { type StoredSlice } from '../../core/ports.js'
import { refinePlan, wholeArea } from '../../shared/model/refine.js'
import { type CellArea } from '../../shared/owner-contract.js'
import { type Plan, pointCount } from '../../shared/plan.js'
import { pointOrder } from '../../shared/point-order.js'
import { writeSession } from './copy.js'
import { newHeader } from './header.js'
import { sliceTo } from './slice-part.js'
import { openSession } from './session.js'

/**
 * Writes a session of twice the resolution, of the whole map or of a rectangle of its cells, that holds every
 * point the old one knows, and who computed it; what lies between is left to compute. The old session stays as
 * it is. A file at `target` is replaced.
 *
 * Rejects with `session/unreadable`, `input/invalid` and `session/unwritable`.
 */
export async function refineSession(
  path: string,
  target: string,
  { version, area }: { version: string; area?: CellArea },
): Promise<void> {
  const session = openSession(path, 'no')
  try {
    const plan = refinePlan(session.plan, area)
    await writeSession(
      {
        header: newHeader(plan, version),
        slices: carried(session.slices(), newPositions(session.plan, plan, area)),
        runs: session.runs(),
      },
      target,
    )
  } finally {
    session.close()
  }
}

/**
 * For each position of the old order the one of the new order, −1 outside of the area. For a whole map it is the
 * same: the old points are the coarse half of the new ones, in the same sequence. On a swept axis a point depends
 * on all steps before it, and a sweep in finer ones is another: none is carried over.
 */
export function newPositions(old: Plan, refined: Plan, area: CellArea = wholeArea(old)): Int32Array {
  if (old.mechanism.analysis?.hysteresis) return new Int32Array(pointCount(old)).fill(-1)
  const nx = old.x.values.length
  const width = refined.x.values.length
  const order = pointOrder(width, refined.y.values.length)
  const positionOf = new Int32Array(order.length)
  order.forEach((point, position) => (positionOf[point] = position))
  const { x0, x1, y0, y1 } = area
  return Int32Array.from(pointOrder(nx, old.y.values.length), point => {
    const x = point % nx
    const y = (point - x) / nx
    return x < x0 || x > x1 || y < y0 || y > y1 ? -1 : positionOf[2 * (y - y0) * width + 2 * (x - x0)]!
  })
}

/** Cuts slices where their points are no longer neighbours, so that each piece is a slice of the new order. */
export function* carried(slices: Iterable<StoredSlice>, position: Int32Array): Generator<StoredSlice> {
  for (const slice of slices)
    for (let from = slice.from; from < slice.to; from++) {
      if (position[from]! < 0) continue
      let to = from + 1
      while (to < slice.to && position[to] === position[to - 1]! + 1) to++
      yield sliceTo(slice, from, to, position[from]!)
      from = to - 1
    }
}
