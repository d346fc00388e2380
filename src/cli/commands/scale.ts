import { startStudy } from '../../node/scaling/run-study.js'
import { machineFacts } from '../../node/scaling/machine-facts.js'
import type { Study } from '../../shared/scaling/study.js'
import { defaultLevels } from '../../shared/scaling/levels.js'
import { isMostlyStart } from '../../shared/scaling/mostly-start.js'
import { studyReport } from '../../shared/scaling/study-text.js'
import { thinnedPlan } from '../../shared/scaling/thin.js'
import type { StudyPlace } from '../../shared/scaling-contract.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'
import { readModelArgument } from '../model-argument.js'
import { type PlanOptions, planFromOptions } from '../plan-options.js'
import { describeStudy } from '../scale-text.js'

export interface ScaleOptions extends PlanOptions {
  readonly workers?: readonly number[]
  readonly repeats: number
  readonly points?: number
  readonly seed: number
  readonly json?: true
  readonly quiet?: true
}

/** Measures speed-up; when it is interrupted, what has been measured is reported all the same. */
export async function scaleCommand(model: string, options: ScaleOptions, host: Host): Promise<ExitCode> {
  const whole = planFromOptions(readModelArgument(model, host), options)
  const plan = options.points === undefined ? whole : thinnedPlan(whole, options.points)
  const { physical, logical } = machineFacts()
  const { terminal } = host
  let told: StudyPlace | undefined
  const study = startStudy({
    plan,
    fork: host.fork,
    version: host.version,
    workers: options.workers ?? defaultLevels(physical, logical),
    repeats: options.repeats,
    seed: options.seed,
    changed: () => {
      const place = study?.place()
      if (options.quiet || !place || place === told) return
      told = place
      terminal.err(`${lastRun(study.study())}${describePlace(place)}\n`)
    },
  })
  const stopListening = host.onInterrupt(times => {
    if (times > 1) process.exit(EXIT.interrupted)
    void study.stop()
  })
  const measured = await study.finished.finally(stopListening)
  const report = studyReport(measured)
  if (options.json) terminal.out(`${JSON.stringify(report)}\n`)
  else terminal.out(describeStudy(report))
  if (!options.quiet && isMostlyStart(measured))
    terminal.err(
      'note: much of these runs is the start of the workers; take more points for a fair picture\n',
    )
  if (measured.state === 'finished') return EXIT.solved
  if (!options.quiet) terminal.err('interrupted: what was measured is reported\n')
  return EXIT.interrupted
}

const lastRun = ({ runs }: Study): string => {
  const last = runs.at(-1)
  if (!last) return ''
  const mark = last.disturbed ? ', disturbed by other programs' : ''
  return `  ${(last.wallMs / 1000).toFixed(2)} s${mark}\n`
}

const describePlace = ({ workers, warmUp, done, total }: StudyPlace): string =>
  `${warmUp ? 'warm-up' : `${done + 1} of ${total}`}: ${workers} ${workers === 1 ? 'worker' : 'workers'}`
