import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { acceptStep } from './rodas-control.js'
import { CTL, type Integrate, PAUSE, RODAS5P } from './rodas5p.js'
import { makeSparseLu, type SparseLu } from './sparse-lu.js'
import { makeStageSums } from './stage-sums.js'

/** Rounding of a balance may take this share of the tolerance in a step. */
const NOISE_SHARE = 0.3

/**
 * RODAS5P with a sparse elimination, for large mechanisms: several times as fast as `makeReducedIntegrator`, but
 * it pauses with `drowning` where fast steps round away what decides the slow ones.
 *
 * All coverages are unknowns, so that tiny ones keep their relative accuracy. Each conservation law takes the
 * row of its most abundant species, as Σ c_i u_i = 0.
 */
export function makeSparseIntegrator(network: Network, kernels: Kernels): Integrate {
  const { n, m, laws } = network
  const { gamma, stages } = RODAS5P
  const everySpecies = Array.from({ length: n }, (_, i) => i)
  const reactants = sidesOf(network.reactants)
  const products = sidesOf(network.products)
  const pattern = patternOf(network)
  const factors = new Map<number, SparseLu>()
  const lawRows = new Int32Array(laws.length)
  const r = new Float64Array(2 * m)
  const J = new Float64Array(n * n)
  const f = new Float64Array(n)
  const g = new Float64Array(n)
  const v = new Float64Array(n)
  const U = new Float64Array(stages * n)
  const u = Array.from({ length: stages }, (_, s) => U.subarray(s * n, (s + 1) * n))
  const sums = makeStageSums(n)
  let lu = factorsFor(Float64Array.from(network.laws[0] ?? []))

  /** Gives each law the row of a species of its own, the most abundant one left; plans are kept. */
  function factorsFor(y: Float64Array): SparseLu {
    let key = 0
    lawRows.fill(-1)
    for (let l = 0; l < laws.length; l++) {
      let most = -1
      for (let i = 0; i < n; i++) {
        const weight = Math.abs(laws[l]![i]! * y[i]!)
        if (laws[l]![i] === 0 || weight <= most || lawRows.includes(i)) continue
        most = weight
        lawRows[l] = i
      }
      key = key * n + lawRows[l]!
    }
    const known = factors.get(key)
    if (known !== undefined) return known
    const lawOf = (i: number): Float64Array | undefined => laws[lawRows.indexOf(i)]
    const made = makeSparseLu(
      n,
      (i, j) => i === j || (lawOf(i)?.[j] ?? pattern[i * n + j]!) !== 0,
      i => lawOf(i) !== undefined,
    )
    factors.set(key, made)
    return made
  }

  function linearise(y: Float64Array, K: Float64Array): void {
    kernels.derivative(y, K, f)
    kernels.jacobian(y, K, J)
    lu = factorsFor(y)
  }

  function factor(h: number): boolean {
    const { values, places } = lu
    const diagonal = 1 / (gamma * h)
    for (let k = 0; k < n * n; k++) if (places[k]! >= 0) values[places[k]!] = -J[k]!
    for (let k = 0; k < n * n; k += n + 1) values[places[k]!]! += diagonal
    for (let l = 0; l < laws.length; l++) {
      const row = lawRows[l]! * n
      for (let j = 0; j < n; j++) if (places[row + j]! >= 0) values[places[row + j]!] = laws[l]![j]!
    }
    return lu.factorise()
  }

  /** One trial step from y: leaves y1 in v and the error estimate in the last u; false when W is singular. */
  function trial(y: Float64Array, K: Float64Array, h: number): boolean {
    if (!factor(h)) return false
    for (let s = 0; s < stages; s++) {
      if (s > 0) {
        sums[s]!.point(y, U, v)
        kernels.derivative(v, K, g)
      }
      const b = u[s]!
      sums[s]!.right(s > 0 ? g : f, U, 1 / h, b)
      for (let l = 0; l < laws.length; l++) b[lawRows[l]!] = 0
      lu.solve(b)
    }
    const last = u[stages - 1]!
    for (let i = 0; i < n; i++) v[i]! += last[i]!
    return true
  }

  /**
   * A step j rounds by ε (r_j + r_−j) what its participants have in sum, such as A + B for A ⇌ B; that is as much
   * as the more abundant side, which is as abundant as its rarest species.
   */
  function drowns(y: Float64Array, K: Float64Array, ctl: Float64Array): boolean {
    kernels.rates(y, K, r)
    const limit = NOISE_SHARE / (Number.EPSILON * ctl[CTL.h]!)
    for (let j = 0; j < m; j++) {
      const pool = Math.max(rarest(reactants, j, y), rarest(products, j, y))
      if (!(r[j]! + r[m + j]! <= limit * (ctl[CTL.atol]! + ctl[CTL.rtol]! * pool))) return true
    }
    return false
  }

  return (y, K, ctl) => {
    let left = ctl[CTL.budget]!
    let fresh = false
    while (left-- > 0) {
      if (!fresh) {
        if (drowns(y, K, ctl)) return PAUSE.drowning
        linearise(y, K)
      }
      fresh = true
      const error = trial(y, K, ctl[CTL.h]!) ? u[stages - 1] : undefined
      const verdict = acceptStep(ctl, { y, next: v, unknowns: everySpecies, error })
      if (verdict === 'reject') continue
      if (verdict === 'stuck') return PAUSE.stuck
      y.set(v)
      fresh = false
      if (verdict !== 'go on') return verdict
    }
    return PAUSE.budget
  }
}

/** Species on one side of each step: those of step j in [starts(j), starts(j + 1)). */
interface Sides {
  readonly starts: Int32Array
  readonly species: Int32Array
}

function sidesOf(sides: Network['reactants']): Sides {
  const starts = new Int32Array(sides.length + 1)
  for (const [j, side] of sides.entries()) starts[j + 1] = starts[j]! + side.length
  return { starts, species: Int32Array.from(sides.flat(), ({ species }) => species) }
}

function rarest({ starts, species }: Sides, j: number, y: Float64Array): number {
  let least = starts[j] === starts[j + 1] ? 0 : Infinity
  for (let p = starts[j]!; p < starts[j + 1]!; p++) least = Math.min(least, Math.abs(y[species[p]!]!))
  return least
}

/** Entries of the Jacobian that may differ from zero are 1; row-major, shape (n, n). */
function patternOf({ n, m, nu, reactants, products, modifiers }: Network): Uint8Array {
  const pattern = new Uint8Array(n * n)
  for (let j = 0; j < m; j++) {
    const factors = [modifiers?.[j], modifiers?.[m + j]].flatMap(modifier =>
      modifier === undefined ? [] : [...modifier.linear, ...modifier.powers],
    )
    for (const { species } of [...reactants[j]!, ...products[j]!, ...factors])
      for (let i = 0; i < n; i++) if (nu[i]![j] !== 0) pattern[i * n + species] = 1
  }
  return pattern
}
