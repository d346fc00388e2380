import { rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { type Clock } from '../../core/ports.js'
import { type Plan, pointCount } from '../../shared/plan.js'
import { accountOf } from '../../shared/scaling/account.js'
import { type PlannedRun } from '../../shared/scaling/levels.js'
import { FOREIGN_SHARE, type StudyRun } from '../../shared/scaling/study.js'
import { refuse } from '../desk/door.js'
import { createJob } from '../desk/job.js'
import { machineName } from '../machine-name.js'
import { type ForkWorker } from '../pool/worker-process.js'
import { createSession } from '../session/session.js'
import { countedFork } from './counted-fork.js'
import { clockMHz, foreignCores, readLoad } from './load.js'

/** How long others are watched before a run [ms]. */
const BEFORE_MS = 200
/** How often the clock of the processors is read [ms]; each reading costs a millisecond. */
const CLOCK_EVERY_MS = 400

export interface MeasureOptions {
  readonly plan: Plan
  readonly fork: ForkWorker
  readonly version: string
  /** Folder for the session of the run, which is removed again. */
  readonly folder: string
  readonly clock: Clock
}

export interface Measuring {
  /** Undefined when it was stopped; rejects where the run gets into trouble. */
  readonly run: Promise<StudyRun | undefined>
  readonly stop: () => Promise<void>
}

/** One run of the real farm: workers, schedule and session file as in `isobar run`. */
export function measureRun(options: MeasureOptions, { workers, repeat }: PlannedRun): Measuring {
  const { plan, clock } = options
  const path = join(options.folder, `run-${workers}-${repeat}.isobar`)
  const counted = countedFork(options.fork)
  const session = createSession(path, { plan, version: options.version })
  const job = createJob({ session, fork: counted.fork, workers })
  let stopped = false

  async function measure(): Promise<StudyRun | undefined> {
    const quiet = readLoad()
    const quietAt = clock.now()
    await pause(clock, BEFORE_MS)
    if (stopped) return undefined
    const before = readLoad()
    const began = clock.now()
    const startedAt = Date.now()
    const foreignBefore = foreignCores(quiet, before, 0, began - quietAt)
    const clocks = sampleClock(clock, workers)
    job.resume()
    await job.settled()
    const elapsed = clock.now() - began
    const after = readLoad()
    const mean = clocks.stop()
    const trouble = job.trouble()
    if (trouble) refuse('study', workers, trouble.message, trouble.remedy)
    if (stopped) return undefined
    const { timings, runs } = job.timeline()
    const account = accountOf(timings, runs, machineName())!
    const workersCpuMs = counted.cpuMs() ?? null
    const foreignDuring = foreignCores(before, after, workersCpuMs ?? account.busyMs, elapsed)
    return {
      workers,
      repeat,
      startedAt,
      wallMs: job.progress().wallMs,
      points: pointCount(plan),
      failedPoints: job.progress().failed,
      foreignBefore,
      foreignDuring,
      disturbed: Math.max(foreignBefore, foreignDuring) > FOREIGN_SHARE * cpus().length,
      ownerCores: (after.ownerMs - before.ownerMs) / elapsed,
      workersCpuMs,
      pressure:
        after.waitedMs === undefined || before.waitedMs === undefined
          ? null
          : (after.waitedMs - before.waitedMs) / elapsed,
      clockMHz: mean ?? null,
      account,
    }
  }

  async function run(): Promise<StudyRun | undefined> {
    try {
      return await measure()
    } finally {
      await job.close()
      rmSync(path, { force: true })
    }
  }

  return {
    run: run(),
    stop: async () => {
      stopped = true
      await job.stop()
    },
  }
}

const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise(resolve => void clock.after(ms, resolve))

function sampleClock(clock: Clock, workers: number): { stop: () => number | undefined } {
  const seen: number[] = []
  let cancel = clock.after(CLOCK_EVERY_MS, sample)
  function sample(): void {
    const now = clockMHz(workers)
    if (now === undefined) return
    seen.push(now)
    cancel = clock.after(CLOCK_EVERY_MS, sample)
  }
  return {
    stop: () => {
      cancel()
      return seen.length > 0 ? seen.reduce((a, b) => a + b, 0) / seen.length : undefined
    },
  }
}
