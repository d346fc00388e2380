import { type SweepPhase, type SweepProgress } from '../shared/owner-contract.js'
import { type Plan } from '../shared/plan.js'
import { grainOf, pointBudgetMs } from '../shared/plan-order.js'
import { createCrew } from './crew.js'
import { createPace } from './eta.js'
import { executorViews } from './executor-views.js'
import { type Ledger } from './ledger.js'
import { type Clock, type Farm, type FarmHandle, type SliceStore } from './ports.js'
import { type Range } from './ranges.js'
import { createWriter } from './writer.js'

/** How often late slices are looked at when nothing else happens [ms]. */
const TICK_MS = 100
/** Results that wait to be saved may take this much memory before no more slices are handed out. */
const MAX_UNSAVED_BYTES = 64 * 2 ** 20
/** How long `stop` waits for slices in hand [ms]. */
const GRACE_MS = 1_000
/** The end waits this long for audits [ms], or as long as so many points take. */
const AUDIT_GRACE_MS = 1_000
const AUDIT_GRACE_POINTS = 5
const MAX_INCIDENTS = 200
const AUDIT_SHARE = 0.01

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
  /** Share of the points of executors that are not trusted that is computed twice; 0.01 when absent. */
  readonly auditShare?: number
  /** Uniform in [0, 1); decides which points those are. */
  readonly random: () => number
  readonly listener: SweepListener
}

export interface SweepListener {
  /** These positions are new in the ledger, or pending again. */
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
  const incidents: { at: number; executorId: string; message: string }[] = []
  const pace = createPace(clock.now())
  const writer = createWriter(store, clock.after, troubled)
  const begun = clock.now()
  let phase: SweepPhase = 'running'
  let workers = options.workers
  let solveMs = 0
  let auditsUntil: number | undefined
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

  const crew = createCrew({
    ledger,
    clock,
    wallClock,
    maxMsPerPoint: pointBudgetMs(plan),
    grain: grainOf(plan),
    auditShare: options.auditShare ?? AUDIT_SHARE,
    random: options.random,
    entered: slice => {
      writer.add(slice)
      listener.changed(slice)
    },
    computed: (points, busyMs) => {
      solveMs += busyMs
      pace.note(clock.now(), points)
    },
    incident,
    dismiss: (machine, reason) => handle.dismiss?.(machine, reason),
    proceed,
  })
  const { schedule } = crew

  function handOut(): void {
    if (phase === 'running' && writer.waitingBytes() <= MAX_UNSAVED_BYTES) crew.handOut()
  }

  /** Whether all has been computed, and compared as far as that does not take too long. */
  function isComplete(): boolean {
    if (schedule.open() > 0) {
      auditsUntil = undefined
      return false
    }
    if (schedule.auditsOpen() === 0) return true
    const slowest = Math.max(0, ...schedule.executors().map(({ msPerPoint }) => msPerPoint ?? 0))
    auditsUntil ??= clock.now() + Math.max(AUDIT_GRACE_MS, AUDIT_GRACE_POINTS * slowest)
    return clock.now() >= auditsUntil
  }

  function proceed(): void {
    if (schedule.inFlight() === 0) whenIdle?.()
    if (phase === 'running' && isComplete()) void finish()
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
    if (auditsUntil !== undefined && phase === 'running' && isComplete()) void finish()
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
      executors: executorViews(crew, now),
      machines: crew.machines.views(schedule.executors(), now),
      incidents: [...incidents],
    }
  }

  const handle: FarmHandle = farm.open(plan, planId, {
    joined: crew.joined,
    left: crew.left,
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
