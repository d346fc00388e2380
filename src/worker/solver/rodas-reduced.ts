import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { makePartials } from '../kinetics/partials.js'
import { factorise, solveFactorised } from './dense-lu.js'
import { acceptStep } from './rodas-control.js'
import { CTL, type Integrate, PAUSE, RODAS5P } from './rodas5p.js'
import { makeStoichiometricBasis } from './stoichiometric-basis.js'

/**
 * RODAS5P with the balances of StoichiometricBasis, fitted anew to the flux of each step: T W u = T b instead of
 * W u = b, with T N formed exactly. A slow mode does not drown in the rounding of fast steps, because these
 * stand in no equation that decides it; so doubles follow what takes 32 digits otherwise.
 *
 * All coverages are unknowns, so that tiny ones keep their relative accuracy; a conservation law c is the
 * equation Σ c_i u_i = 0.
 */
export function makeReducedIntegrator(network: Network, kernels: Kernels): Integrate {
  const { n, m, laws } = network
  const { a, c, gamma, stages, chained } = RODAS5P
  const basis = makeStoichiometricBasis(network.nu)
  const { rank } = basis
  const partials = makePartials(network)
  const everySpecies = Array.from({ length: n }, (_, i) => i)
  const r = new Float64Array(2 * m)
  const net = new Float64Array(m)
  const weights = new Float64Array(m)
  const D = new Float64Array(partials.steps.length)
  const J = new Float64Array(rank * n)
  const W = new Float64Array(n * n)
  const scale = new Float64Array(n)
  const pivot = new Int32Array(n)
  const f = new Float64Array(rank)
  const g = new Float64Array(rank)
  const v = new Float64Array(n)
  const b = new Float64Array(n)
  const sum = new Float64Array(n)
  const u = Array.from({ length: stages }, () => new Float64Array(n))
  const firstOfStep = firstEntries(partials.steps, m)

  function derivative(y: Float64Array, K: Float64Array, out: Float64Array): void {
    kernels.rates(y, K, r)
    for (let j = 0; j < m; j++) net[j] = r[j]! - r[m + j]!
    combine(net, out)
  }

  /** T N q */
  function combine(q: Float64Array, out: Float64Array): void {
    const { columns, starts, rates } = basis
    for (let i = 0; i < rank; i++) {
      let value = 0
      for (let at = starts[i]!; at < starts[i + 1]!; at++)
        value += rates[i * m + columns[at]!]! * q[columns[at]!]!
      out[i] = value
    }
  }

  function linearise(y: Float64Array, K: Float64Array): void {
    kernels.rates(y, K, r)
    for (let j = 0; j < m; j++) {
      net[j] = r[j]! - r[m + j]!
      weights[j] = Math.abs(r[j]!) + Math.abs(r[m + j]!)
    }
    basis.fit(weights)
    combine(net, f)
    partials.evaluate(y, K, D)
    const { columns, starts, rates } = basis
    J.fill(0)
    for (let i = 0; i < rank; i++)
      for (let at = starts[i]!; at < starts[i + 1]!; at++) {
        const j = columns[at]!
        const share = rates[i * m + j]!
        for (let k = firstOfStep[j]!; k < firstOfStep[j + 1]!; k++)
          J[i * n + partials.species[k]!]! += share * D[k]!
      }
  }

  /** Factorises the rows divided by their largest entry for the coverages at hand; false when singular. */
  function factor(y: Float64Array, h: number, atol: number): boolean {
    const diagonal = 1 / (gamma * h)
    for (let i = 0; i < n; i++) {
      let most = 0
      for (let s = 0; s < n; s++) {
        const at = i * n + s
        const entry = i < rank ? basis.species[at]! * diagonal - J[at]! : laws[i - rank]![s]!
        W[at] = entry
        most = Math.max(most, Math.abs(entry) * Math.max(y[s]!, atol))
      }
      scale[i] = 1 / most
      for (let s = 0; s < n; s++) W[i * n + s]! *= scale[i]!
    }
    return factorise(W, pivot, n) !== 0
  }

  /** One trial step from y: leaves y1 in v and the error estimate in the last u; false when W is singular. */
  function trial(y: Float64Array, K: Float64Array, h: number, atol: number): boolean {
    if (!factor(y, h, atol)) return false
    for (let s = 0; s < stages; s++) {
      if (s > 0) {
        if (s < chained) v.set(y)
        for (let j = s < chained ? 0 : s - 1; j < s; j++) addTo(v, u[j]!, a[s]![j]!)
        derivative(v, K, g)
      }
      sum.fill(0)
      for (let j = 0; j < s; j++) addTo(sum, u[j]!, c[s]![j]! / h)
      for (let i = 0; i < rank; i++) {
        let value = s > 0 ? g[i]! : f[i]!
        for (let k = 0; k < n; k++) value += basis.species[i * n + k]! * sum[k]!
        b[i] = value * scale[i]!
      }
      b.fill(0, rank)
      solveFactorised(W, pivot, n, b)
      u[s]!.set(b)
    }
    addTo(v, b, 1)
    return true
  }

  return (y, K, ctl) => {
    let left = ctl[CTL.budget]!
    let fresh = false
    while (left-- > 0) {
      if (!fresh) linearise(y, K)
      fresh = true
      const solved = trial(y, K, ctl[CTL.h]!, ctl[CTL.atol]!)
      const error = solved ? u[stages - 1] : undefined
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

/** x += factor · y */
function addTo(x: Float64Array, y: Float64Array, factor: number): void {
  for (let i = 0; i < x.length; i++) x[i]! += factor * y[i]!
}

/** Where the entries of each step begin in the list of their steps, which rise; shape (m + 1). */
function firstEntries(steps: Int32Array, m: number): Int32Array {
  const first = new Int32Array(m + 1)
  for (const j of steps) first[j + 1]!++
  for (let j = 0; j < m; j++) first[j + 1]! += first[j]!
  return first
}
