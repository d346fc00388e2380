import { heading, noteLine } from '../support/report.mjs'
import { inRounds, median } from '../support/rounds.mjs'
import { installation, startPeer } from './installation.mjs'
import { mapOf } from './maps.mjs'

const SMALL = 300
const LARGE = 1000
/** Processor time per point [µs]: one tenth of a core at 100 000 points/s. */
const GOAL = 1
/** Maps of a million points take a while. */
const MOST_ROUNDS = 3

/** Processor time of an owner who only hands out and saves: the slope between two sizes leaves out his start. */
export async function benchOwnerCpu({ kase, rounds, progress }) {
  const home = installation()
  const peer = await startPeer(['--workers', 2, '--port', 0, '--uses', 500])
  try {
    const map = n => () => mapOf(home, kase, n, 0, ['--quiet', '--peer', peer.joinCode])
    const { small, large } = await inRounds(
      { small: map(SMALL), large: map(LARGE) },
      Math.min(rounds, MOST_ROUNDS),
      progress,
    )
    const more = LARGE ** 2 - SMALL ** 2
    const slopes = large.map(({ cpuSeconds }, k) => (1e6 * (cpuSeconds - small[k].cpuSeconds)) / more)
    const start = median(small.map(({ cpuSeconds }) => cpuSeconds)) - 1e-6 * median(slopes) * SMALL ** 2
    const slope = { median: median(slopes), low: Math.min(...slopes), high: Math.max(...slopes) }

    heading(`LAN: processor time of an owner without workers, ${SMALL} x ${SMALL} to ${LARGE} x ${LARGE}`)
    const range = `(${slope.low.toFixed(2)} to ${slope.high.toFixed(2)})`
    const verdict = slope.median <= GOAL ? 'reached' : 'MISSED'
    noteLine(`${slope.median.toFixed(2)} us a point ${range}, goal ${GOAL}: ${verdict}`)
    noteLine(
      `= ${(10 * slope.median).toFixed(0)} % of a core at 100 000 points/s; ${start.toFixed(2)} s for his start and end`,
    )
    return { microsecondsPerPoint: slope, startSeconds: start }
  } finally {
    await peer.stop()
    home.remove()
  }
}
