import { caseBPlan } from './isobar/case-b-plan.mjs'
import { ready } from './isobar/source.mjs'
import { heading, ratioLine } from './support/report.mjs'
import { inRounds, ratioOf } from './support/rounds.mjs'

const GOAL = 1.5
/** Points of the random mechanism: each takes milliseconds. */
const LATTICE = 8

/** What rate control, orders and activation energy cost on top of a point, by processor time of one thread. */
export async function benchAnalysis({ kase, rounds, progress }) {
  heading(
    'Analysis: processor time of a point with rate control, orders and activation energy over one without',
  )
  const ratios = {}
  const plans = {
    'case B, 3 steps': { plan: await caseBPlan(kase, 100), gas: 'CO2' },
    '25 adsorbates, 50 steps': { plan: await randomPlan(), gas: 'G0' },
  }
  for (const [name, { plan, gas }] of Object.entries(plans)) {
    const mechanism = { ...plan.mechanism, analysis: { control: gas } }
    const contestants = { plain: await passOf(plan), analysed: await passOf({ ...plan, mechanism }) }
    // The first pass of each finds its code cold.
    for (const pass of Object.values(contestants)) await pass()
    const runs = await inRounds(contestants, rounds, progress)
    ratios[name] = ratioOf(runs.analysed, runs.plain)
    ratioLine(name, ratios[name])
    console.log(`    goal ${GOAL} at most: ${ratios[name].median <= GOAL ? 'reached' : 'MISSED'}`)
  }
  return { ratios }
}

/** Solves all points of a plan once; resolves with the processor time [µs]. */
async function passOf(plan) {
  const { compilePlan } = await ready('src/worker/compile-plan.ts')
  const { order, columns, solve } = compilePlan(plan, () => 0)
  const row = new Float64Array(columns.length)
  return async () => {
    const before = process.threadCpuUsage()
    for (const point of order) solve(point, row, 0)
    const { user, system } = process.threadCpuUsage(before)
    return user + system
  }
}

async function randomPlan() {
  const { randomMechanism } = await ready('test/support/random-mechanism.ts')
  const { DEFAULT_SOLVER } = await ready('src/shared/plan.ts')
  const mechanism = randomMechanism({ seed: 1, adsorbates: 25, steps: 50 })
  const axis = (parameter, unit, from, to) => ({
    parameter,
    unit,
    scale: 'linear',
    values: Array.from({ length: LATTICE }, (_, i) => from + ((to - from) * i) / (LATTICE - 1)),
  })
  return {
    mechanism,
    modelText: '',
    x: axis('T', 'K', 450, 600),
    y: axis('p0', 'Pa', 1e3, 1e5),
    settings: {},
    start: mechanism.start,
    startName: 'empty',
    solver: { ...DEFAULT_SOLVER, maxMsPerPoint: Infinity },
  }
}
