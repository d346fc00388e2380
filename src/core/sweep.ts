import { toWireError } from '../shared/errors.js'
import { type ExecutorView, type SweepPhase, type SweepProgress } from '../shared/owner-contract.js'
import { type Plan } from '../shared/plan.js'
import { STATUS } from '../shared/record.js'
import { type SliceResult } from '../shared/worker-contract.js'
import { createPace } from './eta.js'
import { type Ledger } from './ledger.js'
import {
  type Clock,
  type Executor,
  type Farm,
  type FarmHandle,
  type SliceStore,
  type StoredSlice,
} from './ports.js'
import { type Range } from './ranges.js'
import { createSchedule, type Failure, type Lease } from './schedule.js'
import { faultIn } from './slice-check.js'
import { createWriter } from './writer.js'

/** Least time before a silent executor is given up [ms], and how often its expected time. */
const LEAST_BUDGET_MS = 10_000
const BUDGET_FACTOR = 20
/** How often late slices are looked at when nothing else happens [ms]. */
const TICK_MS = 200
/** Results that wait to be saved may take this much memory before no more slices are handed out. */
const MAX_UNSAVED_BYTES = 64 * 2 ** 20
/** How long `stop` waits for slices in hand [ms]. */
const GRACE_MS = 1_000
const MAX_INCIDENTS = 200

export interface SweepOptions {
  readonly plan: Plan
  readonly planId: string
  /** Results so far; only what is missing in it is computed. */
  readonly ledger: Ledger
  readonly farm: Farm
  readonly store: SliceStore
  readonly clock: Clock
  /** Time of day [ms since 1970], for display only. */
  readonly wallClock: () => number
  readonly workers: number
  readonly listener: SweepListener
}

export interface SweepListener {
  /** These positions are new in the ledger. */
  readonly changed: (range: Range) => void
  readonly progress: () => void
  /**
   * Results cannot be saved, or no executor can be had: the sweep is paused and keeps what is not yet saved
   * in memory until `resume`.
   */
  readonly trouble: (error: unknown) => void
}

export interface Sweep {
  readonly pause: () => void
  /** Goes on after a pause or trouble; saves what waits first. */
  readonly resume: () => void
  /** Ends all executors; resolves when what is computed is saved, or cannot be. */
  readonly stop: () => Promise<void>
  readonly resize: (workers: number) => void
  readonly progress: () => SweepProgress
  /** Resolves when every point has ended and is saved, or the sweep was stopped. */
  readonly finished: Promise<void>
}

