import { type Network } from '../kinetics/network.js'
import * as dd from './double-double.js'
import { makeExtendedKernels } from './extended-kernels.js'
import { factorisePair, makePair, type Pair, solvePair } from './extended-lu.js'
import { acceptStep, type Attempt } from './rodas-control.js'
import { CTL, type Integrate, PAUSE, RODAS4 } from './rodas4.js'

/**
 * RODAS4 in double-double arithmetic.
 *
 * Where adsorption equilibrates 1e13 times a second and the surface needs years, double precision loses the
 * slow mode in the rounding of the fast ones: the step size collapses or the trajectory drifts. With 32
 * digits thirty decades of time fit. Some fifty times slower, so only for points that need it.
 *
 * The low parts of y live here between calls; a call at t = 0 begins afresh.
 */
export function makeExtendedIntegrator(network: Network): Integrate {
  const { n } = network
  const { a, c, gamma, stages } = RODAS4
  const kernels = makeExtendedKernels(network)
  const J = makePair(n * n)
  const W = makePair(n * n)
  const pivot = new Int32Array(n)
  const state = makePair(n)
  const f = makePair(n)
  const v = makePair(n)
  const u = Array.from({ length: stages }, () => makePair(n))

  function derivative(at: Pair, K: Float64Array, out: Pair): void {
    kernels.rates(at, K)
    for (let i = 0; i < n; i++) {
      kernels.balance(i)
      out.hi[i] = dd.hi
      out.lo[i] = dd.lo
    }
  }

  /** out[i] += factor · x[i] */
  function addScaled(out: Pair, x: Pair, factor: number): void {
    for (let i = 0; i < n; i++) {
      dd.multiply(x.hi[i]!, x.lo[i]!, factor, 0)
      dd.add(out.hi[i]!, out.lo[i]!, dd.hi, dd.lo)
      out.hi[i] = dd.hi
      out.lo[i] = dd.lo
    }
  }

  const assign = (out: Pair, x: Pair): void => {
    out.hi.set(x.hi)
    out.lo.set(x.lo)
  }

  function linearise(h: number): boolean {
    for (let k = 0; k < n * n; k++) {
      W.hi[k] = -J.hi[k]!
      W.lo[k] = -J.lo[k]!
    }
    dd.divide(1 / gamma, 0, h, 0)
    const dh = dd.hi
    const dl = dd.lo
    for (let k = 0; k < n * n; k += n + 1) {
      dd.add(W.hi[k]!, W.lo[k]!, dh, dl)
      W.hi[k] = dd.hi
      W.lo[k] = dd.lo
    }
    return factorisePair(W, pivot, n)
  }

  /** One trial step: leaves y1 in v and the error estimate in the last u; false when W is singular. */
  function trial(K: Float64Array, h: number): boolean {
    if (!linearise(h)) return false
    for (let s = 0; s < stages; s++) {
      const b = u[s]!
      if (s === 0) assign(b, f)
      else {
        assign(v, state)
        for (let j = 0; j < s; j++) addScaled(v, u[j]!, a[s]![j]!)
        derivative(v, K, b)
        for (let j = 0; j < s; j++) addScaled(b, u[j]!, c[s]![j]! / h)
      }
      solvePair(W, pivot, n, b)
    }
    addScaled(v, u[stages - 1]!, 1)
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
      if (!fresh) {
        derivative(state, K, f)
        kernels.jacobian(state, K, J)
        fresh = true
      }
      const solved = trial(K, ctl[CTL.h]!)
      const attempt: Attempt = { y, next: v.hi, error: solved ? u[stages - 1]!.hi : undefined }
      const verdict = acceptStep(ctl, attempt)
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
