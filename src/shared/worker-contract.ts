import type { Plan, SolverOptions } from './plan.js'

export const WORKER_PROTOCOL = 1

/** What an owner asks of one worker process. A worker keeps nothing but compiled plans. */
export interface WorkerContract {
  /** Must be the first call; the pool drops a worker whose protocol or engine differs. */
  hello: (argument: { protocol: number }) => WorkerHello
  /** Compiles a plan and keeps it under `planId`; replaces any other plan. */
  plan: (argument: { planId: string; plan: Plan }) => { columns: readonly string[] }
  /**
   * Solves the points of the slice [from, to) of the point order. Several may be asked for: they are solved
   * and answered one after the other, in the order they came.
   */
  solve: (argument: SliceRequest) => SliceResult | Promise<SliceResult>
  /**
   * Asks to begin no point at or behind `at` of the slice that begins at `from`; its answer then ends there,
   * or where the worker has got to. Without effect on a slice that is not in hand.
   */
  recall: (argument: { planId: string; from: number; at: number }) => void
  /** Solves one point, from any conditions, and reports all that is known of it. */
  inspect: (argument: { planId: string; point: number; solver?: Partial<SolverOptions> }) => PointReport
  /** Follows the coverages of one point from the start on, also of one that has no steady state. */
  transient: (argument: { planId: string; point: number; solver?: Partial<SolverOptions> }) => TransientReport
  /** Follows all branches of steady states along an axis, through the conditions of one point. */
  branches: (argument: { planId: string; point: number; along: 'x' | 'y' }) => BranchReport
}

export interface WorkerHello {
  readonly protocol: number
  readonly engine: string
  readonly pid: number
}

export interface SliceRequest {
  readonly planId: string
  readonly from: number
  readonly to: number
}

export interface SliceResult {
  readonly from: number
  readonly to: number
  /** One byte per point in the order of the slice, see STATUS; shape (to − from). */
  readonly status: Uint8Array
  /** One row of columns per point, shape (to − from, columns), row-major; see columnsOf. */
  readonly rows: Float64Array
  /** Reason of each failed or uncertified point, by its position in the point order. */
  readonly reasons: readonly { readonly at: number; readonly reason: string }[]
  /** Time spent computing, without queueing and transport [ms]. */
  readonly busyMs: number
}

export interface PointReport {
  /** Index in row-major order y · nx + x. */
  readonly point: number
  readonly status: number
  readonly reason: string | undefined
  readonly row: Float64Array
  /** Rate constants [s⁻¹] under the conditions of the point, shape (steps). */
  readonly kf: Float64Array
  readonly kr: Float64Array
  /** Eigenvalues of the Jacobian on the site-balance manifold [s⁻¹], slowest first. */
  readonly eigenvalues: readonly { readonly re: number; readonly im: number }[]
  /** Values of all parameters in their own units, shape (parameters). */
  readonly conditions: Float64Array
  /** See analysisLayout; undefined where there is no steady state. */
  readonly analysis: Float64Array | undefined
  /** Every steady state under these conditions, where the engine looks for all of them. */
  readonly steadyStates?: readonly SteadyStateReport[]
}

export interface SteadyStateReport {
  /** Shape (surface). */
  readonly coverages: Float64Array
  /** Turnover frequency of each gas [s⁻¹], shape (gases). */
  readonly tof: Float64Array
  readonly stable: boolean
}

/**
 * steady: arrived at the steady state. periodic: goes round a limit cycle. time: as far as the search for a
 * steady state had come. budget: of steps or time of computing. stuck: the step size shrank to nothing.
 */
export type TransientEnd = 'steady' | 'periodic' | 'time' | 'budget' | 'stuck'

/** A trajectory from the start of the plan; at most some 600 samples. */
export interface TransientReport {
  readonly point: number
  /** Rising, from 0 [s], shape (samples). */
  readonly t: Float64Array
  /** Row-major, shape (samples, surface). */
  readonly coverages: Float64Array
  /** Of the gases in a reactor [Pa], row-major, shape (samples, gases). */
  readonly pressures?: Float64Array
  /** Net rates [s⁻¹], row-major, shape (samples, steps). */
  readonly net: Float64Array
  readonly ended: TransientEnd
}

/** All steady states along an axis that were found. */
export interface BranchReport {
  readonly point: number
  readonly along: 'x' | 'y'
  readonly branches: readonly Branch[]
  /** False when a branch had to be given up, or time ran out. */
  readonly whole: boolean
}

/** One connected curve, from one end to the other. */
export interface Branch {
  /** Values of the axis in its unit, shape (samples). */
  readonly values: Float64Array
  /** Row-major, shape (samples, surface). */
  readonly coverages: Float64Array
  /** Net rates [s⁻¹], row-major, shape (samples, steps). */
  readonly net: Float64Array
  /** 1 where the state is stable, shape (samples); of no meaning in a fold. */
  readonly stable: Uint8Array
  /** Indices of samples that are folds, where a stable and an unstable state meet. */
  readonly folds: readonly number[]
}
