import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { factorise, solveFactorised } from './dense-lu.js'

/** Steady-state equations A δ = b in relative corrections δ of the species present, shape (system.size). */
export interface SteadyEquations {
  /** Builds and factorises the matrix at y; false when it is singular. Needs `evaluate` at the same y. */
  linearise: (y: Float64Array, K: Float64Array) => boolean
  /** Relative residuals at the y last linearised at, signed so that `correct` makes them corrections. */
  residuals: (y: Float64Array, totals: Float64Array, out: Float64Array) => void
  /** Turns relative residuals in `b` into corrections δ. */
  correct: (b: Float64Array) => void
  /** Σ_j |A⁻¹_kj| for each present species, written to `out`: amplification of relative rounding errors. */
  amplification: (out: Float64Array) => void
}

/**
 * The steady-state equations of a network in relative form, around a coverage vector y.
 *
 * Unknowns are relative corrections δ, θ_i = y_i (1 + δ_i), of the species that are present; species
 * that nothing produces are absent and exactly zero. Row i is the balance of species i divided by its
 * gross flux, Σ_j (∂f_i/∂θ_j) y_j δ_j / g_i = −f_i / g_i, so that tiny coverages count as much as large
 * ones. For each conservation law the row of its most abundant species, which the other rows imply,
 * gives way to the law itself.
 */
export interface SteadySystem extends SteadyEquations {
  /** One-way rates at the last evaluated y, forward then reverse, shape (2 m). */
  readonly r: Float64Array
  /** Gross flux Σ_j |ν_ij| (r_j + r_−j) of each species, shape (n). */
  readonly gross: Float64Array
  /** Net flux dθ_i/dt, shape (n). */
  readonly net: Float64Array
  /** Jacobian at the last evaluated y, row-major, shape (n, n). */
  readonly J: Float64Array
  /** Indices of the species present; the first `size` entries count. */
  readonly present: Int32Array
  size: number
  /** Law that stands in for the balance of present species k, or −1; shape (size). */
  readonly lawOf: Int32Array
  /** Marks species as absent that have no coverage to speak of and no source; false if all are absent. */
  selectPresent: (y: Float64Array, K: Float64Array, noise: number) => boolean
  /** Gives present species below `noise` the coverage at which their sources and sinks balance, roughly. */
  settleTraces: (y: Float64Array, K: Float64Array, noise: number) => void
  /** Evaluates rates and fluxes at y. */
  evaluate: (y: Float64Array, K: Float64Array) => void
  /** Chooses which present species' balance each conservation law stands in for at y. */
  chooseLawRows: (y: Float64Array) => void
}

