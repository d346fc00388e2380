import type { Ledger } from '../core/ledger.js'
import { takeCensus } from '../node/desk/census.js'
import { doubtfulPoints, extendedUse } from '../node/desk/evidence.js'
import type { Job } from '../node/desk/job.js'
import { ledgerOf } from '../node/desk/ledger-of.js'
import { openSession } from '../node/session/session.js'
import { MAX_DOUBTFUL } from '../shared/evidence-contract.js'
import type { RerunOutcome } from '../shared/points-contract.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import type { Host } from './host.js'
import { machineLines } from './peers.js'
import { showProgress } from './show-progress.js'
import { namedDoubt, type RunReport, summarise } from './summary.js'

export interface ComputeOptions {
  readonly json?: true
  readonly quiet?: true
}

/**
 * Computes what is missing in a job, tells how it goes, and puts the job away.
 *
 * @param begin sets it to work; on other points, for a re-run
 */
export async function compute(
  job: Job,
  options: ComputeOptions,
  host: Host,
  begin: () => Promise<void> | void = job.resume,
): Promise<ExitCode> {
  const { terminal } = host
  const before = job.progress()
  const stopProgress = options.quiet ? () => undefined : showProgress(job, terminal)
  let interrupted = false
  const stopListening = host.onInterrupt(times => {
    if (times > 1) process.exit(EXIT.interrupted)
    interrupted = true
    void job.stop()
  })
  try {
    await begin()
    await job.settled()
  } finally {
    stopListening()
    stopProgress()
  }
  const after = job.progress()
  const rerun = job.rerunOutcome()
  const trouble = job.trouble()
  const { timings } = job.timeline()
  await job.close()
  // What could not be saved is lost with this process, so what counts then is what the file says.
  const ledger = trouble ? savedLedger(job.path) : job.ledger
  const census = takeCensus(ledger)
  const wallMs = after.wallMs - before.wallMs
  const ended = rerun
    ? rerun.points - rerun.skipped
    : census.solved + census.failed - before.solved - before.failed
  const report: RunReport = {
    session: job.path,
    points: after.points,
    solved: census.solved,
    failed: census.failed,
    certified: census.certified,
    extended: extendedUse(job.plan, ledger, timings),
    doubtful: doubtfulPoints(ledger, MAX_DOUBTFUL).map(doubt => namedDoubt(job.plan, doubt)),
    workers: after.workers,
    wallMs,
    solveMs: after.solveMs - before.solveMs,
    pointsPerSecond: wallMs > 0 ? (1000 * ended) / wallMs : 0,
    machines: after.machines.map(({ machine, points, audited, setAside }) => ({
      machine,
      points,
      audited,
      setAside,
    })),
  }
  if (options.json) terminal.out(`${JSON.stringify(report)}\n`)
  if (interrupted && !options.quiet) terminal.err('interrupted: what was computed is kept\n')
  if (trouble) terminal.err(`error: ${trouble.message}\n  remedy: ${trouble.remedy}\n`)
  if (rerun && !options.quiet) terminal.err(rerunLine(rerun))
  if (!options.quiet) terminal.err(summarise(report, census, job.plan) + machineLines(after.machines))
  if (trouble && trouble.code !== 'session/unwritable') return EXIT.internal
  if (census.solved + census.failed < census.points) return EXIT.interrupted
  return census.failed > 0 ? EXIT.failedPoints : EXIT.solved
}

function rerunLine({ points, renewed, kept, skipped }: RerunOutcome): string {
  const rest = [
    ...(kept > 0 ? [`${kept} failed and keep their former results`] : []),
    ...(skipped > 0 ? [`${skipped} were not reached and keep theirs`] : []),
  ]
  return `re-run: ${[`${renewed} of ${points} points have new results`, ...rest].join(', ')}\n`
}

function savedLedger(path: string): Ledger {
  const session = openSession(path, 'no')
  try {
    return ledgerOf(session).ledger
  } finally {
    session.close()
  }
}
