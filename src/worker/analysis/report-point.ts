import { type Plan, type SolverOptions } from '../../shared/plan.js'
import { analysisLayout } from '../../shared/point-analysis.js'
import { isSteady, STATUS } from '../../shared/record.js'
import { type BranchReport, type PointReport, type TransientReport } from '../../shared/worker-contract.js'
import { type CompiledPlan } from '../compile-plan.js'
import { type PointSolution } from '../solver/point-solver.js'
import { makeSolutionAnalysis } from './analyse-solution.js'
import { makeBranchDiagram } from './branch-diagram.js'
import { makeTransient, type Transient } from './transient.js'

/** Time for drawing one trajectory [ms]. */
const TRANSIENT_MS = 5000
const INTEGRATED_TIME = 6

/** All that can be known of single points of a plan. */
export interface PointReporter {
  readonly inspect: (point: number, options: SolverOptions) => PointReport
  readonly transient: (point: number, options: SolverOptions) => TransientReport
  readonly branches: (point: number, along: 'x' | 'y') => BranchReport
}

export function makePointReporter(plan: Plan, compiled: CompiledPlan, now: () => number): PointReporter {
  const { mechanism } = plan
  const { network, kernels, constants, conditions } = compiled
  const layout = analysisLayout(mechanism)
  const analyse = makeSolutionAnalysis(mechanism, layout, network, kernels)
  const follow = makeTransient(network, kernels, now)
  const row = new Float64Array(compiled.columns.length)
  let diagram: ReturnType<typeof makeBranchDiagram> | undefined

  function analysisOf(solution: PointSolution): Float64Array {
    const analysis = new Float64Array(layout.width)
    analyse(solution, constants.K, conditions, analysis, 0)
    return analysis
  }

  /** Without the flow steps, and gases apart from coverages. */
  function shown({ t, ended, coverages: unknowns, net }: Transient): Transient {
    const S = mechanism.surface.length
    const gases = network.n - S
    if (gases === 0) return { t, ended, coverages: unknowns, net }
    return {
      t,
      ended,
      coverages: columns(unknowns, network.n, 0, S),
      pressures: columns(unknowns, network.n, S, network.n).map(y => y * compiled.perSite()),
      net: columns(net, network.m, 0, mechanism.steps.length),
    }
  }

  return {
    inspect: (point, options) => {
      const solution = compiled.solve(point, row, 0, options)
      const { status, reason, modes } = solution
      return {
        point,
        status,
        reason,
        row: row.slice(),
        kf: constants.kf.slice(),
        kr: constants.kr.slice(),
        eigenvalues: modes,
        conditions: conditions.slice(),
        analysis: isSteady(status) ? analysisOf(solution) : undefined,
      }
    },
    branches: (point, along) => (diagram ??= makeBranchDiagram(plan, compiled, now))(point, along),
    transient: (point, options) => {
      const { status, y, certificate } = compiled.solve(point, row, 0, options)
      const reached = certificate[INTEGRATED_TIME]!
      const target = isSteady(status) ? y.slice() : undefined
      const maxTime = target === undefined && reached > 0 ? reached : options.maxTime
      const maxMs = Math.min(TRANSIENT_MS, options.maxMsPerPoint)
      // Conditions that cannot be used have no rates to follow.
      if (status === STATUS.badConditions)
        return {
          point,
          t: new Float64Array(),
          coverages: new Float64Array(),
          net: new Float64Array(),
          ended: 'stuck',
        }
      return {
        point,
        ...shown(follow({ K: constants.K, start: compiled.start.slice(), target, maxTime, maxMs })),
      }
    },
  }
}

/** Columns [from, to) of row-major values of the given width. */
function columns(values: Float64Array, width: number, from: number, to: number): Float64Array {
  const rows = values.length / width
  const out = new Float64Array(rows * (to - from))
  for (let row = 0; row < rows; row++)
    out.set(values.subarray(row * width + from, row * width + to), row * (to - from))
  return out
}
