import { type Account } from '../../../src/shared/scaling/account.js'
import { usl } from '../../../src/shared/scaling/speed-up.js'
import { seededRandom } from '../../../src/shared/scaling/statistics.js'
import {
  type MachineFacts,
  type Study,
  STUDY_FORMAT,
  type StudyRun,
} from '../../../src/shared/scaling/study.js'

export const facts = (physical: number, logical = physical): MachineFacts => ({
  host: 'bench',
  platform: 'linux',
  cpu: 'Some CPU',
  logical,
  physical,
  physicalKnown: true,
  governor: null,
  onBattery: null,
})

export const fullAccount = (workers: number, wallMs: number, rest: Partial<Account> = {}): Account => ({
  wallMs,
  lanes: workers,
  points: 1000,
  slices: 100,
  busyMs: workers * wallMs,
  speedup: workers,
  ideal: workers,
  utilisation: 1,
  lost: { startUp: 0, between: 0, tail: 0, finish: 0 },
  imbalance: 1,
  machines: [],
  runs: 1,
  ...rest,
})

export interface Made {
  readonly workers: readonly number[]
  readonly repeats: number
  readonly machine: MachineFacts
  readonly seed?: number
  readonly points?: number
  /** Relative scatter of repeats, log-normal. */
  readonly noise?: number
  /** Run time with so many workers [ms]. */
  readonly time: (workers: number) => number
  readonly run?: (run: StudyRun) => StudyRun
}

const T1 = 10_000
export const byLaw = (a: number, b: number) => (workers: number) => T1 / usl(workers, a, b)

/** A study of known parameters. */
export function synthetic({
  workers,
  repeats,
  machine,
  seed = 1,
  points = 1000,
  noise = 0,
  time,
  run,
}: Made): Study {
  const random = seededRandom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const runs = workers.flatMap(count =>
    Array.from({ length: repeats }, (_, k): StudyRun => {
      const wallMs = time(count) * Math.exp(noise * normal())
      const made: StudyRun = {
        workers: count,
        repeat: k + 1,
        startedAt: 0,
        wallMs,
        points,
        failedPoints: 0,
        foreignBefore: 0,
        foreignDuring: 0,
        disturbed: false,
        ownerCores: 0.05,
        workersCpuMs: null,
        pressure: null,
        clockMHz: null,
        account: fullAccount(count, wallMs),
      }
      return run?.(made) ?? made
    }),
  )
  const axis = { parameter: 'x', unit: '1', scale: 'linear', from: 0, to: 1, count: points }
  return {
    format: STUDY_FORMAT,
    startedAt: 0,
    version: 'test',
    model: 'made up',
    planHash: 'none',
    x: axis,
    y: { ...axis, count: 1 },
    points,
    workers,
    repeats,
    seed,
    machine,
    state: 'finished',
    runs,
  }
}
