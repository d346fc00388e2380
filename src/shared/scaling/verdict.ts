import { type Level } from './analysis.js'
import { type FreeCores } from './free-cores.js'
import { median } from './statistics.js'
import { type Study, type StudyRun } from './study.js'

export type Cause =
  | 'too-little'
  | 'straight'
  | 'few-points'
  | 'foreign'
  | 'fewer-cores'
  | 'oversubscribed'
  | 'withheld'
  | 'hyperthreads'
  | 'clock'
  | 'memory'
  | 'start-up'
  | 'tail'
  | 'owner'
  | 'between'
  | 'finish'

/** Why the curve bends, with what the sentence that says so needs. */
export interface Verdict {
  readonly cause: Cause
  /** The number of workers it is about, the speed-up reached with it and its efficiency [0, 1]. */
  readonly workers: number
  readonly speedup: number
  readonly efficiency: number
  /** Share of the time of the workers that went this way [0, 1]. */
  readonly share: number
  readonly points: number
  readonly cores: number
  /** Cores that others used. */
  readonly foreign: number
}

/** An efficiency above this needs no excuse. */
const STRAIGHT = 0.93
/** The owner is in the way when it keeps so much of a core busy. */
const OWNER_BUSY = 0.5
/** A speed-up of so much of the free cores is explained by their number. */
const MOST_OF = 0.75
/** Workers that got less processor time than this share of the time they were busy waited for it. */
const WAITED = 0.85
/** A clock this much slower than with one worker explains slower points. */
const SLOWER_CLOCK = 0.95

/**
 * One cause: where most of what is missing to the ideal line went, by the accounting of the runs at the
 * largest number of workers that is no more than the cores there are (else the largest).
 *
 * The time of p workers is: the computing that one worker needs, what computing took longer than that, and
 * what was no computing. The largest of these losses is named.
 */
export function verdictOf(study: Study, levels: readonly Level[], free: FreeCores): Verdict {
  const { physical, logical } = study.machine
  const base = levels.find(({ workers }) => workers === 1)
  const level = levels.findLast(({ workers }) => workers > 1 && workers <= physical) ?? levels.at(-1)
  const about = (cause: Cause, share: number): Verdict => ({
    cause,
    workers: level?.workers ?? 1,
    speedup: level?.speedup ?? 1,
    efficiency: level?.efficiency ?? 1,
    share,
    points: study.points,
    cores: free.cores,
    foreign: free.foreign,
  })
  if (base === undefined || level === undefined || level.workers === 1) return about('too-little', 0)
  const missing = 1 - level.efficiency
  if (missing < 1 - STRAIGHT) return about('straight', missing)
  const p = level.workers
  const granular = 1 - level.staircase / p
  if (study.points < p || granular > missing / 2) return about('few-points', granular)
  if (p > logical) return about('oversubscribed', missing)
  if (free.foreign > 0.5 && p > free.cores && level.speedup > MOST_OF * free.cores)
    return about('foreign', missing)
  if (free.plateau !== undefined && p > free.plateau) return about('fewer-cores', missing)
  return largestLoss(study, p, physical, missing, about)
}

function largestLoss(
  study: Study,
  p: number,
  physical: number,
  missing: number,
  about: (cause: Cause, share: number) => Verdict,
): Verdict {
  const ofBase = study.runs.filter(({ workers }) => workers === 1)
  const runs = study.runs.filter(({ workers }) => workers === p)
  const mean = (pick: (run: StudyRun) => number): number => median(runs.map(pick))
  const busyAlone = median(ofBase.map(({ account }) => account.busyMs))
  const slower = mean(({ account }) => account.utilisation * (1 - busyAlone / account.busyMs))
  const clock = median(ofBase.map(({ clockMHz }) => clockMHz ?? NaN))
  const slowClock = mean(({ clockMHz }) => (clockMHz ?? NaN) / clock) < SLOWER_CLOCK
  const disturbed = mean(({ disturbed }) => (disturbed ? 1 : 0)) > 0.5
  const waited = mean(({ account, workersCpuMs }) => (workersCpuMs ?? NaN) / account.busyMs) < WAITED
  const slowCause: Cause = disturbed
    ? 'foreign'
    : waited
      ? 'withheld'
      : p > physical
        ? 'hyperthreads'
        : slowClock
          ? 'clock'
          : 'memory'
  const owner = mean(({ ownerCores }) => ownerCores) > OWNER_BUSY
  const losses: readonly (readonly [Cause, number])[] = [
    [slowCause, slower],
    ['start-up', mean(({ account }) => account.lost.startUp)],
    ['tail', mean(({ account }) => account.lost.tail)],
    [owner ? 'owner' : 'between', mean(({ account }) => account.lost.between)],
    ['finish', mean(({ account }) => account.lost.finish)],
  ]
  const [cause, share] = losses.reduce((worst, loss) => (loss[1] > worst[1] ? loss : worst))
  return about(cause, Math.min(share, missing + share))
}
