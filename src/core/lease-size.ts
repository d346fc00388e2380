/** Time a slice should take [ms]: long enough to hide the cost of handing it out, short enough to cancel. */
export const TARGET_MS = 100
/** A slice takes at least as long as so many travels, since two in hand must hide one. */
const TRAVELS = 10
export const MAX_POINTS = 8192
/** Towards the end an executor gets at most this share of its part of what is left. */
const END_SHARE = 1 / 3
/** A slice at the end is not made shorter than this [ms]. */
const LEAST_MS = 5
/**
 * Points in the next slice of an executor.
 *
 * One point as long as nothing is known of it; then as many as take TARGET_MS at its measured speed, but
 * at most a third of its fair part of what is left, so that slices shrink and all executors end together;
 * not below LEAST_MS or the travel of an answer, since what is handed out can be taken back.
 *
 * @param able all executors that take slices, this one included
 */
export function leaseSize(
  { msPerPoint, latencyMs }: Speed,
  waiting: number,
  able: readonly Pick<Speed, 'msPerPoint'>[],
): number {
  if (msPerPoint === undefined) return 1
  const own = Math.max(msPerPoint, 1e-6)
  const speeds = able.reduce(
    (sum, { msPerPoint: ms }) => sum + (ms === undefined ? 0 : 1 / Math.max(ms, 1e-6)),
    0,
  )
  const part = speeds > 0 ? waiting / own / speeds : waiting
  const target = targetMs(latencyMs)
  const least = Math.max(LEAST_MS, latencyMs) / own
  const end = Math.max(Math.floor(END_SHARE * part), Math.floor(least))
  return Math.max(1, Math.min(MAX_POINTS, Math.floor(target / own), end))
}

/** Time a slice should take [ms]: far longer than its travel. */
export const targetMs = (latencyMs: number): number => Math.max(TARGET_MS, TRAVELS * latencyMs)

interface Speed {
  readonly msPerPoint: number | undefined
  readonly latencyMs: number
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
