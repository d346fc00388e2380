import { type Account, accountOf, type RunTiming, type SliceTiming } from '../../shared/scaling/account.js'
import { type Prediction, type WhatIf } from '../../shared/scaling/what-if.js'
import { recordedCosts } from './recorded-costs.js'
import { replay, type ReplayMachine } from './replay.js'

/** Travel of a message to a worker process, and to another computer on a wired network [ms]. */
const LOCAL_MS = 0.2
const LAN_MS = 2

export interface Recorded {
  readonly timings: readonly SliceTiming[]
  readonly runs: readonly RunTiming[]
  readonly points: number
  /** The machine whose workers are counted. */
  readonly host: string
}

/**
 * Predicts the run time of recorded points on other cores, by a replay of the schedule; undefined while
 * nothing is recorded. As `check`, the same is done for the cores that did compute, whose run time is known.
 *
 * Every worker counts as a core of its own, as fast with others as without: what memory, clock and
 * hyperthreads take is not in it.
 */
export function predict(recorded: Recorded, question: WhatIf): Prediction | undefined {
  const account = accountOf(recorded.timings, recorded.runs, recorded.host)
  if (account === undefined) return undefined
  const costs = recordedCosts(recorded.timings, recorded.points, account)
  const workMs = costs.reduce((sum, cost) => sum + cost, 0)
  const startMs = account.lost.startUp * account.wallMs
  const finishMs = account.lost.finish * account.wallMs
  const local = (cores: number): ReplayMachine => ({
    machine: recorded.host,
    cores,
    speed: 1,
    startMs,
    latencyMs: LOCAL_MS,
  })
  const added = question.added.map(({ cores, speed }, k) => ({
    machine: `added-${k + 1}`,
    cores,
    speed,
    startMs,
    latencyMs: LAN_MS,
  }))
  const time = (machines: readonly ReplayMachine[]): number => replay(costs, machines) + finishMs
  const ms = time([local(question.workers), ...added])
  return {
    ...question,
    ms,
    speedup: workMs / ms,
    ideal: question.workers + question.added.reduce((sum, { cores, speed }) => sum + cores * speed, 0),
    check: checkOf(account, recorded, machines => time(machines), startMs),
  }
}

/** Only a single whole run can be compared; of a resumed one the wall time says something else. */
function checkOf(
  account: Account,
  { points, host }: Recorded,
  time: (machines: readonly ReplayMachine[]) => number,
  startMs: number,
): Prediction['check'] {
  if (account.runs !== 1 || account.points < points) return undefined
  const machines = account.machines.map(({ machine, lanes, speed }) => ({
    machine,
    cores: lanes,
    speed,
    startMs,
    latencyMs: machine === host ? LOCAL_MS : LAN_MS,
  }))
  return { predictedMs: time(machines), measuredMs: account.wallMs }
}
