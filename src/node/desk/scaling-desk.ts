import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { predict } from '../../core/replay/what-if.js'
import { buildPlan } from '../../shared/model/build-plan.js'
import { type Account, accountOf } from '../../shared/scaling/account.js'
import { studyCsv, studyReport } from '../../shared/scaling/study-text.js'
import { type Prediction, type WhatIf } from '../../shared/scaling/what-if.js'
import { thinnedPlan } from '../../shared/scaling/thin.js'
import { type ScalingView, type StudyRequest } from '../../shared/scaling-contract.js'
import { toWireError } from '../../shared/errors.js'
import { machineName } from '../machine-name.js'
import { type ForkWorker } from '../pool/worker-process.js'
import { machineFacts } from '../scaling/machine-facts.js'
import { type RunningStudy, startStudy } from '../scaling/run-study.js'
import { lastStudy, saveStudy, writeWhole } from '../scaling/study-file.js'
import { refuse } from './door.js'
import { type Job } from './job.js'

export interface ScalingDeskOptions {
  readonly fork: ForkWorker
  readonly version: string
  readonly sessionFolder: string
  /** The sweep on the desk. */
  readonly job: () => Job | undefined
  /** A native dialog has asked before a file is replaced; elsewhere nobody has, so none is. */
  readonly mayReplace: boolean
}

/** The study of the desk, at most one at a time, and the time of the sweep on it. */
export interface ScalingDesk {
  readonly view: () => ScalingView
  readonly start: (request: StudyRequest) => ScalingView
  readonly stop: () => Promise<ScalingView>
  readonly write: (format: 'json' | 'csv', path: string) => { path: string; bytes: number }
  readonly account: () => Account | null
  readonly predict: (question: WhatIf) => Prediction | null
  /** Throws `input/invalid` while a study runs: a sweep would spoil it. */
  readonly requireIdle: () => void
  readonly onChange: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}

/** Decides the order of the runs; shown with the study, so that it can be made again. */
const SEED = 1

export function createScalingDesk(options: ScalingDeskOptions): ScalingDesk {
  const { sessionFolder, job } = options
  const machine = machineFacts()
  const listeners = new Set<() => void>()
  let running: RunningStudy | undefined
  let kept = lastStudy(sessionFolder)
  let problem: string | null = null
  /** The study under way until it is kept. */
  let ending: Promise<unknown> = Promise.resolve()

  const changed = (): void => listeners.forEach(listener => listener())
  const view = (): ScalingView => ({
    study: running?.study() ?? kept ?? null,
    place: running?.place() ?? null,
    machine,
    problem,
  })

  function requireIdle(): void {
    if (running)
      refuse('study', '', 'a scaling study is being measured', 'stop it, or wait until it is finished')
  }

  function requireQuietDesk(): void {
    const phase = job()?.progress().phase
    if (phase === 'running' || phase === 'paused')
      refuse('sweep', phase, 'a sweep on the desk would spoil the study', 'stop it, or let it finish first')
  }

  function start({ setup, workers, repeats, points }: StudyRequest): ScalingView {
    requireIdle()
    requireQuietDesk()
    const whole = buildPlan(setup)
    const plan = points === undefined ? whole : thinnedPlan(whole, points)
    problem = null
    const study = startStudy({ ...options, plan, workers, repeats, seed: SEED, changed })
    running = study
    ending = study.finished
      .catch((thrown: unknown) => {
        problem = toWireError(thrown).message
      })
      .then(() => keep(study))
      .catch((thrown: unknown) => {
        problem = toWireError(thrown).message
      })
      .finally(changed)
    return view()
  }

  /** A study without a run would only hide the one before it. */
  function keep(study: RunningStudy): void {
    running = undefined
    const ended = study.study()
    if (ended.runs.length === 0) return
    kept = ended
    saveStudy(sessionFolder, ended)
  }

  async function stop(): Promise<ScalingView> {
    await running?.stop()
    await ending
    return view()
  }

  function write(format: 'json' | 'csv', path: string): { path: string; bytes: number } {
    const { study } = view()
    if (!study) refuse('study', '', 'there is no study yet', 'measure one first')
    const target = resolve(sessionFolder, path)
    if (existsSync(target) && !options.mayReplace)
      refuse('path', path, 'the file exists already', 'choose another name')
    const text = format === 'csv' ? studyCsv(study) : `${JSON.stringify(studyReport(study), undefined, 2)}\n`
    writeWhole(target, text)
    return { path: target, bytes: Buffer.byteLength(text) }
  }

  return {
    view,
    requireIdle,
    start,
    stop,
    write,
    account: () => {
      const { timings, runs } = job()?.timeline() ?? { timings: [], runs: [] }
      return accountOf(timings, runs, machineName()) ?? null
    },
    predict: question => {
      const swept = job()
      if (!swept) return null
      const recorded = { ...swept.timeline(), points: swept.ledger.points, host: machineName() }
      return predict(recorded, question) ?? null
    },
    onChange: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => void (await stop()),
  }
}
