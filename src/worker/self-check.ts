import { DEFAULT_SOLVER } from '../shared/plan.js'
import { makeKernels } from './kinetics/kernels.js'
import { networkOf } from './kinetics/network.js'
import { makePointSolver } from './solver/point-solver.js'
import { makeUnrolledIntegrator } from './solver/rodas-unrolled.js'

/** CO oxidation on Pt(100), case B: effective constants of an active and of a poisoned point [s⁻¹]. */
const KNOWN = [
  { pCO: 1 / 9, pO2: 0.4, tof: 7555822.6152856 },
  { pCO: 0.3, pO2: 0.3, tof: 2.3298818200963e-18 },
] as const
const kf = [90235665.702533, 16630285.069182, 1221152322.9673] as const
const kr = [1.3081000299027e-5, 4.3590263268081e-9, 1.4803439985645e-8] as const
const AGREES = 1e-9

/** Enough for the compiler to have seen every path that most maps take. */
const ENOUGH = 3000

/**
 * Makes the function that solves two known points, over and over, and so also warms up the code of the solver
 * while a worker has nothing else to do.
 *
 * @returns check(points): false when there is no use in going on. Throws when a known answer does not come out:
 *          such a machine must not compute for anybody.
 */
export function makeSelfCheck(): (points: number) => boolean {
  const surface = ['CO*', 'O*', '*'].map((name, i) => ({
    name,
    composition: {},
    site: 0,
    occupies: 1,
    free: i === 2,
  }))
  const side = (...terms: [number, number][]) =>
    terms.map(([species, count]) => ({ surface: species, count }))
  const step = (reactants: ReturnType<typeof side>, products: ReturnType<typeof side>) => ({
    label: '',
    equation: '',
    reactants,
    products,
    forward: { kind: 'constant', k: 0 } as const,
    reverse: { kind: 'irreversible' } as const,
  })
  const network = networkOf({
    surface,
    sites: [{ name: '*', total: 1 }],
    steps: [
      step(side([2, 1]), side([0, 1])),
      step(side([2, 2]), side([1, 2])),
      step(side([0, 1], [1, 1]), side([2, 2])),
    ],
  })
  const solver = makePointSolver(network, makeKernels(network), makeUnrolledIntegrator(network), () => 0)
  const K = new Float64Array(6)
  const start = Float64Array.of(0, 0, 1)
  let solved = 0

  return points => {
    for (const end = solved + points; solved < end; solved++) {
      const { pCO, pO2, tof } = KNOWN[solved % KNOWN.length]!
      K.set([kf[0] * pCO, kf[1] * pO2, kf[2], ...kr])
      const { net } = solver.solve(K, start, DEFAULT_SOLVER)
      if (!(Math.abs(net[2]! / tof - 1) < AGREES))
        throw new Error(
          `self-check failed: ${net[2]} s-1 instead of ${tof} s-1; this machine computes wrongly`,
        )
    }
    return solved < ENOUGH
  }
}
