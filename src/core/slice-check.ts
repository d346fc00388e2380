import { STATUS } from '../shared/record.js'
import { type SliceResult } from '../shared/worker-contract.js'
import { type Range } from './ranges.js'

/** By status byte, 1 for what an executor may say of a point; that it breaks workers is said of it by others. */
const KNOWN = new Uint8Array(256)
for (const code of Object.values(STATUS))
  if (code !== STATUS.pending && code !== STATUS.brokeWorkers) KNOWN[code] = 1

/**
 * What is wrong with an answer to a lease, if anything: the door for all that executors send.
 *
 * @param least where an answer may end at the earliest; before `to` for a lease that was recalled
 */
export function faultIn(
  result: SliceResult,
  { from, to: last }: Range,
  least: number,
  width: number,
): string | undefined {
  const to = result?.to
  if (result?.from !== from || !Number.isInteger(to) || to < least || to > last)
    return `another slice than [${from}, ${last})`
  if (!(result.status instanceof Uint8Array) || result.status.length !== to - from)
    return 'status of another length'
  if (!(result.rows instanceof Float64Array) || result.rows.length !== (to - from) * width)
    return 'rows of another shape'
  if (!(result.busyMs >= 0 && result.busyMs < Infinity)) return `a busy time of ${result.busyMs} ms`
  if (!Array.isArray(result.reasons)) return 'no list of reasons'
  const unknown = result.status.findIndex(code => KNOWN[code] === 0)
  if (unknown >= 0) return `status ${result.status[unknown]}`
  for (const entry of result.reasons)
    if (!(entry?.at >= from && entry.at < to) || typeof entry.reason !== 'string')
      return 'a reason out of place'
  return undefined
}
