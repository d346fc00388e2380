import type { Ledger } from '../../core/ledger.js'
import type { StoredSlice } from '../../core/ports.js'
import type { Range } from '../../core/ranges.js'
import { startSweep, type Sweep } from '../../core/sweep.js'
import type { RerunOutcome } from '../../shared/points-contract.js'
import type { SweepPhase, SweepProgress, SweepView } from '../../shared/owner-contract.js'
import type { Pin } from '../../shared/map-contract.js'
import { type Plan, type SolverOptions } from '../../shared/plan.js'
import type { Provenance } from '../../shared/provenance.js'
import { isFailed, type Output, outputsOf } from '../../shared/record.js'
import type { RunTiming, SliceTiming } from '../../shared/scaling/account.js'
import { clock, wallClock } from '../clock.js'
import { combineFarms, type FarmPart } from '../lan/combine-farms.js'
import type { ForkWorker } from '../pool/worker-process.js'
import { machineName } from '../machine-name.js'
import { planHash } from '../plan-hash.js'
import { createPool } from '../pool/pool.js'
import { provenanceOf } from '../export/provenance.js'
import type { Session } from '../session/session.js'
import { refuse } from './door.js'
import { type FormerResults, takeFormerResults } from './former-results.js'
import { ledgerOf } from './ledger-of.js'
import { createSliceRecord, type SliceRecord } from './slice-record.js'
import { problemsOf, troubleOf } from './trouble.js'

export interface JobListener {
  /** These positions of the point order are new. */
  readonly mapChanged: (range: Range) => void
  readonly progressChanged: () => void
  /** Phase or trouble changed. */
  readonly stateChanged: () => void
}

/**
 * One session and all that is known of it, and while it computes also its sweep. A job begins idle:
 * `resume` computes what is missing. The command line and the desk stand on the same jobs.
 */
export interface Job {
  readonly plan: Plan
  readonly planHash: string
  readonly path: string
  readonly sessionId: string
  readonly outputs: readonly Output[]
  readonly ledger: Ledger
  /** Where its results come from. */
  readonly about: () => Provenance
  /** Grows with every change of the map. */
  readonly revision: () => number
  readonly progress: () => SweepProgress
  readonly trouble: () => SweepView['trouble']
  /** Saved slices and runs, the run under way included. */
  readonly timeline: () => { readonly timings: readonly SliceTiming[]; readonly runs: readonly RunTiming[] }
  readonly runs: () => readonly RunTiming[]
  /** Saved slices as an interface draws them; read from the session when first asked for. */
  readonly slices: () => SliceRecord
  readonly pins: () => readonly Pin[]
  /** Replaces them; false where the session is open for reading only. */
  readonly keepPins: (pins: readonly Pin[]) => boolean
  readonly pause: () => void
  readonly resume: () => void
  /** Ends the workers; what is computed is kept, and `resume` goes on. */
  readonly stop: () => Promise<void>
  readonly resize: (workers: number) => void
  /**
   * Computes points again that have ended, given by their position in the point order. Their former results
   * stand until there are new ones; see docs/decisions/0082.
   */
  readonly rerun: (positions: readonly number[], solver?: Partial<SolverOptions>) => Promise<void>
  /** How the last one went; null before it has ended. */
  readonly rerunOutcome: () => RerunOutcome | null
  /** Resolves when nothing computes: all points have ended, or stopped, or in trouble. */
  readonly settled: () => Promise<void>
  /** Writes a copy; the job stays with its own file. */
  readonly saveAs: (path: string) => Promise<void>
  readonly listen: (listener: JobListener) => () => void
  /** Stops and lets the file go; never rejects. */
  readonly close: () => Promise<void>
}

export interface JobOptions {
  readonly session: Session
  readonly fork: ForkWorker
  readonly workers: number
  /** Other computers that help. */
  readonly remote?: FarmPart
  /** Share of their points that is computed twice [0, 1]. */
  readonly auditShare?: number
  /** Where the count of changes begins; that of the job before, where the same session is opened anew. */
  readonly revision?: number
}

