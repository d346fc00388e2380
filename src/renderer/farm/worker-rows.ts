import { type SliceInHand } from '../../shared/farm-contract.js'
import { type ExecutorView, type SweepProgress } from '../../shared/owner-contract.js'
import { laneOf } from '../../shared/scaling/account.js'
import { type FarmNow } from '../composables/useFarm.js'
import { rowsOf } from './rows.js'
import { busyWithin } from './slice-store.js'

/** What is known of the place of a worker: from its slices, and from the worker that is there now, if any. */
export interface WorkerRow {
  readonly lane: number
  readonly machine: string
  readonly label: string
  readonly executor: ExecutorView | undefined
  readonly working: SliceInHand | undefined
  /** Of this and of earlier runs of the session. */
  readonly points: number
  readonly slices: number
  /** Share of the span in which it computed [0, 1]. */
  readonly utilisation: number
  /** Crashes, hangs and errors of all workers that had this place. */
  readonly faults: number
  readonly memory: number | undefined
}

/** The time over which utilisation is taken [ms since 1970]. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** While computing the last half minute counts; afterwards the last run as a whole. */
const RECENT_MS = 30_000

export function spanOf({ report, store }: FarmNow, isRunning: boolean): Span {
  const run = report.runs.at(-1)
  const newest = store.lanes.reduce((most, { end, count }) => Math.max(most, end[count - 1] ?? 0), 0)
  const to = isRunning ? report.now : newest || report.now
  const startedAt = run?.startedAt ?? to
  return { from: isRunning ? Math.max(startedAt, to - RECENT_MS) : startedAt, to }
}

export function workerRows(
  { report, store }: FarmNow,
  { executors, incidents }: Pick<SweepProgress, 'executors' | 'incidents'>,
  { from, to }: Span,
): WorkerRow[] {
  const byLane = new Map(executors.map(executor => [laneOf(executor.id), executor]))
  const faults = new Map<string, number>()
  for (const { executorId } of incidents)
    faults.set(laneOf(executorId), (faults.get(laneOf(executorId)) ?? 0) + 1)
  return rowsOf(report.lanes).flatMap(({ lane, machine, label }) => {
    if (lane === undefined) return []
    const name = report.lanes[lane]!
    const slices = store.lanes[lane]
    const executor = byLane.get(name)
    const working = report.working.find(slice => slice.lane === lane)
    const inHand = working ? Math.max(0, to - Math.max(from, working.since)) : 0
    const busy = (slices ? busyWithin(slices, from, to) : 0) + inHand
    return [
      {
        lane,
        machine,
        label: executor?.label ?? label,
        executor,
        working,
        points: slices?.points ?? 0,
        slices: slices?.count ?? 0,
        utilisation: to > from ? Math.min(1, busy / (to - from)) : 0,
        faults: faults.get(name) ?? 0,
        memory: executor && report.memory[executor.id],
      },
    ]
  })
}
