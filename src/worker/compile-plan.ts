import { type Plan, type SolverOptions } from '../shared/plan.js'
import { HYSTERESIS } from '../shared/hysteresis-columns.js'
import { planOrder } from '../shared/plan-order.js'
import { controlLayout } from '../shared/point-analysis.js'
import { CERTIFICATE, columnsOf, fedGases, isSteady, STATUS } from '../shared/record.js'
import { makeSolutionAnalysis } from './analysis/analyse-solution.js'
import { type Kernels, makeKernels } from './kinetics/kernels.js'
import { constantsOf, isLarge, type Network, networkOf } from './kinetics/network.js'
import { parameterEvaluator } from './kinetics/parameters.js'
import { makeRateConstants, type RateConstants } from './kinetics/rate-constants.js'
import { searchStarts } from './kinetics/search-starts.js'
import { makeTank } from './kinetics/tank.js'
import { makePointSolver, type PointSolution } from './solver/point-solver.js'
import { makeLargeIntegrator } from './solver/rodas-large.js'
import { makeStateFinder, type StateFinder } from './solver/all-states.js'
import { makeUnrolledIntegrator } from './solver/rodas-unrolled.js'
import { makeSweptLines } from './swept-lines.js'
import { worseOf, writeBranches } from './write-branches.js'

/** A plan made ready to answer points. */
export interface CompiledPlan {
  /** Row-major point indices in order of computation, shape (points). */
  readonly order: Uint32Array
  readonly columns: readonly string[]
  /**
   * Solves the point of row-major index `point` and writes its row, shape (columns), at `offset`.
   * @returns the solution, valid until the next call, and the rate constants of the point
   */
  solve: (point: number, rows: Float64Array, offset: number, options?: SolverOptions) => PointSolution
  /** Evaluates the constants at a point, or beside it on an axis; false when they cannot be used. */
  setConditions: (point: number, off?: OffGrid) => boolean
  /** A search for all steady states, and where it begins under the conditions set last; many points need none. */
  makeFinder: () => StateFinder
  searchStarts: () => readonly Float64Array[]
  readonly constants: RateConstants
  /** Values of all parameters at the point solved last, in their own units, shape (parameters). */
  readonly conditions: Float64Array
  readonly network: Network
  readonly kernels: Kernels
  /** Pressure of one molecule per site at the point solved last [Pa]; NaN without a reactor. */
  readonly perSite: () => number
  /** Unknowns at t = 0 of the point solved last, shape (n). */
  readonly start: Float64Array
}

/** A value of an axis that need not be on the grid. */
export interface OffGrid {
  readonly along: 'x' | 'y'
  readonly value: number
}

