import type { Range } from '../../core/ranges.js'
import type { ThinnedValues } from '../../shared/compare-contract.js'
import type { MapSnapshot, MapTiles, PointView } from '../../shared/owner-contract.js'
import { type Output } from '../../shared/record.js'
import { valueAt } from '../export/source.js'
import { refuse } from './door.js'
import type { Job } from './job.js'

/** What the values of a map are read from: a job, or a session that is only looked at. */
export type MapSource = Pick<Job, 'plan' | 'ledger' | 'outputs' | 'revision'>

/** The whole map of one output. */
export function snapshotOf(job: MapSource, name: string): MapSnapshot {
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

/** Cells of it at equal distances, at most `most` in a row and in a column. */
export function thinnedOf(job: MapSource, name: string, most: number): ThinnedValues {
  const { plan, ledger } = job
  const output = outputNamed(job, name)
  const chosen = (n: number): number[] => {
    const count = Math.min(n, most)
    return Array.from({ length: count }, (_, k) => Math.floor(((k + 0.5) * n) / count))
  }
  const columns = chosen(plan.x.values.length)
  const rows = chosen(plan.y.values.length)
  const points = rows.flatMap(j => columns.map(i => j * plan.x.values.length + i))
  return {
    output: name,
    nx: columns.length,
    ny: rows.length,
    values: Float64Array.from(points, point => valueAt(job, output, point)),
    status: Uint8Array.from(points, point => ledger.status[ledger.positionOf[point]!]!),
  }
}

/** What changed at some positions of the point order. */
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

export function outputNamed({ outputs }: Pick<Job, 'outputs'>, name: string): Output {
  const found = outputs.find(output => output.name === name)
  return found ?? refuse('output', name, 'the model has no such output', 'choose one that the sweep lists')
}
