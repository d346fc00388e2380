import { fitLaw, type Fit, type Observation } from './fit.js'
import { usl } from './speed-up.js'
import { type Interval, LEAST_REPEATS, median, middle95, resample } from './statistics.js'

/** Repeats of a run, by number of workers. */
export interface Series {
  readonly workers: number
  readonly ms: readonly number[]
}

/** A law fitted to run times, and what may be said of it. */
export interface FittedLaw {
  readonly a: number
  readonly b: number
  /** 95 % intervals by fitting resampled repeats; undefined with fewer than three repeats. */
  readonly aInterval: Interval | undefined
  readonly bInterval: Interval | undefined
  /** Corrected Akaike criterion: the law with the lower one loses less; undefined with too few runs. */
  readonly aicc: number | undefined
  /** Where the law says that speed-up ends: 1/f, or the number of workers of its peak. */
  readonly limit: number | undefined
  /** Why `limit` is not given. */
  readonly withheld: 'few-levels' | 'not-significant' | 'few-repeats' | undefined
  /** Speed-up by the law with its 95 % band, up to twice the largest number of workers it was fitted to. */
  readonly curve: readonly CurvePoint[]
}

export interface CurvePoint {
  readonly workers: number
  readonly speedup: number
  readonly band: Interval | undefined
}

/** Two laws with as many parameters as these need so many different numbers of workers. */
const LEAST_LEVELS = { amdahl: 3, usl: 4 } as const
/** Fewer levels than this do not tell contention from coherence: no limit is named. */
const LEVELS_FOR_LIMIT = 6
const RESAMPLES = 400
const USUAL_SPREAD = 0.02
/** A coefficient below this changes a run on a thousand cores by less than repeats scatter. */
const NOTHING = 1e-6
const STEPS = 48

/** Undefined where there are too few levels for the law. */
export function fitSeries(
  series: readonly Series[],
  law: 'amdahl' | 'usl',
  random: () => number,
): FittedLaw | undefined {
  if (series.length < LEAST_LEVELS[law]) return undefined
  const scale = spreadOf(series)
  const fit = fitLaw(observations(series), law, scale)
  const repeated = series.every(({ ms }) => ms.length >= LEAST_REPEATS)
  const fits = repeated
    ? Array.from({ length: RESAMPLES }, () =>
        fitLaw(
          observations(series.map(({ workers, ms }) => ({ workers, ms: resample(ms, random) }))),
          law,
          scale,
          fit,
        ),
      )
    : []
  const interval = (pick: (fit: Fit) => number): Interval | undefined =>
    fits.length > 0 ? middle95(fits.map(pick)) : undefined
  const aInterval = interval(({ a }) => a)
  const bInterval = interval(({ b }) => b)
  const withheld = reasonToWithhold(series.length, law === 'amdahl' ? aInterval : bInterval)
  return {
    a: fit.a,
    b: fit.b,
    aInterval,
    bInterval,
    aicc: aiccOf(fit.cost, observations(series).length, law === 'amdahl' ? 2 : 3),
    limit: withheld ? undefined : law === 'amdahl' ? 1 / fit.a : Math.sqrt((1 - fit.a) / fit.b),
    withheld,
    curve: curveOf(fit, fits, series.at(-1)!.workers),
  }
}

function reasonToWithhold(levels: number, interval: Interval | undefined): FittedLaw['withheld'] {
  if (levels < LEVELS_FOR_LIMIT) return 'few-levels'
  if (interval === undefined) return 'few-repeats'
  return interval.low <= NOTHING ? 'not-significant' : undefined
}

const observations = (series: readonly Series[]): Observation[] =>
  series.flatMap(({ workers, ms }) => ms.map(each => ({ workers, ms: each })))

/** Usual relative spread of repeats: median over the levels of 1.4826 times the median deviation. */
function spreadOf(series: readonly Series[]): number {
  const spreads = series
    .filter(({ ms }) => ms.length >= LEAST_REPEATS)
    .map(({ ms }) => {
      const logs = ms.map(Math.log)
      const middle = median(logs)
      return 1.4826 * median(logs.map(value => Math.abs(value - middle)))
    })
  return spreads.length > 0 ? median(spreads) : USUAL_SPREAD
}

/** Source: Hurvich & Tsai, Biometrika 76 (1989) 297; the variance counts as a parameter too. */
function aiccOf(cost: number, n: number, parameters: number): number | undefined {
  const k = parameters + 1
  if (n <= k + 1) return undefined
  return n * Math.log(Math.max(cost, n * 1e-12) / n) + 2 * k + (2 * k * (k + 1)) / (n - k - 1)
}

function curveOf({ a, b }: Fit, fits: readonly Fit[], most: number): CurvePoint[] {
  return Array.from({ length: STEPS + 1 }, (_, k) => {
    // Denser where run time falls steeply.
    const workers = (2 * most) ** (k / STEPS)
    return {
      workers,
      speedup: usl(workers, a, b),
      band: fits.length > 0 ? middle95(fits.map(fit => usl(workers, fit.a, fit.b))) : undefined,
    }
  })
}
