import { type ExecutorLoad, type Lease } from './leases.js'

/** Share of what was measured before that still counts after one more slice. */
const MEMORY = 0.95
/** The first answers come from code that the compiler has yet to see; what follows soon counts for more. */
const WARMING_UP = 6
const MEMORY_WARMING_UP = 0.2
/** Weight of the newest travel in its running mean. */
const NEWEST_TRAVEL = 0.4

/** Points and the time they took [ms], both fading with each slice that follows. */
export interface Measured {
  readonly points: number
  readonly busyMs: number
}

/** Adds a slice. Points are weighed, not slices, so that a short slice with a long point says little. */
function updatedMeasure(former: Measured, points: number, busyMs: number, answers: number): Measured {
  const memory = answers < WARMING_UP ? MEMORY_WARMING_UP : MEMORY
  return { points: memory * former.points + points, busyMs: memory * former.busyMs + busyMs }
}

/** Running mean of the travel [ms] of what was sent to an idle executor and came back after `travelMs`. */
const updatedLatency = (
  { latencyMs, answers }: { readonly latencyMs: number; readonly answers: number },
  travelMs: number,
): number => Math.max(0, answers === 0 ? travelMs : latencyMs + NEWEST_TRAVEL * (travelMs - latencyMs))

/** Learns from an answer how fast an executor is, and how long slices and answers travel. */
export function measure(
  executor: ExecutorLoad,
  lease: Lease,
  points: number,
  busyMs: number,
  now: number,
): void {
  if (points === 0) return
  executor.points += lease.audit ? 0 : points
  executor.measured = updatedMeasure(executor.measured, points, busyMs, executor.answers)
  executor.msPerPoint = executor.measured.busyMs / executor.measured.points
  // What was sent to an idle executor was not kept waiting by anything but the way.
  if (lease.began === lease.since) executor.latencyMs = updatedLatency(executor, now - lease.since - busyMs)
  executor.answers++
}
