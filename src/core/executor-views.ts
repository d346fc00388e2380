import { type ExecutorView } from '../shared/owner-contract.js'
import { type Crew } from './crew.js'

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
    }
  })
}
