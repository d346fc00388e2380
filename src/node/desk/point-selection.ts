import { isFailed, isSolved, STATUS } from '../../shared/record.js'
import type { PointKind, PointSelection } from '../../shared/points-contract.js'
import type { Job } from './job.js'

const MATCHES: Readonly<Record<PointKind, (status: number) => boolean>> = {
  failed: isFailed,
  // Limit cycles have no certificate either.
  uncertified: status => isSolved(status) && status !== STATUS.certified,
  // What is not computed yet needs no second time.
  all: status => status !== STATUS.pending,
}

/** Positions in the point order of points that have ended as asked for. */
export function selectedPositions(
  { plan, ledger }: Pick<Job, 'plan' | 'ledger'>,
  { which, area }: PointSelection,
): number[] {
  const nx = plan.x.values.length
  const matches = MATCHES[which]
  const positions: number[] = []
  for (let position = 0; position < ledger.points; position++) {
    if (!matches(ledger.status[position]!)) continue
    const point = ledger.order[position]!
    const [x, y] = [point % nx, Math.floor(point / nx)]
    if (!area || (x >= area.x0 && x <= area.x1 && y >= area.y0 && y <= area.y1)) positions.push(position)
  }
  return positions
}
