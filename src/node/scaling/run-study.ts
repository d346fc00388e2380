import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Axis, type Plan, pointCount } from '../../shared/plan.js'
import { type PlannedRun, studyOrder, withBase } from '../../shared/scaling/levels.js'
import { type Study, STUDY_FORMAT, type StudyAxis, type StudyRun } from '../../shared/scaling/study.js'
import { type StudyPlace } from '../../shared/scaling-contract.js'
import { clock } from '../clock.js'
import { type ForkWorker } from '../pool/worker-process.js'
import { planHash } from '../plan-hash.js'
import { machineFacts } from './machine-facts.js'
import { type Measuring, measureRun } from './measure-run.js'

export interface StudyOptions {
  readonly plan: Plan
  readonly fork: ForkWorker
  readonly version: string
  readonly workers: readonly number[]
  readonly repeats: number
  readonly seed: number
  /** A run has begun. */
  readonly changed: () => void
}

export interface RunningStudy {
  readonly study: () => Study
  /** What is measured now; undefined when all is done. */
  readonly place: () => StudyPlace | undefined
  /** Ends after at most the slices in hand; the runs that are whole are kept. */
  readonly stop: () => Promise<void>
  /** Resolves with the study however it ended; rejects where a run got into trouble. */
  readonly finished: Promise<Study>
}

/**
 * Measures how run time depends on the number of workers: one discarded run to warm files and processors up,
 * then every number of workers in a shuffled order, round after round.
 */
export function startStudy(options: StudyOptions): RunningStudy {
  const { plan, repeats, seed, changed } = options
  const workers = withBase(options.workers)
  const order = studyOrder(workers, repeats, seed)
  const runs: StudyRun[] = []
  const head = headOf(options, workers)
  let state: Study['state'] = 'running'
  let measuring: Measuring | undefined
  const warmUp: PlannedRun = { workers: workers.at(-1)!, repeat: 0 }
  let place: StudyPlace | undefined = { ...warmUp, warmUp: true, done: 0, total: order.length }

  const study = (): Study => ({ ...head, state, runs: [...runs] })
  const hasToStop = (): boolean => state !== 'running'

  async function measure(folder: string, run: PlannedRun): Promise<void> {
    place = { ...run, warmUp: run === warmUp, done: runs.length, total: order.length }
    changed()
    measuring = measureRun({ plan, fork: options.fork, version: options.version, folder, clock }, run)
    const measured = await measuring.run
    if (measured && run !== warmUp) runs.push(measured)
  }

  async function all(): Promise<Study> {
    const folder = mkdtempSync(join(tmpdir(), 'isobar-scaling-'))
    try {
      await measure(folder, warmUp)
      for (const run of order) {
        if (hasToStop()) break
        await measure(folder, run)
      }
      if (!hasToStop()) state = 'finished'
      return study()
    } catch (thrown) {
      state = 'failed'
      throw thrown
    } finally {
      place = undefined
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  }

  // Whoever asked has the study in hand before it is told of the first run.
  const finished = Promise.resolve().then(all)
  return {
    study,
    place: () => place,
    stop: async () => {
      if (state === 'running') state = 'stopped'
      await measuring?.stop()
      await finished.catch(() => undefined)
    },
    finished,
  }
}

function headOf(
  { plan, version, repeats, seed }: StudyOptions,
  workers: readonly number[],
): Omit<Study, 'state' | 'runs'> {
  return {
    format: STUDY_FORMAT,
    startedAt: Date.now(),
    version,
    model: plan.mechanism.name,
    planHash: planHash(plan),
    x: axisOf(plan.x),
    y: axisOf(plan.y),
    points: pointCount(plan),
    workers,
    repeats,
    seed,
    machine: machineFacts(),
  }
}

const axisOf = ({ parameter, unit, scale, values }: Axis): StudyAxis => ({
  parameter,
  unit,
  scale,
  from: values[0]!,
  to: values.at(-1)!,
  count: values.length,
})
