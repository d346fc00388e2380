import { type ExecutorView, type SliceAtWork } from '../shared/owner-contract.js'
import { type Crew } from './crew.js'
import { type Lease } from './leases.js'

/** The executors of a sweep, for people. */
export function executorViews({ schedule, executors }: Crew, now: number): ExecutorView[] {
  return schedule.executors().map(({ id, machine, leases, points, faults, aside }) => {
    const entry = executors.get(id)
    return {
      id,
      label: entry?.executor.label ?? id,
      machine,
      state: aside ? 'off' : leases.length > 0 ? 'busy' : 'idle',
      points,
      pointsPerSecond: entry?.pace.pointsPerSecond(now),
      faults,
      rule: schedule.rule(id),
      pid: entry?.executor.pid,
      working: atWork(leases[0], now),
    }
  })
}

const atWork = (lease: Lease | undefined, now: number): SliceAtWork | undefined =>
  lease && {
    from: lease.from,
    to: lease.end,
    forMs: now - (lease.began ?? now),
    audit: lease.audit !== undefined,
  }
