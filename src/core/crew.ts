import { toWireError } from '../shared/errors.js'
import { STATUS } from '../shared/record.js'
import { type SliceResult } from '../shared/worker-contract.js'
import { createAuditor } from './auditor.js'
import { createPace, type Pace } from './eta.js'
import { type Ledger } from './ledger.js'
import { type Lease } from './leases.js'
import { createMachines, type Machines } from './machines.js'
import { type Clock, type Executor, type StoredSlice } from './ports.js'
import { createSchedule, type Failure, POLICY, type Schedule } from './schedule.js'
import { faultIn } from './slice-check.js'
import { cut, takenBack } from './slices.js'

/** Least time before a silent executor is given up [ms], and how often its expected time. */
const LEAST_BUDGET_MS = 10_000
const BUDGET_FACTOR = 20

export interface CrewOptions {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly wallClock: () => number
  /** Time in which an executor must be done with one point, and with all that are computed with it [ms]. */
  readonly maxMsPerPoint: number
  /** See grainOf. */
  readonly grain: number
  readonly auditShare: number
  readonly random: () => number
  /** A slice that is in the ledger and has to be saved. */
  readonly entered: (slice: StoredSlice) => void
  /** Points that ended for the first time, and the time spent on them [ms]. */
  readonly computed: (points: number, busyMs: number) => void
  readonly incident: (executorId: string, message: string) => void
  /** A machine was set aside; the reason is for the people at it. */
  readonly dismiss: (machine: string, reason: string) => void
  /** Something came in; there may be more to hand out, or nothing left to do. */
  readonly proceed: () => void
}

/** The executors of a sweep: carries out what the schedule decides, and enters what comes back. */
export interface Crew {
  readonly schedule: Schedule
  readonly machines: Machines
  readonly executors: ReadonlyMap<string, { readonly executor: Executor; readonly pace: Pace }>
  readonly joined: (executor: Executor) => void
  readonly left: (executorId: string, reason: string | undefined) => void
  readonly handOut: () => void
}