export function makeSteadySystem(network: Network, kernels: Kernels): SteadySystem {
  const { n, m, laws } = network
  const A = new Float64Array(n * n)
  const pivot = new Int32Array(n)
  const unit = new Float64Array(n)
  const used = new Uint8Array(n)
  const there = new Uint8Array(n)
  const { consumed, made } = sidesOf(network)
  const sources = ratesThat(network, 1)
  const sinks = ratesThat(network, -1)

  const system: SteadySystem = {
    r: new Float64Array(2 * m),
    gross: new Float64Array(n),
    net: new Float64Array(n),
    J: new Float64Array(n * n),
    present: new Int32Array(n),
    size: 0,
    lawOf: new Int32Array(n),
    selectPresent,
    settleTraces,
    evaluate,
    chooseLawRows,
    linearise,
    residuals,
    correct: b => solveFactorised(A, pivot, system.size, b),
    amplification,
  }
  const { r, gross, net, J, present, lawOf } = system

  function evaluate(y: Float64Array, K: Float64Array): void {
    kernels.rates(y, K, r)
    kernels.fluxes(r, gross, net)
  }

  /**
   * A species is there when its coverage says so, or when some rate that makes it can run: its constant is not
   * zero and all it consumes is there. Rates themselves would not do, since free sites that round to zero at the
   * end of an integration stop them all.
   */
  function selectPresent(y: Float64Array, K: Float64Array, noise: number): boolean {
    for (let i = 0; i < n; i++) {
      if (y[i]! < 0) y[i] = 0
      there[i] = y[i]! > noise ? 1 : 0
    }
    for (let again = true; again;) {
      again = false
      for (let j = 0; j < 2 * m; j++) {
        if (!(K[j]! > 0) || !canRun(j)) continue
        for (let p = 0; p < made[j]!.length; p++) {
          if (there[made[j]![p]!] === 1) continue
          there[made[j]![p]!] = 1
          again = true
        }
      }
    }
    system.size = 0
    for (let i = 0; i < n; i++)
      if (there[i] === 1) present[system.size++] = i
      else y[i] = 0
    return system.size > 0
  }

  function canRun(j: number): boolean {
    const side = consumed[j]!
    for (let p = 0; p < side.length; p++) if (there[side[p]!] === 0) return false
    return true
  }

  const production = (i: number): number => sumOf(sources[i]!)
  const consumption = (i: number): number => sumOf(sinks[i]!)

  function sumOf(rates: Int32Array): number {
    let sum = 0
    for (let s = 0; s < rates.length; s++) sum += r[rates[s]!]!
    return sum
  }

  function settleTraces(y: Float64Array, K: Float64Array, noise: number): void {
    for (let sweep = 0; sweep < TRACE_SWEEPS; sweep++) {
      for (let a = 0; a < system.size; a++) {
        const i = present[a]!
        if (y[i]! > noise) continue
        if (y[i]! < SMALLEST_TRACE) y[i] = SMALLEST_TRACE
        kernels.rates(y, K, r)
        const source = production(i)
        const sink = consumption(i)
        if (source > 0 && sink > 0) y[i] = Math.max(SMALLEST_TRACE, Math.min(noise, (y[i]! * source) / sink))
      }
    }
  }

  function linearise(y: Float64Array, K: Float64Array): boolean {
    const size = system.size
    kernels.jacobian(y, K, J)
    chooseLawRows(y)
    for (let a = 0; a < size; a++) {
      const i = present[a]!
      const law = lawOf[a]! < 0 ? undefined : laws[lawOf[a]!]!
      let scale = 0
      if (law !== undefined)
        for (let b = 0; b < size; b++) scale += Math.abs(law[present[b]!]! * y[present[b]!]!)
      else scale = gross[i]!
      for (let b = 0; b < size; b++) {
        const j = present[b]!
        const entry = law === undefined ? J[i * n + j]! : law[j]!
        A[a * size + b] = (entry * y[j]!) / scale
      }
    }
    return factorise(A, pivot, size) !== 0
  }

  function residuals(y: Float64Array, totals: Float64Array, out: Float64Array): void {
    for (let a = 0; a < system.size; a++) {
      const i = present[a]!
      const l = lawOf[a]!
      if (l < 0) out[a] = -net[i]! / gross[i]!
      else out[a] = lawResidual(laws[l]!, y, totals[l]!)
    }
  }

  function chooseLawRows(y: Float64Array): void {
    const size = system.size
    used.fill(0)
    lawOf.fill(-1)
    for (let l = 0; l < laws.length; l++) {
      let row = -1
      let most = 0
      for (let a = 0; a < size; a++) {
        const weight = Math.abs(laws[l]![present[a]!]! * y[present[a]!]!)
        if (!used[a] && weight > most) {
          most = weight
          row = a
        }
      }
      if (row < 0) continue
      used[row] = 1
      lawOf[row] = l
    }
  }

  function amplification(out: Float64Array): void {
    const size = system.size
    out.fill(0)
    for (let b = 0; b < size; b++) {
      unit.fill(0)
      unit[b] = 1
      solveFactorised(A, pivot, size, unit)
      for (let a = 0; a < size; a++) out[a]! += Math.abs(unit[a]!)
    }
  }

  return system
}

/** (total − Σ c_i y_i) / Σ |c_i y_i|. */
function lawResidual(law: Float64Array, y: Float64Array, total: number): number {
  let sum = 0
  let scale = 0
  for (let i = 0; i < y.length; i++) {
    sum += law[i]! * y[i]!
    scale += Math.abs(law[i]! * y[i]!)
  }
  return (total - sum) / scale
}

/** Traces depend on each other; a few sweeps give their order of magnitude, Newton's method the rest. */
const TRACE_SWEEPS = 3
const SMALLEST_TRACE = 1e-200

/** Indices of the one-way rates that produce (sign 1) or consume (sign −1) each species. */
function ratesThat({ n, m, nu }: Network, sign: number): Int32Array[] {
  const indices = Array.from({ length: 2 * m }, (_, j) => j)
  return Array.from({ length: n }, (_, i) =>
    Int32Array.from(indices.filter(j => (j < m ? nu[i]![j]! : -nu[i]![j - m]!) * sign > 0)),
  )
}

/** Species on each side of every one-way rate, by what the rate consumes and what it makes. */
function sidesOf({ n, m, reactants, products, nu }: Network): { consumed: Int32Array[]; made: Int32Array[] } {
  const species = Array.from({ length: n }, (_, i) => i)
  const side = (j: number, sign: number): number[] => [
    // What enters the rate, and what it uses up although its order is zero.
    ...(sign < 0 ? (j < m ? reactants[j]! : products[j - m]!).map(({ species: i }) => i) : []),
    ...species.filter(i => (j < m ? nu[i]![j]! : -nu[i]![j - m]!) * sign > 0),
  ]
  const all = Array.from({ length: 2 * m }, (_, j) => j)
  return {
    consumed: all.map(j => Int32Array.from(new Set(side(j, -1)))),
    made: all.map(j => Int32Array.from(new Set(side(j, 1)))),
  }
}
