/** Time a slice should take [ms]: long enough to hide the cost of handing it out, short enough to cancel. */
export const TARGET_MS = 100
export const MAX_POINTS = 8192
/** Towards the end an executor gets at most this share of its part of what is left. */
const END_SHARE = 1 / 3
/** Weight of the newest slice in the running mean of the time per point. */
const NEWEST = 0.4
/** The first answers come from code that the compiler has yet to see; what follows soon counts for more. */
const WARMING_UP = 6
const NEWEST_WARMING_UP = 0.8

/**
 * Running mean of the time per point [ms] after a slice of `points` took `busyMs`.
 *
 * @param answers how many answers of this executor came before
 */
export function updatedMsPerPoint(
  former: number | undefined,
  points: number,
  busyMs: number,
  answers: number,
): number {
  const latest = busyMs / points
  const weight = answers < WARMING_UP ? NEWEST_WARMING_UP : NEWEST
  return former === undefined ? latest : former + weight * (latest - former)
}

/**
 * Points in the next slice of an executor.
 *
 * One point as long as nothing is known of it; then as many as take TARGET_MS at its measured speed, but
 * at most a third of its fair part of what is left, so that slices shrink and all executors end together.
 *
 * @param msPerPoint of this executor; undefined before its first answer
 * @param others     of all executors that have answered, this one included
 */
export function leaseSize(
  msPerPoint: number | undefined,
  waiting: number,
  others: readonly number[],
): number {
  if (msPerPoint === undefined) return 1
  const own = Math.max(msPerPoint, 1e-6)
  const speeds = others.reduce((sum, other) => sum + 1 / Math.max(other, 1e-6), 0)
  const part = speeds > 0 ? waiting / own / speeds : waiting
  return Math.max(1, Math.min(MAX_POINTS, Math.floor(TARGET_MS / own), Math.floor(END_SHARE * part)))
}

/** The rule behind the share of an executor, in one line. */
export function sizeRule(msPerPoint: number | undefined, points: number): string {
  if (msPerPoint === undefined) return 'one point first, to measure its speed'
  const speed = `${msPerPoint >= 1 ? msPerPoint.toPrecision(3) : (1000 * msPerPoint).toPrecision(3)} ${msPerPoint >= 1 ? 'ms' : 'µs'} per point`
  const aim = TARGET_MS / Math.max(msPerPoint, 1e-6)
  if (points >= Math.min(MAX_POINTS, Math.floor(aim)) && aim >= 1)
    return `slices of ${points} points: ${speed}, so that a slice takes about ${TARGET_MS} ms`
  return aim < 1
    ? `one point at a time: ${speed}`
    : `slices of ${points} points: ${speed}, shrinking towards the end`
}
