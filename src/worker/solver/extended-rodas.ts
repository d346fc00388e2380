import { type Network } from '../kinetics/network.js'
import * as dd from './double-double.js'
import { makeExtendedKernels } from './extended-kernels.js'
import { factorisePair, makePair, type Pair, solvePair } from './extended-lu.js'
import { acceptStep } from './rodas-control.js'
import { CTL, type Integrate, PAUSE, RODAS5P } from './rodas5p.js'

/**
 * RODAS5P in double-double arithmetic.
 *
 * Where adsorption equilibrates 1e13 times a second and the surface needs years, double precision loses the
 * slow mode in the rounding of the fast ones: the step size collapses or the trajectory drifts. With 32
 * digits thirty decades of time fit. Some fifty times slower, so only for points that need it.
 *
 * All coverages are unknowns, so that tiny ones keep their relative accuracy. Each conservation law c takes
 * the row of its most abundant species, as Σ c_i u_i = 0, which the other rows imply: over a long step the
 * rounding of that row would otherwise make sites.
 *
 * The low parts of y live here between calls; a call at t = 0 begins afresh.
 */
export function makeExtendedIntegrator(network: Network): Integrate {
  const { n, laws } = network
  const { a, c, gamma, stages, chained } = RODAS5P
  const species = Array.from({ length: n }, (_, i) => i)
  const kernels = makeExtendedKernels(network)
  const J = makePair(n * n)
  const W = makePair(n * n)
  const pivot = new Int32Array(n)
  const lawRows = new Int32Array(laws.length)
  const state = makePair(n)
  const f = makePair(n)
  const v = makePair(n)
  const u = Array.from({ length: stages }, () => makePair(n))

  /** x[at] += factor · (h + l) */
  function addTo(x: Pair, at: number, h: number, l: number, factor: number): void {
    dd.multiply(h, l, factor, 0)
    dd.add(x.hi[at]!, x.lo[at]!, dd.hi, dd.lo)
    x.hi[at] = dd.hi
    x.lo[at] = dd.lo
  }

  function assign(out: Pair, x: Pair): void {
    out.hi.set(x.hi)
    out.lo.set(x.lo)
  }

  function derivative(at: Pair, K: Float64Array, out: Pair): void {
    kernels.rates(at, K)
    for (let i = 0; i < n; i++) {
      kernels.balance(i)
      out.hi[i] = dd.hi
      out.lo[i] = dd.lo
    }
  }

  /** Gives each law the row of a species of its own, the most abundant one left. */
  function chooseLawRows(): void {
    lawRows.fill(-1)
    for (const [l, law] of laws.entries()) {
      let most = -1
      for (let i = 0; i < n; i++) {
        const weight = Math.abs(law[i]! * state.hi[i]!)
        if (law[i] === 0 || lawRows.includes(i) || weight <= most) continue
        most = weight
        lawRows[l] = i
      }
    }
  }

  function linearise(K: Float64Array): void {
    derivative(state, K, f)
    kernels.jacobian(state, K, J)
    chooseLawRows()
  }

  function factor(h: number): boolean {
    for (let k = 0; k < n * n; k++) {
      W.hi[k] = -J.hi[k]!
      W.lo[k] = -J.lo[k]!
    }
    for (let k = 0; k < n * n; k += n + 1) addTo(W, k, 1 / (gamma * h), 0, 1)
    for (const [l, law] of laws.entries()) {
      W.hi.set(law, lawRows[l]! * n)
      W.lo.fill(0, lawRows[l]! * n, (lawRows[l]! + 1) * n)
    }
    return factorisePair(W, pivot, n)
  }

  /** One trial step: leaves y1 in v and the error estimate in the last u; false when W is singular. */
  function trial(K: Float64Array, h: number): boolean {
    if (!factor(h)) return false
    for (let s = 0; s < stages; s++) {
      const b = u[s]!
      if (s === 0) assign(b, f)
      else {
        if (s < chained) assign(v, state)
        for (let i = 0; i < n; i++)
          for (let j = s < chained ? 0 : s - 1; j < s; j++) addTo(v, i, u[j]!.hi[i]!, u[j]!.lo[i]!, a[s]![j]!)
        derivative(v, K, b)
        for (let i = 0; i < n; i++)
          for (let j = 0; j < s; j++) addTo(b, i, u[j]!.hi[i]!, u[j]!.lo[i]!, c[s]![j]! / h)
      }
      for (const row of lawRows) b.hi[row] = b.lo[row] = 0
      solvePair(W, pivot, n, b)
    }
    const last = u[stages - 1]!
    for (let i = 0; i < n; i++) addTo(v, i, last.hi[i]!, last.lo[i]!, 1)
    return true
  }

  return (y, K, ctl) => {
    if (ctl[CTL.t] === 0) {
      state.hi.set(y)
      state.lo.fill(0)
    }
    let left = ctl[CTL.budget]!
    let fresh = false
    while (left-- > 0) {
      if (!fresh) linearise(K)
      fresh = true
      const error = trial(K, ctl[CTL.h]!) ? u[stages - 1]!.hi : undefined
      const verdict = acceptStep(ctl, { y, next: v.hi, unknowns: species, error })
      if (verdict === 'reject') continue
      if (verdict === 'stuck') return PAUSE.stuck
      assign(state, v)
      y.set(state.hi)
      fresh = false
      if (verdict !== 'go on') return verdict
    }
    return PAUSE.budget
  }
}
