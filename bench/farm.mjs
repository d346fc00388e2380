import { join } from 'node:path'
import { wholeMap } from './isobar/whole-map.mjs'
import { root } from './isobar/source.mjs'
import { findSciPy, runForJson } from './support/programs.mjs'
import { heading, noteLine, rateLine, ratioLine } from './support/report.mjs'
import { inRounds, median, ratioOf } from './support/rounds.mjs'

const N = 300
const POOL_N = 100
/** 400 points of the POOL_N grid: enough for seconds of work. */
const POOL_STRIDE = 5
const MANY = 4

/** Many processes against one: the built command with its session file, and Python's Pool over LSODA. */
export async function benchFarm({ kase, rounds, cores, progress }) {
  const scipy = findSciPy()
  const pool = workers => () =>
    runForJson(scipy.python, [join(root, 'bench', 'scipy', 'farm.py'), POOL_N, POOL_STRIDE, workers])

  const measured = await inRounds(
    {
      one: () => wholeMap(kase, N, 1),
      many: () => wholeMap(kase, N, MANY),
      ...(scipy && { poolOne: pool(1), poolMany: pool(MANY) }),
    },
    rounds,
    progress,
  )
  const rates = {
    one: measured.one.map(({ points, wallMs }) => (1000 * points) / wallMs),
    many: measured.many.map(({ points, wallMs }) => (1000 * points) / wallMs),
    poolOne: measured.poolOne?.map(({ points, seconds }) => points / seconds),
    poolMany: measured.poolMany?.map(({ points, seconds }) => points / seconds),
  }
  heading(`Farm: isobar run, case B on ${N} x ${N}, from the start of the workers to the last saved answer`)
  if (cores < MANY) noteLine(`only ${cores} cores here: ${MANY} workers cannot run at once`)
  rateLine('1 worker', median(rates.one))
  rateLine(`${MANY} workers`, median(rates.many))
  if (scipy) rateLine(`multiprocessing.Pool of ${MANY}, SciPy LSODA`, median(rates.poolMany))

  heading('Ratios')
  const ratios = {}
  const ratio = (label, upper, lower, goal) => {
    if (!rates[lower]) return
    ratios[label] = ratioOf(rates[upper], rates[lower])
    ratioLine(label, ratios[label], goal)
  }
  ratio(`${MANY} workers / 1 worker`, 'many', 'one', 3.4)
  if (scipy) ratio(`Pool of ${MANY} / Pool of 1`, 'poolMany', 'poolOne')
  if (scipy) ratio(`Isobar / Pool, ${MANY} processes each`, 'many', 'poolMany')

  const busyShare = median(measured.many.map(({ solveMs, wallMs }) => solveMs / (MANY * wallMs)))
  noteLine(`${MANY} workers compute during ${Math.round(100 * busyShare)} % of that time`)
  return { rates, ratios, busyShare }
}