export function compilePlan(plan: Plan, now: () => number): CompiledPlan {
  const { mechanism, x, y } = plan
  const network = networkOf(mechanism)
  const { n, m } = network
  const kernels = makeKernels(network)
  const integrate = isLarge(network) ? makeLargeIntegrator(network, kernels) : makeUnrolledIntegrator(network)
  const solver = makePointSolver(network, kernels, integrate, now)

  const names = mechanism.parameters.map(parameter => parameter.name)
  const base = Float64Array.from(mechanism.parameters, p => plan.settings[p.name] ?? p.value)
  const given = new Float64Array(base.length)
  const values = new Float64Array(base.length)
  const evaluate = parameterEvaluator(mechanism)
  const xIndex = names.indexOf(x.parameter)
  const yIndex = names.indexOf(y.parameter)
  const [S, steps] = [mechanism.surface.length, mechanism.steps.length]
  const start = new Float64Array(n)
  start.set(plan.start)
  const constants: RateConstants = {
    kf: new Float64Array(steps),
    kr: new Float64Array(steps),
    K: new Float64Array(constantsOf(network)),
  }
  const tank = makeTank(mechanism, fedGases(mechanism))
  const evaluateConstants = makeRateConstants(mechanism, constants, tank)
  // A solver of its own, so that the search does not overwrite the solution of the point.
  const makeFinder = (): StateFinder =>
    makeStateFinder(network, kernels, makePointSolver(network, kernels, integrate, now))
  const finder = mechanism.analysis?.states && makeFinder()
  const control = controlLayout(mechanism)
  const analyse = control && makeSolutionAnalysis(mechanism, control, network, kernels)
  const onSurface = network.laws.map(law => law.subarray(0, S))
  const starts = searchStarts(mechanism, plan.start, onSurface)
  const all = columnsOf(mechanism)
  const columns = all.map(column => column.name)
  const statesColumn = all.findIndex(({ group }) => group === 'steady states')
  const reactorColumn = all.findIndex(({ group }) => group === 'reactor')
  const unusable: PointSolution = {
    status: STATUS.badConditions,
    reason: undefined,
    y: new Float64Array(n).fill(NaN),
    net: new Float64Array(m).fill(NaN),
    r: new Float64Array(2 * m).fill(NaN),
    certificate: new Float64Array(CERTIFICATE.length).fill(NaN),
    modes: [],
  }

  const swept = mechanism.analysis?.hysteresis
  const lines =
    swept &&
    makeSweptLines(
      plan,
      swept,
      (point, from, options) =>
        setConditions(point) ? solver.solve(constants.K, from ?? start, options) : unusable,
      () => start.slice(),
    )
  const firstOfDown = columns.indexOf(HYSTERESIS)

  /** Evaluates parameters and constants at a point; false, with a reason in `unusable`, when they cannot be used. */
  function setConditions(point: number, off?: OffGrid): boolean {
    const nx = x.values.length
    given.set(base)
    given[xIndex] = x.values[point % nx]!
    given[yIndex] = y.values[Math.floor(point / nx)]!
    if (off) given[off.along === 'x' ? xIndex : yIndex] = off.value
    evaluate(given, values)
    start.set(plan.start)
    unusable.reason = evaluateConstants(values)
    if (unusable.reason === undefined) tank?.writeStart(start, constants.K, plan.startPressures)
    return unusable.reason === undefined
  }

  const startsHere = (): readonly Float64Array[] => (tank ? tank.startsFrom(start, starts) : starts)

  function solve(point: number, rows: Float64Array, offset: number, options = plan.solver): PointSolution {
    const branches = lines?.(point, options)
    const usable = setConditions(point)
    const solution =
      (branches && worseOf(branches)) ?? (usable ? solver.solve(constants.K, start, options) : unusable)
    rows.fill(NaN, offset, offset + columns.length)
    write(solution, rows, offset)
    if (branches) {
      if (usable) start.set(branches.start)
      writeBranches(branches, { S, steps }, rows, offset + firstOfDown)
    }
    if (finder && usable) {
      const found = finder.find(constants.K, startsHere(), options)
      rows[offset + statesColumn] = found.filter(state => state.stable).length
      rows[offset + statesColumn + 1] = found.length
    }
    if (analyse && isSteady(solution.status))
      analyse(solution, constants.K, given, rows, offset + columns.length - control.width)
    return solution
  }

  /** Flow steps have no columns of their own: what they say is in those of the reactor. */
  function write({ y, net, r, certificate }: PointSolution, rows: Float64Array, offset: number): void {
    rows.set(y.subarray(0, S), offset)
    rows.set(net.subarray(0, steps), offset + S)
    rows.set(r.subarray(0, steps), offset + S + steps)
    rows.set(r.subarray(m, m + steps), offset + S + 2 * steps)
    rows.set(certificate, offset + S + 3 * steps)
    tank?.writeColumns(y, net, constants.K, rows, offset + reactorColumn)
  }

  return {
    setConditions,
    makeFinder,
    searchStarts: startsHere,
    order: planOrder(plan),
    columns,
    solve,
    constants,
    conditions: given,
    network,
    kernels,
    perSite: () => tank?.at.perSite ?? NaN,
    start,
  }
}
