import { type Account } from './account.js'

/** Changes whenever a program that reads a study has to be changed. */
export const STUDY_FORMAT = 'isobar-scaling/1'

/** A repeat during which others kept more than this share of the computer busy is marked. */
export const FOREIGN_SHARE = 0.05

/** More repeats of one number of workers tell nothing that fewer do not. */
export const MAX_REPEATS = 99

/** What was measured, and where: all that charts, tables and fits are made of. */
export interface Study {
  readonly format: typeof STUDY_FORMAT
  /** [ms since 1970] */
  readonly startedAt: number
  /** Version of the Isobar that measured. */
  readonly version: string
  readonly model: string
  readonly planHash: string
  readonly x: StudyAxis
  readonly y: StudyAxis
  readonly points: number
  /** Numbers of workers that were asked for, ascending; the first is 1. */
  readonly workers: readonly number[]
  readonly repeats: number
  /** Decides the order of the runs and the resampling of the intervals. */
  readonly seed: number
  readonly machine: MachineFacts
  readonly state: 'running' | 'finished' | 'stopped' | 'failed'
  /** In the order they were made; the warm-up is not among them. */
  readonly runs: readonly StudyRun[]
}

export interface StudyAxis {
  readonly parameter: string
  readonly unit: string
  readonly scale: string
  readonly from: number
  readonly to: number
  readonly count: number
}

export interface MachineFacts {
  readonly host: string
  readonly platform: string
  readonly cpu: string
  /** Processors this program may use, hyperthreads counted. */
  readonly logical: number
  /** Cores behind them; `logical` where that is not known. */
  readonly physical: number
  readonly physicalKnown: boolean
  /** How the clock is governed, such as `performance`; null where it cannot be read. */
  readonly governor: string | null
  readonly onBattery: boolean | null
}

export interface StudyRun {
  readonly workers: number
  /** Counts from 1 among the runs with so many workers. */
  readonly repeat: number
  /** [ms since 1970] */
  readonly startedAt: number
  /** From the start of the workers to the last saved answer, on a monotonic clock [ms]. */
  readonly wallMs: number
  readonly points: number
  readonly failedPoints: number
  /** What others used just before and during the run [cores]. */
  readonly foreignBefore: number
  readonly foreignDuring: number
  /** Whether others used more than FOREIGN_SHARE of the computer. */
  readonly disturbed: boolean
  /** Processor time of the owner [cores]. */
  readonly ownerCores: number
  /** Processor time of all workers [ms]; null where the system does not tell it by process. */
  readonly workersCpuMs: number | null
  /** Share of the time in which something waited for a processor; null where the system does not say. */
  readonly pressure: number | null
  /** Mean clock during the run [MHz]; null where it cannot be read. */
  readonly clockMHz: number | null
  readonly account: Account
}
