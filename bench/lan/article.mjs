import { caseBPlan } from '../isobar/case-b-plan.mjs'
import { ready } from '../isobar/source.mjs'
import { heading, noteLine } from '../support/report.mjs'
import { inRounds, median } from '../support/rounds.mjs'
import { sweepOn } from './article-hosts.mjs'

/** A tenth of the 2.4 s a point takes in the article, on its desktop and on a laptop of half the speed [ms]. */
const DESKTOP = { name: 'desktop', cores: 12, msPerPoint: 240 }
const LAPTOP = { name: 'laptop', cores: 4, msPerPoint: 480 }
const N = 10
const MOST_ROUNDS = 3
const GOAL = 1.1

/** The article's two computers and 100 points: pulled point by point, and as two slabs of five rows. */
export async function benchArticle({ kase, rounds, progress }) {
  const parts = await ready('bench/lan/parts.mjs')
  const plan = await caseBPlan(kase, N)
  const slab = { ...plan, y: { ...plan.y, values: plan.y.values.slice(0, N / 2) } }
  const slabs = async () => {
    const both = await Promise.all([DESKTOP, LAPTOP].map(host => sweepOn(parts, slab, [host])))
    return { ms: Math.max(...both.map(({ ms }) => ms)) }
  }
  const measured = await inRounds(
    {
      both: () => sweepOn(parts, plan, [DESKTOP, LAPTOP]),
      desktop: () => sweepOn(parts, plan, [DESKTOP]),
      slabs,
    },
    Math.min(rounds, MOST_ROUNDS),
    progress,
  )
  const rate = [DESKTOP, LAPTOP].reduce((sum, { cores, msPerPoint }) => sum + cores / msPerPoint, 0)
  const ideal = N ** 2 / rate
  const whole = wholePoints([DESKTOP, LAPTOP], N ** 2)

  heading(`LAN: 100 points of 240 ms on 12 lanes and of 480 ms on 4, through TLS on loopback`)
  const took = {}
  for (const [name, label] of [
    ['both', 'both computers, Isobar'],
    ['desktop', 'the 12 fast lanes alone, Isobar'],
    ['slabs', 'two slabs of five rows, one each'],
  ]) {
    const all = measured[name].map(({ ms }) => ms)
    took[name] = { median: median(all), low: Math.min(...all), high: Math.max(...all) }
    noteLine(
      `${label.padEnd(36)}${seconds(took[name].median)} (${seconds(took[name].low)} to ${seconds(took[name].high)})`,
    )
  }
  const factor = took.both.median / whole
  noteLine(
    `ideal: ${seconds(ideal)} if points could be divided, ${seconds(whole)} with whole points; ` +
      `Isobar takes ${(took.both.median / ideal).toFixed(2)} and ${factor.toFixed(2)} of that ` +
      `(goal ${GOAL} of what is possible: ${factor <= GOAL ? 'reached' : 'MISSED'})`,
  )
  const helps = took.both.median / took.desktop.median
  noteLine(`the laptop ${helps < 1 ? 'helps' : 'HARMS'}: ${helps.toFixed(2)} of the time without it`)
  noteLine(`points by computer: ${JSON.stringify(measured.both.map(({ pointsOf }) => pointsOf))}`)
  return { took, idealMs: ideal, wholePointsMs: whole, factor, helps }
}

const seconds = ms => `${(ms / 1000).toFixed(2)} s`

/** Shortest time in which whole points of equal cost can be done [ms]. */
function wholePoints(hosts, points) {
  const done = ms =>
    hosts.reduce((sum, { cores, msPerPoint }) => sum + cores * Math.floor(ms / msPerPoint), 0)
  const ends = hosts.flatMap(({ msPerPoint }) =>
    Array.from({ length: points }, (_, k) => (k + 1) * msPerPoint),
  )
  return Math.min(...ends.filter(ms => done(ms) >= points))
}
