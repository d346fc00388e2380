import { type Kernels } from '../kinetics/kernels.js'
import { factorise, solveFactorised } from './dense-lu.js'
import { acceptStep } from './rodas-control.js'
import { CTL, type Integrate, PAUSE, RODAS4 } from './rodas4.js'

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
    let left = ctl[CTL.budget]!
    let fresh = false
    while (left-- > 0) {
      if (!fresh) {
        kernels.derivative(y, K, f)
        kernels.jacobian(y, K, J)
        fresh = true
      }
      const solved = trial(y, K, ctl[CTL.h]!)
      const verdict = acceptStep(ctl, { y, next: v, error: solved ? u[stages - 1] : undefined })
      if (verdict === 'reject') continue
      if (verdict === 'stuck') return PAUSE.stuck
      y.set(v)
      fresh = false
      observe?.(ctl[CTL.t]!, y)
      if (verdict !== 'go on') return verdict
    }
    return PAUSE.budget
  }
}
