import { type SolverOptions } from '../../shared/plan.js'
import { CERTIFICATE, STATUS } from '../../shared/record.js'
import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { type Attempt, attemptsOf } from './attempts.js'
import { makeBalanceRates } from './balance-rates.js'
import { makeOscillationWatch, type Oscillation } from './oscillation.js'
import { CTL, type Integrate, PAUSE } from './rodas5p.js'
import { type Mode } from './stability.js'
import { makeReducedSearch, type SteadySearch } from './steady-search.js'
import { makeSteadySystem } from './steady-system.js'

/** A step that changes no coverage by more than this share is worth a look whether the end is reached. */
const CALM = 0.1
/** Steps between looks at the clock. */
const CHUNK = 2000
/** Steps after which a trajectory that has not come to rest is watched for a limit cycle. */
const FIRST_WATCH = 4000
/** Coverages below this many absolute tolerances are noise of the integration. */
const NOISE = 10
/** Relative error of mean one-way rates; see cycle-means.ts. */
const MEAN_ERROR = 1e-6

export interface PointSolution {
  status: number
  reason: string | undefined
  /** Coverages, shape (n), of a limit cycle their means; NaN when failed. */
  readonly y: Float64Array
  /** Net rates, shape (m), and one-way rates, shape (2 m) [s⁻¹]. */
  readonly net: Float64Array
  readonly r: Float64Array
  /** In the order of CERTIFICATE of record.ts. */
  readonly certificate: Float64Array
  modes: readonly Mode[]
}

export interface PointSolver {
  /**
   * Finds the steady state that the trajectory from `start` reaches under the effective constants K.
   * The result is overwritten by the next call.
   */
  solve: (K: Float64Array, start: Float64Array, options: SolverOptions) => PointSolution
}

