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
/** Workers of the comparison, and the share of the ideal speed-up that is asked of them: 3.4 of 4. */
const MANY = 4
const EFFICIENCY = 0.85

/** Many processes against one: the built command with its session file, the window, and Python's Pool over LSODA. */
export async function benchFarm({ kase, rounds, cores, progress }) {
  const scipy = findSciPy()
  const many = Math.min(MANY, cores)
  const pool = workers => () =>
    runForJson(scipy.python, [join(root, 'bench', 'scipy', 'farm.py'), POOL_N, POOL_STRIDE, workers])

  const deskMap = (workers, rtol) =>
    runForJson(process.execPath, [join(root, 'bench', 'isobar', 'desk-map.mjs'), N, workers, rtol])

  const measured = await inRounds(
    {
      one: () => wholeMap(kase, N, 1),
      many: () => wholeMap(kase, N, many),
      sharpOne: () => wholeMap(kase, N, 1, kase.rtol),
      sharpMany: () => wholeMap(kase, N, many, kase.rtol),
      deskOne: () => deskMap(1, ''),
      deskMany: () => deskMap(many, ''),
      sharpDeskOne: () => deskMap(1, kase.rtol),
      sharpDeskMany: () => deskMap(many, kase.rtol),
      ...(scipy && { poolOne: pool(1), poolMany: pool(many) }),
    },
    rounds,
    progress,
  )
  const rates = Object.fromEntries(
    Object.entries(measured).map(([name, runs]) => [
      name,
      runs.map(({ points, wallMs, seconds = wallMs / 1000 }) => points / seconds),
    ]),
  )
  heading(`Farm: isobar run, case B on ${N} x ${N}, from the start of the workers to the last saved answer`)
  if (cores < MANY) noteLine(`only ${cores} cores here: ${many} workers instead of ${MANY}`)
  rateLine('1 worker', median(rates.one))
  rateLine(`${many} workers`, median(rates.many))
  rateLine(`1 worker, rtol ${kase.rtol}`, median(rates.sharpOne))
  rateLine(`${many} workers, rtol ${kase.rtol}`, median(rates.sharpMany))
  heading(
    `Farm: the same map from the window, whose workers stand ready, from Start to the last saved answer`,
  )
  rateLine('1 worker', median(rates.deskOne))
  rateLine(`${many} workers`, median(rates.deskMany))
  rateLine(`1 worker, rtol ${kase.rtol}`, median(rates.sharpDeskOne))
  rateLine(`${many} workers, rtol ${kase.rtol}`, median(rates.sharpDeskMany))
  if (scipy)
    rateLine(`multiprocessing.Pool of ${many}, SciPy LSODA, rtol ${kase.rtol}`, median(rates.poolMany))

  heading('Ratios')
  const goal = EFFICIENCY * many
  const ratios = {}
  const ratio = (label, upper, lower, goal) => {
    if (!rates[lower]) return
    ratios[label] = ratioOf(rates[upper], rates[lower])
    ratioLine(label, ratios[label], goal)
  }
  ratio(`window: ${many} workers / 1 worker`, 'deskMany', 'deskOne', goal)
  ratio(`window: ${many} workers / 1 worker, rtol ${kase.rtol}`, 'sharpDeskMany', 'sharpDeskOne', goal)
  ratio(`isobar run: ${many} workers / 1 worker`, 'many', 'one', goal)
  ratio(`isobar run: ${many} workers / 1 worker, rtol ${kase.rtol}`, 'sharpMany', 'sharpOne', goal)
  if (scipy) ratio(`Pool of ${many} / Pool of 1, without their start`, 'poolMany', 'poolOne')
  if (scipy) ratio(`Isobar / Pool, ${many} processes each, rtol ${kase.rtol}`, 'sharpMany', 'poolMany')

  const busyShare = median(measured.many.map(({ solveMs, wallMs }) => solveMs / (many * wallMs)))
  noteLine(`${many} workers compute during ${Math.round(100 * busyShare)} % of that time`)
  return { rates, ratios, busyShare }
}