export function createCrew(options: CrewOptions): Crew {
  const { ledger, clock, wallClock, incident, proceed } = options
  const schedule = createSchedule(ledger.missing(), POLICY, options.grain)
  const machines = createMachines()
  const executors = new Map<string, { executor: Executor; pace: Pace }>()
  /** Whose end has been told by its farm, so that the slices it held need not tell it again. */
  const toldLeft = new Set<string>()
  let lastWords = 'broke its workers'
  const auditor = createAuditor({
    ledger,
    share: options.auditShare,
    random: options.random,
    machineOf: machines.of,
    request: schedule.audit,
    condemn,
    incident,
  })

  function handOut(): void {
    const { recalls, leases } = schedule.next(clock.now())
    for (const { executorId, from, at } of recalls) executors.get(executorId)?.executor.recall(from, at)
    for (const lease of leases) begin(lease, executors.get(lease.executorId)!.executor)
  }

  function begin(lease: Lease, executor: Executor): void {
    const budgetMs = options.maxMsPerPoint + Math.max(LEAST_BUDGET_MS, BUDGET_FACTOR * lease.expectedMs)
    executor.solve(lease.from, lease.to, budgetMs).then(
      result => answered(lease, executor, result),
      (error: unknown) => broke(lease, error),
    )
  }

  function answered(lease: Lease, executor: Executor, result: SliceResult): void {
    // What was taken away from an executor whose machine is set aside is not believed any more.
    if (schedule.lease(lease.token) === undefined) return proceed()
    const fault = faultIn(result, lease, lease.end, ledger.width)
    if (fault === undefined) accept(lease, executor, result)
    else {
      tell(lease.executorId, `answered nonsense: ${fault}`)
      machines.fault(lease.executorId)
      settle(lease.executorId, schedule.failed(lease.token, clock.now()))
    }
    proceed()
  }

  function accept(lease: Lease, executor: Executor, result: SliceResult): void {
    const slice: StoredSlice = { ...result, executor: lease.executorId, at: wallClock() }
    const firsts = schedule.answered(lease.token, result.to, result.busyMs, clock.now())
    const points = firsts.reduce((sum, { from, to }) => sum + to - from, 0)
    if (lease.audit) machines.audited(lease.audit.machines[0]!, result.to - result.from)
    // Others were first, at least in part: they must have said the same.
    if (points < result.to - result.from) auditor.compare(slice, executor)
    if (machines.isSetAside(executor.machine)) return schedule.reopen(firsts)
    for (const range of firsts) enter(cut(slice, range, ledger.width))
    for (const range of firsts) auditor.enrol(range, executor)
    executors.get(executor.id)?.pace.note(clock.now(), points)
    machines.computed(executor.id, points, clock.now())
    options.computed(points, result.busyMs)
  }

  /** Whether the executor lives on: one that is gone is reported by the farm as well. */
  function broke(lease: Lease, error: unknown): void {
    const { executorId, token } = lease
    const { code, message } = toWireError(error)
    if (executors.has(executorId) && code !== 'cancelled') {
      if (!toldLeft.has(executorId)) tell(executorId, message)
      machines.fault(executorId)
    }
    if (code === 'cancelled') settle(executorId, forget(executorId, false))
    else if (code === 'worker/lost' || code === 'worker/hung') settle(executorId, forget(executorId, true))
    else settle(executorId, schedule.failed(token, clock.now()))
    proceed()
  }

  function tell(executorId: string, message: string): void {
    lastWords = message
    incident(executorId, message)
  }

  function forget(executorId: string, blame: boolean): Failure {
    executors.delete(executorId)
    toldLeft.delete(executorId)
    return schedule.left(executorId, blame, clock.now())
  }

  function settle(executorId: string, { guilty, setAside }: Failure): void {
    if (setAside) tell(executorId, 'set aside: it keeps failing')
    for (const at of guilty)
      enter({
        from: at,
        to: at + 1,
        status: Uint8Array.of(STATUS.brokeWorkers),
        rows: new Float64Array(ledger.width).fill(NaN),
        reasons: [{ at, reason: lastWords }],
        busyMs: 0,
        executor: executorId,
        at: wallClock(),
      })
  }

  function enter(slice: StoredSlice): void {
    ledger.record(slice)
    options.entered(slice)
  }

  /** Nothing a machine said that lies once is believed: all of it is computed again by others. */
  function condemn(machine: string, position: number): void {
    if (machines.isSetAside(machine)) return
    schedule.expel(machine, clock.now())
    machines.setAside(machine)
    const ranges = ledger.rangesFrom(executorId => machines.of(executorId).machine === machine)
    const points = ranges.reduce((sum, { from, to }) => sum + to - from, 0)
    for (const range of ranges)
      for (const slice of takenBack(range, ledger.width, machine, wallClock())) enter(slice)
    auditor.forget(machine)
    schedule.reopen(ranges)
    tell(
      machine,
      `${machine} is set aside: it gave other values than the others for point ${position}, ` +
        `so its ${points} points are computed again`,
    )
    options.dismiss(machine, `other computers got other values for point ${position}`)
  }

  return {
    schedule,
    machines,
    executors,
    joined: executor => {
      executors.set(executor.id, { executor, pace: createPace(clock.now()) })
      machines.joined(executor, clock.now())
      schedule.joined(executor)
      proceed()
    },
    left: (executorId, reason) => {
      if (!executors.has(executorId)) return
      if (reason !== undefined) {
        toldLeft.add(executorId)
        tell(executorId, reason)
      }
      // Its pending answers reject by themselves, and blame the slice it had begun.
      if (schedule.executors().find(({ id }) => id === executorId)?.leases.length === 0)
        settle(executorId, forget(executorId, false))
      proceed()
    },
    handOut,
  }
}