export function createJob(options: JobOptions): Job {
  const { session, fork } = options
  const { plan } = session
  const { ledger, solveMs } = ledgerOf(session)
  const spent = { wallMs: session.wallMs, solveMs }
  const pool = createPool({ fork, clock, machine: machineName() })
  const farm = options.remote ? combineFarms([{ farm: pool }, options.remote]) : pool
  const listeners = new Set<JobListener>()
  const waiting = new Set<() => void>()
  let { workers } = options
  /** The last one; it computes, or waits, while `active`. */
  let sweep: Sweep | undefined
  let active = false
  let startedAt = 0
  let trouble: SweepView['trouble'] = problemsOf(session)
  let revision = options.revision ?? 0
  let outcome: RerunOutcome | null = null
  let record: SliceRecord | undefined
  let toldPhase = phase()

  function tell(call: (listener: JobListener) => void): void {
    for (const listener of listeners) call(listener)
  }

  function isComplete(): boolean {
    const { solved, failed } = ledger.counts()
    return solved + failed === ledger.points
  }

  function phase(): SweepPhase {
    const now = active ? sweep?.progress().phase : undefined
    // It has not stopped before the slices in hand are in: until then it looks as it did.
    if (now === 'stopped') return toldPhase
    if (now) return now
    if (session.readOnly) return 'read-only'
    return isComplete() ? 'finished' : 'stopped'
  }

  function progressed(): void {
    const now = phase()
    const changed = now !== toldPhase
    toldPhase = now
    tell(listener => (changed ? listener.stateChanged() : listener.progressChanged()))
  }

  // A new range: what comes from the sweep is a slice, whose rows nobody shall hold on to.
  function changed({ from, to }: Range): void {
    revision++
    tell(listener => listener.mapChanged({ from, to }))
  }

  function settle(): void {
    for (const resolve of waiting) resolve()
    waiting.clear()
  }

  function setTrouble(next: SweepView['trouble']): void {
    trouble = next
    tell(listener => listener.stateChanged())
    if (next) settle()
  }

  function begin(solver: Partial<SolverOptions> = {}, former?: FormerResults): void {
    const last = sweep?.progress()
    spent.wallMs += last?.wallMs ?? 0
    spent.solveMs += last?.solveMs ?? 0
    const computed: Plan = { ...plan, solver: { ...plan.solver, ...solver } }
    const started = startSweep({
      plan: computed,
      planId: planHash(computed),
      ledger,
      farm,
      store: former?.guard({ append }) ?? { append },
      clock,
      wallClock,
      random: Math.random,
      workers,
      ...(options.auditShare !== undefined && { auditShare: options.auditShare }),
      listener: { changed, progress: progressed, trouble: error => setTrouble(troubleOf(error)) },
    })
    sweep = started
    active = true
    startedAt = wallClock()
    void started.finished.then(() => {
      active = false
      noteRun(started.progress().wallMs)
      if (former) outcome = former.restore(changed)
      progressed()
      settle()
    })
    progressed()
  }

  const run = (wallMs: number): RunTiming => ({ startedAt, wallMs, workers, host: machineName() })

  const runs = (): RunTiming[] => [
    ...session.runs(),
    ...(active && sweep ? [run(sweep.progress().wallMs)] : []),
  ]

  async function append(slices: readonly StoredSlice[]): Promise<void> {
    await session.append(slices)
    for (const slice of slices) record?.add(slice, slice.status.filter(isFailed).length)
  }

  function noteRun(wallMs: number): void {
    try {
      session.addRun(run(wallMs))
    } catch {
      // The timeline is for people; a disk too full for it is in `trouble` already.
    }
  }

  function refuseReadOnly(): void {
    if (session.readOnly)
      refuse('session', session.path, 'is open for reading only', 'close it elsewhere and open it again')
  }

  async function stop(): Promise<void> {
    if (active) await sweep?.stop()
  }

  return {
    plan,
    planHash: session.planHash,
    path: session.path,
    sessionId: session.id,
    outputs: outputsOf(plan.mechanism),
    ledger,
    about: () => provenanceOf(session, ledger),
    revision: () => revision,
    progress: () => {
      const now = sweep?.progress()
      return {
        ...(now ?? idleProgress(ledger, workers)),
        phase: phase(),
        workers,
        wallMs: spent.wallMs + (now?.wallMs ?? 0),
        solveMs: spent.solveMs + (now?.solveMs ?? 0),
      }
    },
    trouble: () => trouble,
    timeline: () => ({ timings: session.timings(), runs: runs() }),
    runs,
    slices: () => (record ??= recordOf(session.timings(), ledger)),
    pins: () => session.pins(),
    keepPins: pins => {
      if (session.readOnly) return false
      session.keepPins(pins)
      return true
    },
    pause: () => sweep?.pause(),
    resume: () => {
      refuseReadOnly()
      if (trouble) setTrouble(null)
      if (active) sweep?.resume()
      else if (!isComplete()) begin()
    },
    stop,
    resize: count => {
      workers = count
      if (active) sweep?.resize(count)
      else progressed()
    },
    rerun: async (positions, solver) => {
      refuseReadOnly()
      if (solver && !isComplete())
        refuse(
          'solver',
          JSON.stringify(solver),
          'would also change the points still missing',
          'let the sweep finish first',
        )
      if (positions.length === 0) return
      await stop()
      outcome = null
      const former = takeFormerResults(ledger, positions)
      for (const position of positions) changed({ from: position, to: position + 1 })
      begin(solver, former)
    },
    rerunOutcome: () => outcome,
    settled: () =>
      active && !(trouble && phase() === 'paused')
        ? new Promise(resolve => void waiting.add(resolve))
        : Promise.resolve(),
    saveAs: session.saveAs,
    listen: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      await stop().finally(() => session.close())
    },
  }
}

const idleProgress = (ledger: Ledger, workers: number): SweepProgress => ({
  phase: 'stopped',
  points: ledger.points,
  ...ledger.counts(),
  workers,
  wallMs: 0,
  solveMs: 0,
  pointsPerSecond: undefined,
  eta: undefined,
  executors: [],
  machines: [],
  incidents: [],
})

/** Points that failed are counted as they stand now, which a slice recorded long ago does not tell itself. */
function recordOf(timings: readonly SliceTiming[], ledger: Ledger): SliceRecord {
  const record = createSliceRecord()
  for (const timing of timings.toSorted((a, b) => a.at - b.at))
    record.add(timing, ledger.status.subarray(timing.from, timing.to).filter(isFailed).length)
  return record
}
