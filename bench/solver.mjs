import { join } from 'node:path'
import { caseBPlan } from './isobar/case-b-plan.mjs'
import { solveInOneWorker } from './isobar/one-worker.mjs'
import { root } from './isobar/source.mjs'
import { compare, countOnClosedFormBranch } from './support/agreement.mjs'
import { buildCvode, findSciPy, runForJson } from './support/programs.mjs'
import { heading, noteLine, rateLine, ratioLine } from './support/report.mjs'
import { inRounds, median, ratioOf } from './support/rounds.mjs'

const N = 100
/** SciPy takes a lattice of the same grid: every STRIDE-th row and column, or a round would take minutes. */
const STRIDE = 5
const TOF = 'rate(CO2 formation)'

/** One core each: a worker of Isobar, CVODE in C, LSODA of SciPy. */
export async function benchSolver({ kase, rounds, progress }) {
  const bench = join(root, 'bench')
  const worker = join(root, 'out', 'main', 'worker.js')
  const cvode = buildCvode(join(bench, 'cvode', 'solve.c'), join(bench, 'build'))
  const scipy = findSciPy()
  const lsoda = by => () => runForJson(scipy.python, [join(bench, 'scipy', 'lsoda.py'), N, STRIDE, by])

  const plan = await caseBPlan(kase, N)
  // By default Isobar integrates only as sharply as it takes to find the branch, and leaves accuracy to Newton
  // and the certificate; the second plan integrates as sharply as the others.
  const { rtol, atol } = kase
  const sharpPlan = { ...plan, solver: { ...plan.solver, rtol, atol } }

  const runs = await inRounds(
    {
      isobar: () => solveInOneWorker(worker, plan, TOF),
      sharp: () => solveInOneWorker(worker, sharpPlan, TOF),
      ...(cvode && { cvode: () => runForJson(cvode, cvodeArguments(kase)) }),
      ...(scipy && { lsoda: lsoda('solve_ivp'), odeint: lsoda('odeint') }),
    },
    rounds,
    progress,
  )

  const perSecond = (name, seconds) => runs[name]?.map(run => run.points / seconds(run))
  const inLoop = run => run.seconds
  const rates = {
    computing: perSecond('isobar', run => run.warm.busyMs / 1000),
    isobar: perSecond('isobar', run => run.warm.wallMs / 1000),
    cold: perSecond('isobar', run => run.cold.wallMs / 1000),
    sharp: perSecond('sharp', run => run.warm.wallMs / 1000),
    cvode: perSecond('cvode', inLoop),
    lsoda: perSecond('lsoda', inLoop),
    odeint: perSecond('odeint', inLoop),
  }
  heading(`Solver: case B on ${N} x ${N} from the empty surface, one core each`)
  const own = `rtol ${plan.solver.rtol.toExponential()}`
  const theirs = `rtol ${rtol.toExponential()}`
  const labels = {
    computing: `Isobar worker, ${own}, computing`,
    isobar: `Isobar worker, ${own}, with transport`,
    cold: `Isobar worker, ${own}, its first ${N * N} points`,
    sharp: `Isobar worker, ${theirs}, with transport`,
    cvode: `CVODE 6.4 in C, ${theirs}`,
    lsoda: `SciPy ${scipy?.version} solve_ivp LSODA, ${theirs}`,
    odeint: `SciPy ${scipy?.version} odeint, ${theirs}`,
  }
  for (const [name, values] of Object.entries(rates)) if (values) rateLine(labels[name], median(values))

  heading('Ratios, transport included')
  const ratios = {}
  const ratio = (label, upper, lower, goal) => {
    if (!rates[lower]) return
    ratios[label] = ratioOf(rates[upper], rates[lower])
    ratioLine(label, ratios[label], goal)
  }
  ratio(`Isobar at ${own} / CVODE at ${theirs}`, 'isobar', 'cvode', 10)
  ratio(`Isobar / CVODE, both at ${theirs}`, 'sharp', 'cvode')
  ratio(`Isobar at ${own} / SciPy LSODA at ${theirs}`, 'isobar', 'lsoda', 200)
  ratio(`Isobar / SciPy LSODA, both at ${theirs}`, 'sharp', 'lsoda')
  ratio(`Isobar at ${own} / SciPy odeint at ${theirs}`, 'isobar', 'odeint')

  heading('Agreement with Isobar')
  const tof = runs.isobar[0].values
  noteLine(`closed form: same branch on ${countOnClosedFormBranch(kase, N, tof)} of ${N * N} points`)
  noteLine(agreement(`Isobar at ${theirs}`, compare(tof, runs.sharp[0].values)))
  if (cvode) noteLine(agreement('CVODE', compare(tof, runs.cvode[0].tof)))
  if (scipy) noteLine(agreement('SciPy LSODA', compare(onLattice(tof), runs.lsoda[0].tof)))
  return { rates, ratios }
}

const cvodeArguments = ({ kf, kr, pCO, pO2, pCO2, rtol, atol, horizon }) => [
  ...[N, 1, ...kf, ...kr],
  ...[pCO.from, pCO.to, pO2.from, pO2.to, pCO2, rtol, atol, horizon],
]

const onLattice = values =>
  values.filter((_, i) => (i % N) % STRIDE === 0 && Math.floor(i / N) % STRIDE === 0)

const agreement = (name, { points, sameBranch, sameTof, negative }) =>
  `${name}: same branch on ${sameBranch}, same TOF (1e-6) on ${sameTof} of ${points} points` +
  (negative > 0 ? `, negative TOF on ${negative}` : '')
