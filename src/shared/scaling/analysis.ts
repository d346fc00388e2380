import { fitSeries, type FittedLaw, type Series } from './fits.js'
import { type FreeCores, freeCores } from './free-cores.js'
import { karpFlatt, staircase } from './speed-up.js'
import { type Interval, median, quantile, ratioInterval, seededRandom } from './statistics.js'
import { type Study, type StudyRun } from './study.js'
import { type Verdict, verdictOf } from './verdict.js'

/** What a study says; charts, tables, `--json` and exports all show these very numbers. */
export interface Analysis {
  /** One worker on the same path: what all speed-ups are relative to. Undefined until it is measured. */
  readonly base: { readonly medianMs: number; readonly pointsPerSecond: number } | undefined
  readonly levels: readonly Level[]
  readonly free: FreeCores
  /** Numbers of workers the laws are fitted to: no more than there were free cores. */
  readonly fitted: readonly number[]
  readonly amdahl: FittedLaw | undefined
  readonly usl: FittedLaw | undefined
  /** The law with the lower AICc; undefined unless both could be fitted and they differ by two or more. */
  readonly preferred: 'amdahl' | 'usl' | undefined
  readonly verdict: Verdict
}

export interface Level {
  readonly workers: number
  /** core: a core of its own for each; thread: hyperthreads too; beyond: more workers than processors. */
  readonly place: 'core' | 'thread' | 'beyond'
  /** Runs behind the numbers, and those left out because others used the computer. */
  readonly runs: number
  readonly leftOut: number
  /** Most of its runs were disturbed, so all were used. */
  readonly disturbed: boolean
  readonly medianMs: number
  readonly lowerQuartileMs: number
  readonly upperQuartileMs: number
  readonly speedup: number
  /** 95 % interval of the ratio of medians; undefined with fewer than three runs. */
  readonly interval: Interval | undefined
  readonly efficiency: number
  /** Undefined for one worker. */
  readonly karpFlatt: number | undefined
  readonly ideal: number
  /** What so many indivisible points allow. */
  readonly staircase: number
}

/** A difference of AICc below this does not prefer either (Burnham & Anderson 2002, ch. 2). */
const PREFERRED = 2

/** All numbers of a study; the same for the same study. */
export function analyse(study: Study): Analysis {
  const random = seededRandom(study.seed)
  const series = seriesOf(study)
  const base = series.find(({ workers }) => workers === 1)
  const levels = base ? series.map(each => levelOf(each, base, study, random)) : []
  const free = freeCores(levels, study.runs, study.machine)
  const used = series.filter(({ workers }) => workers <= free.cores)
  const amdahl = base && fitSeries(used, 'amdahl', random)
  const usl = base && fitSeries(used, 'usl', random)
  const baseMs = base && median(base.ms)
  return {
    base:
      baseMs === undefined
        ? undefined
        : { medianMs: baseMs, pointsPerSecond: (1000 * study.points) / baseMs },
    levels,
    free,
    fitted: amdahl ? used.map(({ workers }) => workers) : [],
    amdahl,
    usl,
    preferred: preferredOf(amdahl, usl),
    verdict: verdictOf(study, levels, free),
  }
}

interface Chosen extends Series {
  readonly leftOut: number
  readonly disturbed: boolean
}

/**
 * Run times by number of workers. Disturbed runs are left out where at least half of a level's were not;
 * else all stand, and the level is marked.
 */
function seriesOf({ runs }: Study): Chosen[] {
  const counts = [...new Set(runs.map(({ workers }) => workers))].sort((a, b) => a - b)
  const wall = (some: readonly StudyRun[]): number[] => some.map(({ wallMs }) => wallMs)
  return counts.map(workers => {
    const all = runs.filter(run => run.workers === workers)
    const calm = all.filter(({ disturbed }) => !disturbed)
    const enough = 2 * calm.length >= all.length
    return {
      workers,
      ms: wall(enough ? calm : all),
      leftOut: enough ? all.length - calm.length : 0,
      disturbed: !enough,
    }
  })
}

function levelOf(series: Chosen, base: Series, { points, machine }: Study, random: () => number): Level {
  const { workers, ms, leftOut, disturbed } = series
  const speedup = median(base.ms) / median(ms)
  return {
    workers,
    place: workers <= machine.physical ? 'core' : workers <= machine.logical ? 'thread' : 'beyond',
    runs: ms.length,
    leftOut,
    disturbed,
    medianMs: median(ms),
    lowerQuartileMs: quantile(ms, 0.25),
    upperQuartileMs: quantile(ms, 0.75),
    speedup,
    interval: workers === 1 ? undefined : ratioInterval(base.ms, ms, random),
    efficiency: speedup / workers,
    karpFlatt: workers === 1 ? undefined : karpFlatt(speedup, workers),
    ideal: workers,
    staircase: staircase(points, workers),
  }
}

function preferredOf(amdahl: FittedLaw | undefined, usl: FittedLaw | undefined): Analysis['preferred'] {
  if (amdahl?.aicc === undefined || usl?.aicc === undefined) return undefined
  if (Math.abs(amdahl.aicc - usl.aicc) < PREFERRED) return undefined
  return amdahl.aicc < usl.aicc ? 'amdahl' : 'usl'
}
