import { STATUS } from '../shared/record.js'
import { type SliceResult } from '../shared/worker-contract.js'
import { type Range } from './ranges.js'

const KNOWN = new Set<number>(Object.values(STATUS).filter(code => code !== STATUS.pending))

/** What is wrong with an answer to a lease, if anything: the door for all that executors send. */
export function faultIn(result: SliceResult, { from, to }: Range, width: number): string | undefined {
  if (result?.from !== from || result.to !== to) return `another slice than [${from}, ${to})`
  if (!(result.status instanceof Uint8Array) || result.status.length !== to - from)
    return 'status of another length'
  if (!(result.rows instanceof Float64Array) || result.rows.length !== (to - from) * width)
    return 'rows of another shape'
  if (!(result.busyMs >= 0 && result.busyMs < Infinity)) return `a busy time of ${result.busyMs} ms`
  if (!Array.isArray(result.reasons)) return 'no list of reasons'
  for (const code of result.status) if (!KNOWN.has(code)) return `status ${code}`
  for (const entry of result.reasons)
    if (!(entry?.at >= from && entry.at < to) || typeof entry.reason !== 'string')
      return 'a reason out of place'
  return undefined
}
