import { type Kernels } from '../kinetics/kernels.js'
import { factorise, solveFactorised } from './dense-lu.js'
import { CTL, DIP, GROW, type Integrate, PAUSE, RODAS4, SAFETY, SHRINK } from './rodas4.js'

/**
 * RODAS4 for mechanisms of any size, with loops over species and a dense LU. Allocates once.
 *
 * @param n       species
 * @param observe called with (t, y) after each accepted step
 */
export function makeLoopIntegrator(
  kernels: Kernels,
  n: number,
  observe?: (t: number, y: Float64Array) => void,
): Integrate {
  const { a, c, gamma, stages } = RODAS4
  const J = new Float64Array(n * n)
  const W = new Float64Array(n * n)
  const pivot = new Int32Array(n)
  const f = new Float64Array(n)
  const v = new Float64Array(n)
  const b = new Float64Array(n)
  const u = Array.from({ length: stages }, () => new Float64Array(n))

  /** One trial step from y: leaves y1 in v and the error estimate in u[5]; false when W is singular. */
  function trial(y: Float64Array, K: Float64Array, h: number): boolean {
    const diagonal = 1 / (gamma * h)
    for (let i = 0; i < n * n; i++) W[i] = -J[i]!
    for (let i = 0; i < n; i++) W[i * n + i]! += diagonal
    if (factorise(W, pivot, n) === 0) return false
    for (let s = 0; s < stages; s++) {
      const weights = a[s]!
      const couplings = c[s]!
      if (s === 0) b.set(f)
      else {
        for (let i = 0; i < n; i++) {
          let sum = y[i]!
          for (let j = 0; j < s; j++) sum += weights[j]! * u[j]![i]!
          v[i] = sum
        }
        kernels.derivative(v, K, b)
        for (let i = 0; i < n; i++) {
          let sum = 0
          for (let j = 0; j < s; j++) sum += couplings[j]! * u[j]![i]!
          b[i]! += sum / h
        }
      }
      solveFactorised(W, pivot, n, b)
      u[s]!.set(b)
    }
    for (let i = 0; i < n; i++) v[i]! += b[i]!
    return true
  }

  return (y, K, ctl) => {
    const rtol = ctl[CTL.rtol]!
    const atol = ctl[CTL.atol]!
    let t = ctl[CTL.t]!
    let h = ctl[CTL.h]!
    let left = ctl[CTL.budget]!
    let reason: number = PAUSE.budget
    let fresh = false
    while (left-- > 0) {
      if (!fresh) {
        kernels.derivative(y, K, f)
        kernels.jacobian(y, K, J)
        fresh = true
      }
      let error = NaN
      if (trial(y, K, h)) {
        error = 0
        for (let i = 0; i < n; i++) {
          const scale = atol + rtol * Math.max(Math.abs(y[i]!), Math.abs(v[i]!))
          const e = Math.abs(u[stages - 1]![i]!) / scale
          if (!(e <= error)) error = e
        }
      }
      const factor = error > 0 ? SAFETY / Math.sqrt(Math.sqrt(error)) : error === 0 ? GROW : SHRINK
      if (!(error <= 1)) {
        ctl[CTL.rejected]!++
        h *= Math.max(SHRINK, factor)
        if (h > t * Number.EPSILON && h > 1e-290) continue
        reason = PAUSE.stuck
        break
      }
      let change = 0
      for (let i = 0; i < n; i++) {
        change = Math.max(change, Math.abs(v[i]! - y[i]!) / (Math.abs(v[i]!) + 10 * atol))
        y[i] = v[i]!
      }
      t += h
      if (h > ctl[CTL.hMax]!) ctl[CTL.hMax] = h
      else if (h < DIP * ctl[CTL.hMax]!) ctl[CTL.dip] = 1
      fresh = false
      ctl[CTL.accepted]!++
      observe?.(t, y)
      const calm = change < ctl[CTL.calm]! && h >= ctl[CTL.minStep]!
      h *= Math.min(GROW, Math.max(SHRINK, factor))
      if (t >= ctl[CTL.tEnd]!) reason = PAUSE.end
      else if (calm) reason = PAUSE.calm
      if (reason !== PAUSE.budget) break
    }
    ctl[CTL.t] = t
    ctl[CTL.h] = h
    return reason
  }
}
