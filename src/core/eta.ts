/** Answers taken into account, and the least and most time they may span [ms]. */
const WINDOW_MS = 10_000
const LEAST_MS = 3_000
/** Share of the work after which an estimate is given even before LEAST_MS. */
const EARLY_SHARE = 0.05

export interface Pace {
  /** Notes that `points` more have ended. */
  readonly note: (now: number, points: number) => void
  /** The clock went on without work being done: a pause, a sleeping machine. */
  readonly skip: (now: number) => void
  readonly pointsPerSecond: (now: number) => number | undefined
  /** Time left for `remaining` points [s], as a range; undefined while estimating. */
  readonly eta: (now: number, remaining: number) => { low: number; high: number } | undefined
}

/**
 * Measures how fast points end, over the last seconds of work only.
 *
 * Points of an earlier run never count, and pauses are cut out, so that a resumed sweep does not dream. The
 * range comes from the slower and the faster half of the window, at least ten per cent to each side.
 */
export function createPace(begin: number): Pace {
  let answers: { at: number; points: number }[] = []
  let worked = 0
  let last = begin
  let done = 0

  function note(now: number, points: number): void {
    worked += now - last
    last = now
    done += points
    answers.push({ at: worked, points })
    const keep = answers.findIndex(({ at }) => at >= worked - WINDOW_MS)
    if (keep > 256) answers = answers.slice(keep)
  }

  /** Points per second of work within (from, to] of worked time. */
  function speed(from: number, to: number): number {
    let points = 0
    for (const answer of answers) if (answer.at > from && answer.at <= to) points += answer.points
    return to > from ? (1000 * points) / (to - from) : 0
  }

  const windowStart = (elapsed: number): number => Math.max(0, elapsed - WINDOW_MS)

  function pointsPerSecond(now: number): number | undefined {
    if (answers.length === 0) return undefined
    const elapsed = worked + (now - last)
    return speed(windowStart(elapsed), elapsed)
  }

  function eta(now: number, remaining: number): { low: number; high: number } | undefined {
    const elapsed = worked + (now - last)
    if (elapsed < LEAST_MS && done < EARLY_SHARE * (done + remaining)) return undefined
    const from = windowStart(elapsed)
    const whole = speed(from, elapsed)
    if (whole === 0) return undefined
    const middle = (from + elapsed) / 2
    const halves = [speed(from, middle), speed(middle, elapsed)]
    const fast = Math.max(1.1 * whole, ...halves)
    const slow = Math.min(0.9 * whole, ...halves.filter(rate => rate > 0))
    return { low: remaining / fast, high: remaining / slow }
  }

  return { note, skip: now => (last = now), pointsPerSecond, eta }
}