export function makePointSolver(
  network: Network,
  kernels: Kernels,
  integrate: Integrate,
  now: () => number,
): PointSolver {
  const { n, m, laws } = network
  const system = makeSteadySystem(network, kernels)
  const reducedSearch = makeReducedSearch(network, system)
  const attempts = attemptsOf(network, kernels, system, integrate, reducedSearch)
  const watch = makeOscillationWatch(network, kernels)
  const balanceRates = makeBalanceRates(network.nu)
  const errors = new Float64Array(m)
  const ctl = new Float64Array(CTL.length)
  const totals = new Float64Array(laws.length)
  const trajectory = new Float64Array(n)
  const candidate = new Float64Array(n)
  const solution: PointSolution = {
    status: STATUS.pending,
    reason: undefined,
    y: new Float64Array(n),
    net: new Float64Array(m),
    r: new Float64Array(2 * m),
    certificate: new Float64Array(CERTIFICATE.length),
    modes: [],
  }

  function solve(K: Float64Array, start: Float64Array, options: SolverOptions): PointSolution {
    for (let l = 0; l < laws.length; l++) {
      totals[l] = 0
      for (let i = 0; i < n; i++) totals[l]! += laws[l]![i]! * start[i]!
    }
    let failure: Failure | undefined
    for (const attempt of attempts) {
      const own = { ...options, atol: options.atol * attempt.sharper }
      failure = follow(attempt, K, start, own)
      // A trajectory that slowed down and sped up again has passed near a saddle, where a small error of
      // integration could decide on which side it leaves: only the tighter trajectory counts then.
      if (failure === undefined && ctl[CTL.dip] === 1 && attempt.tighter !== undefined)
        failure = follow(attempt, K, start, { ...own, rtol: own.rtol * attempt.tighter })
      if (failure === undefined) return certify(attempt.search, K, NOISE * own.atol)
      if (failure.precision !== true) break
    }
    if (failure?.cycle) return goRound(failure.cycle, failure.reason)
    return fail(failure!)
  }

  /** Integrates until the steady state is reached, which is left in `candidate`; else says what went wrong. */
  function follow(
    { integrate: how, search, mostSteps }: Attempt,
    K: Float64Array,
    start: Float64Array,
    options: SolverOptions,
  ): Failure | undefined {
    const deadline = now() + options.maxMsPerPoint
    trajectory.set(start)
    system.evaluate(trajectory, K)
    let fastest = 0
    for (let i = 0; i < n; i++) fastest = Math.max(fastest, system.gross[i]!)
    ctl.fill(0)
    ctl[CTL.h] = fastest > 0 ? 1e-3 / fastest : options.maxTime
    ctl[CTL.rtol] = options.rtol
    ctl[CTL.atol] = options.atol
    ctl[CTL.tEnd] = options.maxTime
    ctl[CTL.calm] = CALM
    if (fastest === 0) return atSteadyState(search, K, options) ? undefined : CONTINUUM

    let nextWatch = FIRST_WATCH
    for (;;) {
      ctl[CTL.budget] = Math.min(CHUNK, options.maxSteps - ctl[CTL.accepted]! - ctl[CTL.rejected]!)
      const pause = how(trajectory, K, ctl)
      if (pause === PAUSE.calm || pause === PAUSE.end) {
        if (atSteadyState(search, K, options)) return undefined
        if (pause === PAUSE.end) return CONTINUUM
        ctl[CTL.minStep] = 2 * ctl[CTL.h]!
      }
      const steps = ctl[CTL.accepted]! + ctl[CTL.rejected]!
      if (steps >= nextWatch) {
        nextWatch *= 4
        const cycle = watch(trajectory, K, ctl)
        if (cycle !== undefined) return { ...oscillates(cycle), cycle }
      }
      if (pause === PAUSE.stuck) return stuckAt(ctl[CTL.t]!)
      if (steps >= options.maxSteps) return budgetSpent('steps')
      if (steps >= mostSteps) return NOISY
      if (now() > deadline) return budgetSpent('time')
    }
  }

  function atSteadyState(search: SteadySearch, K: Float64Array, options: SolverOptions): boolean {
    candidate.set(trajectory)
    const found = search.find(candidate, K, totals, NOISE * options.atol)
    solution.modes = found ?? []
    return found !== undefined && !(found.length > 0 && found[0]!.re >= 0)
  }

  function certify(search: SteadySearch, K: Float64Array, noise: number): PointSolution {
    trajectory.set(candidate)
    solution.reason = search.certify(candidate, K, totals, solution)
    if (solution.reason !== undefined && search !== reducedSearch) certifyReduced(K, noise)
    solution.status = solution.reason === undefined ? STATUS.certified : STATUS.uncertified
    finishCertificate()
    return solution
  }

  function goRound({ y, r, period }: Oscillation, reason: string): PointSolution {
    solution.status = STATUS.oscillates
    solution.reason = reason
    solution.y.set(y)
    solution.r.set(r)
    for (let j = 0; j < m; j++) {
      solution.net[j] = r[j]! - r[m + j]!
      errors[j] = MEAN_ERROR * (r[j]! + r[m + j]!)
    }
    // Over a period nothing is gained: means balance as a steady state does.
    balanceRates(solution.net, errors)
    for (let j = 0; j < m; j++) if (Math.abs(solution.net[j]!) <= errors[j]!) solution.net[j] = 0
    solution.certificate.fill(NaN)
    solution.modes = []
    finishCertificate(1 / period)
    return solution
  }

  /** Where the balances of the species leave digits in doubt, combined ones may not. */
  function certifyReduced(K: Float64Array, noise: number): void {
    const found = reducedSearch.find(trajectory, K, totals, noise)
    if (found === undefined || (found.length > 0 && found[0]!.re >= 0)) return
    solution.modes = found
    solution.reason = reducedSearch.certify(trajectory, K, totals, solution)
  }

  function fail({ status, reason }: Failure): PointSolution {
    solution.status = status
    solution.reason = reason
    for (const numbers of [solution.y, solution.net, solution.r, solution.certificate]) numbers.fill(NaN)
    solution.modes = []
    finishCertificate(NaN)
    return solution
  }

  function finishCertificate(frequency = 0): void {
    solution.certificate[6] = ctl[CTL.t]!
    solution.certificate[7] = ctl[CTL.accepted]! + ctl[CTL.rejected]!
    solution.certificate[8] = frequency
  }

  return { solve }
}

interface Failure {
  readonly status: number
  readonly reason: string
  /** Whether more digits may help. */
  readonly precision?: boolean
  /** A limit cycle, which is an answer of its own kind. */
  readonly cycle?: Oscillation
}

const CONTINUUM: Failure = {
  status: STATUS.notConverged,
  reason: 'no isolated, stable steady state within the longest simulated time',
  precision: true,
}

const oscillates = ({ period, least, most }: Oscillation): Failure => ({
  status: STATUS.oscillates,
  reason: `limit cycle with a period of ${period.toPrecision(4)} s; a coverage swings between ${least.toPrecision(3)} and ${most.toPrecision(3)}`,
})

const NOISY: Failure = {
  status: STATUS.notConverged,
  reason: 'the trajectory is lost in the rounding of double precision',
  precision: true,
}

const stuckAt = (t: number): Failure => ({
  status: STATUS.notConverged,
  reason: `the step size shrank to nothing at t = ${t.toExponential(3)} s`,
  precision: true,
})

const budgetSpent = (what: 'steps' | 'time'): Failure => ({
  status: STATUS.notConverged,
  reason: `no steady state within the budget of ${what} for one point`,
})
