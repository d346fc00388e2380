import { resolve } from 'node:path'
import { predict } from '../../core/replay/what-if.js'
import { type Census, takeCensus } from '../../node/desk/census.js'
import { doubtfulPoints, extendedUse } from '../../node/desk/evidence.js'
import { ledgerOf } from '../../node/desk/ledger-of.js'
import type { Run } from '../../node/session/runs.js'
import { openSession } from '../../node/session/session.js'
import type { ExtendedUse } from '../../shared/evidence-contract.js'
import type { Axis, Plan } from '../../shared/plan.js'
import { STATUS_TEXT } from '../../shared/record.js'
import { type Account, accountOf } from '../../shared/scaling/account.js'
import type { AddedMachine, Prediction } from '../../shared/scaling/what-if.js'
import { accountLines } from '../account-text.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Host } from '../host.js'
import { duration, group } from '../progress-line.js'
import {
  conditions,
  describeExtended,
  describeFailure,
  describeOscillations,
  listUncertified,
  namedDoubt,
  type NamedDoubt,
} from '../summary.js'

/** What is in a session; also one entry of `info --json`. */
export interface SessionInfo {
  readonly session: string
  readonly id: string
  readonly createdAt: string
  readonly planHash: string
  readonly model: string
  readonly x: Axis
  readonly y: Axis
  readonly settings: Plan['settings']
  readonly start: string
  readonly solver: Plan['solver']
  readonly points: number
  readonly solved: number
  readonly failed: number
  readonly missing: number
  readonly certified: number
  readonly extended: ExtendedUse
  /** Solved points that go round a limit cycle. */
  readonly oscillating: number
  /** Every point that failed or is not certified. */
  readonly doubtful: readonly NamedDoubt[]
  readonly failures: readonly {
    readonly status: string
    readonly points: number
    readonly example: string
    readonly reason: string | null
  }[]
  /** Points by who computed them. */
  readonly executors: Readonly<Record<string, number>>
  readonly runs: readonly Run[]
  readonly solveMs: number
  /** Where the time of the cores went; null before anything is computed. */
  readonly account: Account | null
  /** Run times on other cores, as far as they were asked for with --what-if. */
  readonly predictions: readonly Prediction[]
  readonly problems: readonly string[]
}

export interface InfoOptions {
  readonly json?: true
  readonly whatIf?: readonly number[]
  readonly addMachine?: readonly AddedMachine[]
}

export function infoCommand(sessions: readonly string[], options: InfoOptions, host: Host): ExitCode {
  const read = sessions.map(session => readInfo(resolve(host.cwd, session), options))
  host.terminal.out(
    options.json
      ? `${JSON.stringify(read.map(({ info }) => info))}\n`
      : read.map(({ info, census, plan }) => describe(info, census, plan)).join('\n'),
  )
  return EXIT.solved
}

function readInfo(path: string, options: InfoOptions): { info: SessionInfo; census: Census; plan: Plan } {
  const session = openSession(path, 'no')
  try {
    const { plan } = session
    const { ledger, solveMs } = ledgerOf(session)
    const census = takeCensus(ledger)
    const executors: Record<string, number> = {}
    for (let position = 0; position < ledger.points; position++) {
      const origin = ledger.originOf(position)
      if (origin) executors[origin.executor] = (executors[origin.executor] ?? 0) + 1
    }
    const [timings, runs] = [session.timings(), session.runs()]
    const own = runs.at(-1)?.host ?? ''
    const info: SessionInfo = {
      session: path,
      id: session.id,
      createdAt: new Date(session.createdAt).toISOString(),
      planHash: session.planHash,
      model: plan.mechanism.name,
      x: plan.x,
      y: plan.y,
      settings: plan.settings,
      start: plan.startName,
      solver: plan.solver,
      points: census.points,
      solved: census.solved,
      failed: census.failed,
      missing: census.points - census.solved - census.failed,
      certified: census.certified,
      extended: extendedUse(plan, ledger, timings),
      oscillating: census.oscillating,
      doubtful: doubtfulPoints(ledger, Infinity).map(doubt => namedDoubt(plan, doubt)),
      failures: census.failures.map(({ status, count, example, reason }) => ({
        status: STATUS_TEXT[status] ?? String(status),
        points: count,
        example: conditions(plan, example),
        reason: reason ?? null,
      })),
      executors,
      runs,
      solveMs,
      account: accountOf(timings, runs, own) ?? null,
      predictions: predictions({ timings, runs, points: census.points, host: own }, options),
      problems: session.problems,
    }
    return { info, census, plan }
  } finally {
    session.close()
  }
}