/** Runs a sweep: the one place where decisions, executors, the ledger and the store meet. */
export function startSweep(options: SweepOptions): Sweep {
  const { plan, planId, ledger, farm, store, clock, wallClock, listener } = options
  const schedule = createSchedule(ledger.missing())
  const executors = new Map<string, { executor: Executor; rate: ReturnType<typeof createPace> }>()
  const incidents: { at: number; executorId: string; message: string }[] = []
  const pace = createPace(clock.now())
  const writer = createWriter(store, clock.after, troubled)
  const begun = clock.now()
  let phase: SweepPhase = 'running'
  let workers = options.workers
  let solveMs = 0
  let exhausted = false
  let workedMs = 0
  let since = begun
  let cancelTick = (): void => {}
  let ended: () => void
  const finished = new Promise<void>(resolve => (ended = resolve))
  let whenIdle: (() => void) | undefined

  function incident(executorId: string, message: string): void {
    incidents.push({ at: wallClock(), executorId, message })
    if (incidents.length > MAX_INCIDENTS) incidents.shift()
    listener.progress()
  }

  function handOut(): void {
    if (phase !== 'running' || writer.waitingBytes() > MAX_UNSAVED_BYTES) return
    for (const lease of schedule.next(clock.now())) begin(lease)
  }

  function begin(lease: Lease): void {
    const { executor } = executors.get(lease.executorId)!
    const budgetMs = plan.solver.maxMsPerPoint + Math.max(LEAST_BUDGET_MS, BUDGET_FACTOR * lease.expectedMs)
    executor.solve(lease.from, lease.to, budgetMs).then(
      result => answered(lease, result),
      (error: unknown) => broke(lease, error),
    )
  }

  function answered(lease: Lease, result: SliceResult): void {
    const fault = faultIn(result, lease, ledger.width)
    if (fault !== undefined) {
      incident(lease.executorId, `answered nonsense: ${fault}`)
      settle(lease.executorId, schedule.failed(lease.token, clock.now()))
    } else {
      const slice: StoredSlice = { ...result, executor: lease.executorId, at: wallClock() }
      const firsts = schedule.answered(lease.token, result.busyMs)
      solveMs += result.busyMs
      const points = firsts.reduce((sum, { from, to }) => sum + to - from, 0)
      // Another copy was first, at least in part: it must have said the same.
      if (points < lease.to - lease.from && !ledger.agrees(slice)) {
        const other = ledger.originOf(lease.from)?.executor ?? 'another run'
        incident(lease.executorId, `differs from ${other} in points ${lease.from} to ${lease.to - 1}`)
      }
      for (const range of firsts) enter(cut(slice, range, ledger.width))
      executors.get(lease.executorId)?.rate.note(clock.now(), points)
      pace.note(clock.now(), points)
    }
    proceed()
  }

  /** Whether the executor lives on: one that is gone is reported by the farm as well. */
  function broke(lease: Lease, error: unknown): void {
    const { code, message } = toWireError(error)
    if (executors.has(lease.executorId) && code !== 'cancelled') incident(lease.executorId, message)
    if (code === 'cancelled') settle(lease.executorId, forget(lease.executorId, false))
    else if (code === 'worker/lost' || code === 'worker/hung')
      settle(lease.executorId, forget(lease.executorId, true))
    else settle(lease.executorId, schedule.failed(lease.token, clock.now()))
    proceed()
  }

  function forget(executorId: string, blame: boolean): Failure {
    executors.delete(executorId)
    return schedule.left(executorId, blame)
  }

  function settle(executorId: string, { guilty, setAside }: Failure): void {
    if (setAside) incident(executorId, 'set aside: it keeps failing')
    for (const at of guilty)
      enter({
        from: at,
        to: at + 1,
        status: Uint8Array.of(STATUS.brokeWorkers),
        rows: new Float64Array(ledger.width).fill(NaN),
        reasons: [{ at, reason: incidents.at(-1)?.message ?? 'broke its workers' }],
        busyMs: 0,
        executor: executorId,
        at: wallClock(),
      })
  }

  function enter(slice: StoredSlice): void {
    ledger.record(slice)
    writer.add(slice)
    listener.changed(slice)
  }

  function proceed(): void {
    if (schedule.inFlight() === 0) whenIdle?.()
    if (schedule.open() === 0 && phase === 'running') void finish()
    else handOut()
    listener.progress()
  }

  async function finish(): Promise<void> {
    try {
      await writer.flush()
    } catch (error) {
      troubled(error)
      return
    }
    if (phase !== 'running' || schedule.open() > 0) return
    setPhase('finished')
    await close()
    ended()
  }

  function troubled(error: unknown): void {
    if (phase === 'running') setPhase('paused')
    listener.trouble(error)
  }

  function setPhase(next: SweepPhase): void {
    const now = clock.now()
    if (phase === 'running') workedMs += now - since
    since = now
    pace.skip(now)
    phase = next
    listener.progress()
  }

  async function close(): Promise<void> {
    cancelTick()
    await handle.close()
  }

  async function stop(): Promise<void> {
    if (phase === 'finished' || phase === 'stopped') return finished
    setPhase('stopped')
    if (schedule.inFlight() > 0)
      await new Promise<void>(resolve => {
        const cancel = clock.after(GRACE_MS, resolve)
        whenIdle = () => {
          cancel()
          resolve()
        }
      })
    await close()
    await writer.flush().catch(troubled)
    ended()
  }

  function resume(): void {
    if (phase !== 'paused') return
    if (exhausted) {
      exhausted = false
      handle.resize(0)
      handle.resize(workers)
    }
    writer.flush().then(() => {
      if (phase !== 'paused') return
      setPhase('running')
      proceed()
    }, troubled)
  }

  function tick(): void {
    handOut()
    cancelTick = clock.after(TICK_MS, tick)
  }

  function progress(): SweepProgress {
    const now = clock.now()
    const remaining = schedule.open()
    const rate = phase === 'running' ? pace.pointsPerSecond(now) : undefined
    return {
      phase,
      points: ledger.points,
      ...ledger.counts(),
      workers,
      wallMs: workedMs + (phase === 'running' ? now - since : 0),
      solveMs,
      pointsPerSecond: rate,
      eta: phase === 'running' ? pace.eta(now, remaining) : undefined,
      executors: executorViews(now),
      machines: [],
      incidents: [...incidents],
    }
  }

  function executorViews(now: number): ExecutorView[] {
    return schedule.executors().map(({ id, leases, points, faults, aside }) => {
      const entry = executors.get(id)
      return {
        id,
        label: entry?.executor.label ?? id,
        machine: entry?.executor.machine ?? '',
        state: aside ? 'off' : leases.length > 0 ? 'busy' : 'idle',
        points,
        pointsPerSecond: entry?.rate.pointsPerSecond(now),
        faults,
        rule: schedule.rule(id),
      }
    })
  }

  const handle: FarmHandle = farm.open(plan, planId, {
    joined: executor => {
      executors.set(executor.id, { executor, rate: createPace(clock.now()) })
      schedule.joined(executor.id)
      proceed()
    },
    left: (executorId, reason) => {
      if (!executors.has(executorId)) return
      if (reason !== undefined) incident(executorId, reason)
      // Its pending answers reject by themselves, and blame the slice it had begun.
      if (schedule.executors().find(({ id }) => id === executorId)?.leases.length === 0)
        settle(executorId, forget(executorId, false))
      proceed()
    },
    incident,
    exhausted: error => {
      exhausted = true
      troubled(error)
    },
  })
  handle.resize(workers)
  tick()
  if (schedule.open() === 0) void finish()

  return {
    pause: () => {
      if (phase === 'running') setPhase('paused')
    },
    resume,
    stop,
    resize: count => {
      workers = count
      handle.resize(count)
      listener.progress()
    },
    progress,
    finished,
  }
}

/** The part of a slice inside `range`. */
function cut(slice: StoredSlice, range: Range, width: number): StoredSlice {
  if (range.from === slice.from && range.to === slice.to) return slice
  const first = range.from - slice.from
  const last = range.to - slice.from
  return {
    ...slice,
    from: range.from,
    to: range.to,
    status: slice.status.slice(first, last),
    rows: slice.rows.slice(first * width, last * width),
    reasons: slice.reasons.filter(({ at }) => at >= range.from && at < range.to),
    busyMs: (slice.busyMs * (last - first)) / (slice.to - slice.from),
  }
}
