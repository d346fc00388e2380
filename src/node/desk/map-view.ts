import type { Range } from '../../core/ranges.js'
import type { CellArea, MapSnapshot, MapTiles, PointView } from '../../shared/owner-contract.js'
import { isFailed, type Output } from '../../shared/record.js'
import { valueAt } from '../export/source.js'
import { refuse } from './door.js'
import type { Job } from './job.js'

/** The whole map of one output. */
export function snapshotOf(job: Job, name: string): MapSnapshot {
  const { plan, ledger } = job
  const output = outputNamed(job, name)
  const status = new Uint8Array(ledger.points)
  for (let position = 0; position < ledger.points; position++)
    status[ledger.order[position]!] = ledger.status[position]!
  return {
    output: name,
    unit: output.unit,
    nx: plan.x.values.length,
    ny: plan.y.values.length,
    values: ledger.valuesOf(output),
    status,
    revision: job.revision(),
  }
}

/** The same for some positions of the point order. */
export function tilesOf(job: Job, name: string, ranges: readonly Range[]): MapTiles {
  const { ledger } = job
  const output = outputNamed(job, name)
  const count = ranges.reduce((sum, { from, to }) => sum + to - from, 0)
  const points = new Uint32Array(count)
  const values = new Float64Array(count)
  const status = new Uint8Array(count)
  let k = 0
  for (const { from, to } of ranges)
    for (let position = from; position < to; position++, k++) {
      points[k] = ledger.order[position]!
      status[k] = ledger.status[position]!
      values[k] = valueAt(job, output, points[k]!)
    }
  return { output: name, revision: job.revision(), points, values, status }
}

/** All that is stored of one point, given by its row-major index. */
export function pointView(job: Job, point: number): PointView {
  const { plan, ledger, outputs } = job
  const nx = plan.x.values.length
  const position = ledger.positionOf[point]!
  const origin = ledger.originOf(position)
  return {
    point,
    x: plan.x.values[point % nx]!,
    y: plan.y.values[Math.floor(point / nx)]!,
    status: ledger.status[position]!,
    reason: ledger.reasonOf(position),
    values: Float64Array.from(outputs, output => valueAt(job, output, point)),
    computedBy: origin?.executor,
    computedAt: origin?.at,
  }
}

/** Positions of failed points, in the whole map or in a rectangle of cells. */
export function failedPositions({ plan, ledger }: Job, area?: CellArea): number[] {
  const nx = plan.x.values.length
  const positions: number[] = []
  for (let position = 0; position < ledger.points; position++) {
    if (!isFailed(ledger.status[position]!)) continue
    const point = ledger.order[position]!
    if (!area || contains(area, point % nx, Math.floor(point / nx))) positions.push(position)
  }
  return positions
}

const contains = ({ x0, x1, y0, y1 }: CellArea, x: number, y: number): boolean =>
  x >= x0 && x <= x1 && y >= y0 && y <= y1

function outputNamed({ outputs }: Job, name: string): Output {
  const found = outputs.find(output => output.name === name)
  return found ?? refuse('output', name, 'the model has no such output', 'choose one that the sweep lists')
}
