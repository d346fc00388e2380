import { DEFAULT_SOLVER } from '../../../src/shared/plan.js'
import { makeKernels } from '../../../src/worker/kinetics/kernels.js'
import { type Network } from '../../../src/worker/kinetics/network.js'
import { makePointSolver, type PointSolver } from '../../../src/worker/solver/point-solver.js'
import { makeLoopIntegrator } from '../../../src/worker/solver/rodas-loop.js'
import { makeUnrolledIntegrator } from '../../../src/worker/solver/rodas-unrolled.js'

export const options = { ...DEFAULT_SOLVER, maxMsPerPoint: Infinity }

export function solverFor(network: Network, integrator: 'unrolled' | 'loop' = 'unrolled'): PointSolver {
  const kernels = makeKernels(network)
  const integrate =
    integrator === 'unrolled' ? makeUnrolledIntegrator(network) : makeLoopIntegrator(network, kernels)
  return makePointSolver(network, kernels, integrate, () => 0)
}
