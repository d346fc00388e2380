import { type Output } from '../../shared/record.js'
import { type ExportSource, valueAt } from './source.js'

/** Points at a time: 256 kB of doubles, so that no table is ever in memory as a whole. */
const CHUNK = 2 ** 15

/** All values of an output, row-major, in chunks; the array is used again for the next one. */
export function* valuesOf(source: ExportSource, output: Output): Generator<Float64Array> {
  const points = source.plan.x.values.length * source.plan.y.values.length
  const chunk = new Float64Array(Math.min(CHUNK, points))
  for (let first = 0; first < points; first += CHUNK) {
    const n = Math.min(CHUNK, points - first)
    for (let i = 0; i < n; i++) chunk[i] = valueAt(source, output, first + i)
    yield chunk.subarray(0, n)
  }
}

/** How every point ended, row-major; see STATUS. Shape (points). */
export function statusOf({ plan, ledger }: ExportSource): Uint8Array {
  const status = new Uint8Array(plan.x.values.length * plan.y.values.length)
  for (let point = 0; point < status.length; point++)
    status[point] = ledger.status[ledger.positionOf[point]!]!
  return status
}
