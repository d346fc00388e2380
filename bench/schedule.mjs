import { ready } from './isobar/source.mjs'
import { heading, ratioLine } from './support/report.mjs'
import { median } from './support/rounds.mjs'

/** Time between handing a slice out and its start, and between its end and the answer [ms]. */
const TRANSPORT_MS = 0.3

/**
 * Farms in virtual time: `speeds` of the executors relative to one core here, `cost` of point k [ms] on a
 * core of speed 1, given a source of random numbers in [0, 1).
 */
const farms = {
  '4 equal workers, 90 000 points of 30 us': {
    points: 90_000,
    speeds: [1, 1, 1, 1],
    cost: () => 0.03,
  },
  '4 equal workers, costs spread over a factor 100': {
    points: 90_000,
    speeds: [1, 1, 1, 1],
    cost: random => 0.01 * 100 ** random(),
  },
  '8 workers, two of them 10 times slower': {
    points: 90_000,
    speeds: [1, 1, 1, 1, 1, 1, 0.1, 0.1],
    cost: random => 0.01 * 100 ** random(),
  },
  '4 equal workers, 400 points of 1 to 3 s': {
    points: 400,
    speeds: [1, 1, 1, 1],
    cost: random => 1000 + 2000 * random(),
  },
}

/** The real scheduler in virtual time: how long it takes over the time if no moment were lost. */
export async function benchSchedule({ rounds }) {
  const { createSchedule } = await ready('src/core/schedule.ts')
  heading('Schedule: ideal time over time taken, in virtual time')
  const ratios = {}
  for (const [name, farm] of Object.entries(farms)) {
    const shares = Array.from({ length: rounds }, (_, seed) => shareOfIdeal(createSchedule, farm, seed + 1))
    ratios[name] = { median: median(shares), low: Math.min(...shares), high: Math.max(...shares) }
    ratioLine(name, ratios[name])
  }
  return { ratios }
}

function shareOfIdeal(createSchedule, { points, speeds, cost }, seed) {
  const random = uniform(seed)
  const costs = Float64Array.from({ length: points }, () => cost(random))
  const work = costs.reduce((sum, ms) => sum + ms, 0)
  const ideal = work / speeds.reduce((sum, speed) => sum + speed, 0)
  return ideal / makespan(createSchedule([{ from: 0, to: points }]), costs, speeds)
}

/** Plays a sweep through and returns when its last point has been answered [ms]. */
function makespan(schedule, costs, speeds) {
  const freeAt = speeds.map(() => 0)
  let answers = []
  let now = 0

  const handOut = () => {
    for (const { executorId, token, from, to } of schedule.next(now)) {
      const executor = Number(executorId)
      const busyMs = costs.subarray(from, to).reduce((sum, ms) => sum + ms, 0) / speeds[executor]
      freeAt[executor] = Math.max(freeAt[executor], now + TRANSPORT_MS) + busyMs
      answers.push({ at: freeAt[executor] + TRANSPORT_MS, token, busyMs })
    }
    answers.sort((a, b) => a.at - b.at)
  }

  for (const executor of speeds.keys()) schedule.joined(String(executor))
  handOut()
  while (schedule.open() > 0) {
    const [next, ...rest] = answers
    answers = rest
    now = next.at
    schedule.answered(next.token, next.busyMs)
    handOut()
  }
  return now
}

/** mulberry32: the same numbers on every machine. */
function uniform(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
