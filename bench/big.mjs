import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { equationsInC } from './cvode/equations.mjs'
import { ready, root } from './isobar/source.mjs'
import { buildCvode, runForJson } from './support/programs.mjs'
import { heading, noteLine, rateLine, ratioLine } from './support/report.mjs'
import { inRounds, median, ratioOf } from './support/rounds.mjs'

const N = 100
/** CVODE takes every STRIDE-th row and column, or a round would take minutes. */
const STRIDE = 5
/** Mechanisms of 25 adsorbates and 50 reversible steps, by seed of the generator. */
const SEEDS = [1, 3, 6]
const TOLERANCES = { rtol: 1e-6, atol: 1e-12, horizon: 1e4 }
/** Largest difference of a coverage, relative or at least this much of a site, at which two solvers agree. */
const SAME = 1e-6

/** STATUS.certified of src/shared/record.ts. */
const CERTIFIED = 1

const everyPoint = Array.from({ length: N * N }, (_, point) => point)
const lattice = everyPoint.filter(point => (point % N) % STRIDE === 0 && Math.floor(point / N) % STRIDE === 0)

/** One core each: the solver of a worker, and CVODE in C with the same equations and constants. */
export async function benchBig({ rounds, progress }) {
  const results = {}
  for (const seed of SEEDS) results[seed] = await benchMechanism(seed, rounds, progress)
  return results
}

async function benchMechanism(seed, rounds, progress) {
  const folder = join(root, 'bench', 'build', `big-${seed}`)
  const plan = await planOf(seed)
  const solver = await buildSolver(join(root, 'bench', 'build', 'solver'))
  const solveAt = (points, withConstants = false) => {
    const job = join(folder, 'job.json')
    writeFileSync(job, JSON.stringify({ solver, plan, points, withConstants }))
    return runForJson(process.execPath, [join(root, 'bench', 'isobar', 'solve-plan.mjs'), job])
  }
  mkdirSync(folder, { recursive: true })
  const { network, K } = await solveAt(lattice, true)
  writeFileSync(join(folder, 'equations.h'), equationsInC(network))
  writeFileSync(join(folder, 'constants.bin'), Buffer.from(Float64Array.of(lattice.length, ...K).buffer))
  const cvode = buildCvode(join(root, 'bench', 'cvode', 'mechanism.c'), folder)
  const { rtol, atol, horizon } = TOLERANCES
  const runs = await inRounds(
    {
      isobar: () => solveAt(everyPoint),
      ...(cvode && { cvode: () => runForJson(cvode, [join(folder, 'constants.bin'), rtol, atol, horizon]) }),
    },
    rounds,
    text => progress(`seed ${seed}, ${text}`),
  )

  heading(
    `Large mechanism ${seed}: ${network.n - 1} adsorbates, ${network.m} reversible steps, processor time of one core`,
  )
  const rates = Object.fromEntries(
    Object.entries(runs).map(([name, list]) => [name, list.map(run => run.points / run.seconds)]),
  )
  rateLine(`Isobar, rtol ${plan.solver.rtol.toExponential()}, ${N} x ${N}, cold`, median(rates.isobar))
  const { status, points, coverages } = runs.isobar[0]
  const certified = status[CERTIFIED] ?? 0
  noteLine(`certified: ${certified} of ${points} points`)
  if (!cvode) return { rates, certified }
  rateLine(
    `CVODE 6.4 in C, rtol ${rtol.toExponential()}, every ${STRIDE}th row and column`,
    median(rates.cvode),
  )
  const ratio = ratioOf(rates.isobar, rates.cvode)
  ratioLine('Isobar / CVODE', ratio, 3)
  const same = lattice.filter((point, k) =>
    agree(coverages, point * network.n, runs.cvode[0].coverages, k * network.n, network.n),
  ).length
  noteLine(
    `CVODE to ${horizon.toExponential()} s: same coverages (1e-6) on ${same} of ${lattice.length} points`,
  )
  return { rates, ratio, certified, same }
}

/** Temperature against a pressure, both wide enough for the surface to change hands. */
async function planOf(seed) {
  const { randomMechanism } = await ready('test/support/random-mechanism.ts')
  const { DEFAULT_SOLVER } = await ready('src/shared/plan.ts')
  const mechanism = randomMechanism({ seed, adsorbates: 25, steps: 50 })
  const axis = (parameter, scale, valueAt) => ({
    parameter,
    unit: mechanism.parameters.find(({ name }) => name === parameter).unit,
    scale,
    values: Array.from({ length: N }, (_, k) => valueAt(k / (N - 1))),
  })
  return {
    mechanism,
    modelText: '',
    x: axis('T', 'linear', t => 450 + 250 * t),
    y: axis('p0', 'log', t => 10 ** (2 + 3 * t)),
    settings: {},
    start: mechanism.start,
    startName: 'empty',
    solver: DEFAULT_SOLVER,
  }
}

/** The solver of a worker as one module, so that what is measured is not how it was loaded. */
async function buildSolver(outDir) {
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(root, 'src', 'worker', 'compile-plan.ts'), outDir, emptyOutDir: true, minify: false },
  })
  return join(outDir, 'compile-plan.js')
}

function agree(ours, at, theirs, from, n) {
  for (let i = 0; i < n; i++)
    if (!(Math.abs(ours[at + i] - theirs[from + i]) <= SAME * (Math.abs(ours[at + i]) + SAME))) return false
  return true
}