function predictions(recorded: Parameters<typeof predict>[0], options: InfoOptions): Prediction[] {
  const added = options.addMachine ?? []
  const used = accountOf(recorded.timings, recorded.runs, recorded.host)
  const local = used?.machines.find(({ machine }) => machine === recorded.host)?.lanes ?? 1
  // A machine that is added without a word on workers comes to those that computed.
  const counts = options.whatIf ?? (added.length > 0 ? [local] : [])
  return counts.flatMap(workers => predict(recorded, { workers, added }) ?? [])
}

function describe(info: SessionInfo, census: Census, plan: Plan): string {
  const { points, solved, failed, missing, certified, solveMs } = info
  const lines = [
    info.session,
    `  model      ${info.model}, from ${info.start === 'custom' ? 'a start of its own' : `the start ${info.start}`}`,
    `  x          ${describeAxis(info.x)}`,
    `  y          ${describeAxis(info.y)}`,
    ...Object.entries(info.settings).map(([name, value]) => `  set        ${name} = ${value}`),
    `  points     ${group(points)}: ${group(solved)} solved, ${group(failed)} failed, ${group(missing)} missing`,
    `  evidence   ${group(certified)} certified, ${describeExtended(info.extended)}`,
    ...(census.oscillating > 0 ? [`  cycles     ${describeOscillations(census.oscillating)}`] : []),
    ...listUncertified(solved - certified, info.doubtful, plan).map(line => `  ${line}`),
    ...census.failures.map(failure => `  ${describeFailure(failure, plan)}`),
    ...info.problems.map(problem => `  problem    ${problem}`),
    `  computing  ${duration(solveMs / 1000)} over all workers`,
    ...(info.account ? accountLines(info.account) : []).map(
      (line, k) => `  ${k === 0 ? 'speed-up ' : '         '}  ${line}`,
    ),
    ...info.predictions.map(prediction => `  what if    ${describePrediction(prediction)}`),
    ...info.runs.map(
      run =>
        `  run        ${new Date(run.startedAt).toISOString()} on ${run.host}: ` +
        `${duration(run.wallMs / 1000)}, ${run.workers} ${run.workers === 1 ? 'worker' : 'workers'}`,
    ),
    `  computed   by ${Object.keys(info.executors).length === 0 ? 'nobody yet' : machinesOf(info.executors)}`,
    `  plan       ${info.planHash}`,
  ]
  return lines.map(line => `${line}\n`).join('')
}

function describePrediction({ workers, added, ms, speedup, check }: Prediction): string {
  const others = added.map(({ cores, speed }) => ` and ${cores} cores of speed ${speed}`).join('')
  const checked = check
    ? ` (the same replay gives ${seconds(check.predictedMs)} for what took ${seconds(check.measuredMs)})`
    : ''
  return `${workers} ${workers === 1 ? 'worker' : 'workers'}${others}: ${seconds(ms)}, speed-up ${speedup.toFixed(2)}${checked}`
}

const seconds = (ms: number): string => `${Number((ms / 1000).toPrecision(3))} s`

/** Points by machine: an executor is called `machine/slot.generation`. */
function machinesOf(executors: SessionInfo['executors']): string {
  const machines = new Map<string, number>()
  for (const [executor, points] of Object.entries(executors)) {
    const machine = executor.replace(/\/[^/]*$/, '')
    machines.set(machine, (machines.get(machine) ?? 0) + points)
  }
  return [...machines].map(([machine, points]) => `${machine} (${group(points)} points)`).join(', ')
}

function describeAxis({ parameter, scale, values, unit }: Axis): string {
  const range = `${values[0]} to ${values.at(-1)}${unit === '1' ? '' : ` ${unit}`}`
  return `${parameter}, ${range}, ${values.length} values, ${scale}`
}
