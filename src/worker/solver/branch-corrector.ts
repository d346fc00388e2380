import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { factorise, solveFactorised } from './dense-lu.js'
import { makeSteadySystem } from './steady-system.js'

/** The parameter of a branch, scaled so that its range is [0, 1]. */
export interface BranchParameter {
  /** Effective constants, see RateConstants.K; `set` fills it. */
  readonly K: Float64Array
  /** Evaluates K at a value of the parameter; false when it cannot be used. */
  readonly set: (lambda: number) => boolean
  /** A step of the parameter at a value of it over which constants change little, for their slopes. */
  readonly smallStep: (lambda: number) => number
}

/**
 * Points of a branch are vectors q of shape (size + 1): logarithms of the coverages of the species present, in
 * units of LOG_UNIT times √size, and the scaled parameter. No coverage can become negative in them.
 */
export interface BranchCorrector {
  /** Chooses the species present at a steady state, shape (n); false when there are none. */
  readonly begin: (y: Float64Array, totals: Float64Array, lambda: number) => boolean
  readonly size: () => number
  readonly pointOf: (y: Float64Array, lambda: number) => Float64Array
  /** Coverages of a point, shape (n); absent species are 0. */
  readonly coveragesOf: (q: Float64Array) => Float64Array
  /** Unit tangent of the branch at q, on the side of `before`; undefined where it is not defined. */
  readonly tangent: (q: Float64Array, before: Float64Array) => Float64Array | undefined
  /**
   * Newton's method for the steady-state equations together with `row` · q = `target`.
   * @returns the iterations it took, with q improved in place; NaN without convergence
   */
  readonly correct: (q: Float64Array, row: Float64Array, target: number) => number
}

/** So many e-folds of all coverages are as far as the whole range of the parameter. */
const LOG_UNIT = 10
const MAX_ITERATIONS = 8
/** Changes this small end an iteration; as do larger ones, up to SMALL, that rounding keeps from shrinking. */
const CONVERGED = 1e-12
const SMALL = 1e-7
/** A correction of more than so many e-folds is no correction. */
const FAR = 3
const LOWEST_LOG = -500

export function makeBranchCorrector(
  network: Network,
  kernels: Kernels,
  { K, set, smallStep }: BranchParameter,
): BranchCorrector {
  const { n, laws } = network
  const system = makeSteadySystem(network, kernels)
  const { present, lawOf, gross, net, J } = system
  const y = new Float64Array(n)
  const here = new Float64Array(n)
  const conserved = new Float64Array(laws.length)
  const A = new Float64Array((n + 1) ** 2)
  const pivot = new Int32Array(n + 1)
  const b = new Float64Array(n + 1)
  const unit = (): number => LOG_UNIT * Math.sqrt(system.size)

  function begin(state: Float64Array, totals: Float64Array, lambda: number): boolean {
    conserved.set(totals)
    y.set(state)
    return set(lambda) && system.selectPresent(y, K, 0)
  }

  function pointOf(state: Float64Array, lambda: number): Float64Array {
    const q = new Float64Array(system.size + 1)
    for (let a = 0; a < system.size; a++) q[a] = Math.log(state[present[a]!]!) / unit()
    q[system.size] = lambda
    return q
  }

  function place(q: Float64Array): void {
    y.fill(0)
    for (let a = 0; a < system.size; a++) y[present[a]!] = Math.exp(Math.max(LOWEST_LOG, q[a]! * unit()))
  }

  /** Factorises the equations at q, bordered by `row`, and leaves their residuals in b; false when that fails. */
  function build(q: Float64Array, row: Float64Array): boolean {
    const { size } = system
    const lambda = q[size]!
    const step = smallStep(lambda)
    place(q)
    if (!set(lambda + step)) return false
    system.evaluate(y, K)
    here.set(net)
    if (!set(lambda)) return false
    system.evaluate(y, K)
    kernels.jacobian(y, K, J)
    system.chooseLawRows(y)
    for (let a = 0; a < size; a++) {
      const i = present[a]!
      const law = lawOf[a]! < 0 ? undefined : laws[lawOf[a]!]!
      let scale = gross[i]!
      if (law) {
        scale = 0
        let sum = -conserved[lawOf[a]!]!
        for (let k = 0; k < n; k++) {
          scale += Math.abs(law[k]! * y[k]!)
          sum += law[k]! * y[k]!
        }
        b[a] = -sum / scale
      } else b[a] = -net[i]! / scale
      for (let c = 0; c < size; c++) {
        const j = present[c]!
        A[a * (size + 1) + c] = ((law ? law[j]! : J[i * n + j]!) * y[j]! * unit()) / scale
      }
      A[a * (size + 1) + size] = law ? 0 : (here[i]! - net[i]!) / (step * scale)
    }
    for (let c = 0; c <= size; c++) A[size * (size + 1) + c] = row[c]!
    return factorise(A, pivot, size + 1) !== 0
  }

  function tangent(q: Float64Array, before: Float64Array): Float64Array | undefined {
    if (!build(q, before)) return undefined
    const t = new Float64Array(system.size + 1)
    t[system.size] = 1
    solveFactorised(A, pivot, system.size + 1, t)
    const length = Math.hypot(...t)
    return length > 0 && length < Infinity ? t.map(value => value / length) : undefined
  }

  function correct(q: Float64Array, row: Float64Array, target: number): number {
    const { size } = system
    let last = Infinity
    for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
      if (!build(q, row)) return NaN
      b[size] = target
      for (let c = 0; c <= size; c++) b[size]! -= row[c]! * q[c]!
      solveFactorised(A, pivot, size + 1, b)
      let change = Math.abs(b[size]!)
      for (let a = 0; a < size; a++) change = Math.max(change, Math.abs(b[a]! * unit()))
      if (!(change < FAR)) return NaN
      for (let c = 0; c <= size; c++) q[c]! += b[c]!
      if (change < CONVERGED || (change < SMALL && change >= last / 4)) return iteration
      last = change
    }
    return NaN
  }

  return {
    begin,
    size: () => system.size,
    pointOf,
    coveragesOf: q => {
      place(q)
      return y.slice()
    },
    tangent,
    correct,
  }
}
