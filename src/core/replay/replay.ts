import { createSchedule } from '../schedule.js'
import { createLane, type Lane } from './lane.js'
import { virtualClock } from './virtual-clock.js'

/** Cores of one machine. */
export interface ReplayMachine {
  readonly machine: string
  readonly cores: number
  /** In units of the core on which the costs were measured. */
  readonly speed: number
  /** When its cores are ready for their first slice [ms]. */
  readonly startMs: number
  /** Travel of a message [ms]. */
  readonly latencyMs: number
}

/** The sweep looks for late slices this often. */
const TICK_MS = 100

/**
 * Time in which the real schedule would have all points computed [ms], on virtual time: the same decisions,
 * slices and recalls as in a sweep, with executors that need the given work for each point.
 *
 * @param costs work of each position of the point order [ms at speed 1]
 */
export function replay(costs: Float64Array, machines: readonly ReplayMachine[]): number {
  const clock = virtualClock()
  const schedule = createSchedule([{ from: 0, to: costs.length }])
  const lanes = new Map<string, { lane: Lane; latencyMs: number }>()
  let makespan: number | undefined

  function handOut(): void {
    const { recalls, leases } = schedule.next(clock.now())
    for (const { executorId, from, at } of recalls) {
      const { lane, latencyMs } = lanes.get(executorId)!
      clock.after(latencyMs, () => lane.recall(from, at))
    }
    for (const { executorId, token, from, to } of leases) {
      const { lane, latencyMs } = lanes.get(executorId)!
      clock.after(latencyMs, () =>
        lane.take(from, to, (end, busyMs) => clock.after(latencyMs, () => answered(token, end, busyMs))),
      )
    }
  }

  function answered(token: number, end: number, busyMs: number): void {
    schedule.answered(token, end, busyMs, clock.now())
    if (schedule.open() > 0) handOut()
    else makespan ??= clock.now()
  }

  function tick(): void {
    handOut()
    clock.after(TICK_MS, tick)
  }

  for (const { machine, cores, speed, startMs, latencyMs } of machines)
    for (let slot = 1; slot <= cores; slot++)
      clock.after(startMs, () => {
        const id = `${machine}/${slot}`
        lanes.set(id, { lane: createLane(clock, at => costs[at]!, speed), latencyMs })
        schedule.joined({ id, machine, trusted: true })
        handOut()
      })
  tick()
  clock.run(() => makespan !== undefined)
  return makespan!
}
