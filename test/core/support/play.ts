import { createSchedule, type Policy } from '../../../src/core/schedule.js'
import { createLane, type Lane } from '../../../src/core/replay/lane.js'
import { virtualClock } from '../../../src/core/replay/virtual-clock.js'

export interface Play {
  /** Work of each position [ms at speed 1]. */
  readonly costs: Float64Array
  /** Executors by host, and their speeds. */
  readonly hosts: Readonly<Record<string, readonly number[]>>
  /** Travel of a message [ms]. */
  readonly latencyMs: number
  readonly policy?: Policy
  /** Something that befalls a host. */
  readonly event?: { readonly at: number; readonly host: string; readonly speed: number }
}

export interface Outcome {
  readonly makespan: number
  readonly leases: number
  readonly recalls: number
  /** Points that ended at some executor, copies included. */
  readonly computed: number
}

const TICK_MS = 100

/** Plays a whole sweep through: the real schedule, executors on virtual time. A host of speed 0 is gone. */
export function play({ costs, hosts, latencyMs, policy, event }: Play): Outcome {
  const clock = virtualClock()
  const schedule = createSchedule([{ from: 0, to: costs.length }], policy)
  const lanes = new Map<string, Lane>()
  const outcome = { makespan: 0, leases: 0, recalls: 0, computed: 0 }
  const cost = (position: number): number => costs[position]!

  function handOut(): void {
    const { recalls, leases } = schedule.next(clock.now())
    outcome.recalls += recalls.length
    outcome.leases += leases.length
    for (const { executorId, from, at } of recalls)
      clock.after(latencyMs, () => lanes.get(executorId)?.recall(from, at))
    for (const { executorId, token, from, to } of leases)
      clock.after(latencyMs, () =>
        lanes.get(executorId)?.take(from, to, (end, busyMs) => {
          outcome.computed += end - from
          clock.after(latencyMs, () => answered(token, end, busyMs))
        }),
      )
  }

  function answered(token: number, end: number, busyMs: number): void {
    schedule.answered(token, end, busyMs, clock.now())
    if (schedule.open() > 0) handOut()
    else outcome.makespan ||= clock.now()
  }

  function tick(): void {
    handOut()
    clock.after(TICK_MS, tick)
  }

  for (const [machine, speeds] of Object.entries(hosts))
    for (const [k, speed] of speeds.entries()) {
      const id = `${machine}/${k}`
      lanes.set(id, createLane(clock, cost, speed))
      schedule.joined({ id, machine, trusted: true })
    }
  if (event)
    clock.after(event.at, () => {
      for (const k of hosts[event.host]!.keys()) {
        const id = `${event.host}/${k}`
        if (event.speed > 0) lanes.get(id)!.setSpeed(event.speed)
        else {
          lanes.get(id)!.halt()
          lanes.delete(id)
          schedule.left(id, true, clock.now())
        }
      }
      handOut()
    })
  tick()
  clock.run(() => outcome.makespan > 0)
  return outcome
}
