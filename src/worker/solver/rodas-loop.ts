import { dependentSpecies } from '../kinetics/conservation.js'
import { type Kernels } from '../kinetics/kernels.js'
import { type Network } from '../kinetics/network.js'
import { factorise, solveFactorised } from './dense-lu.js'
import { acceptStep } from './rodas-control.js'
import { CTL, type Integrate, PAUSE, RODAS5P } from './rodas5p.js'

/**
 * RODAS5P for mechanisms of any size, with loops over species and a dense LU; otherwise as
 * `makeUnrolledIntegrator`: conserved totals are solved for one species each. Allocates once.
 *
 * @param observe called with (t, y) after each accepted step
 */
export function makeLoopIntegrator(
  { n, laws }: Pick<Network, 'n' | 'laws'>,
  kernels: Kernels,
  observe?: (t: number, y: Float64Array) => void,
): Integrate {
  const { a, c, gamma, stages, chained } = RODAS5P
  const dependents = dependentSpecies(laws)
  const free = unknownSpecies(n, dependents)
  const size = free.length
  const totals = new Float64Array(dependents.length)
  const full = new Float64Array(n * n)
  const J = new Float64Array(size * size)
  const W = new Float64Array(size * size)
  const pivot = new Int32Array(size)
  const f = new Float64Array(n)
  const g = new Float64Array(n)
  const v = new Float64Array(n)
  const b = new Float64Array(size)
  const u = Array.from({ length: stages }, () => new Float64Array(size))

  function noteTotals(y: Float64Array): void {
    for (const [d, { species, coefficients }] of dependents.entries()) {
      totals[d] = y[species]!
      for (const i of free) totals[d]! += coefficients[i]! * y[i]!
    }
  }

  /** Sets the dependent coverages at a point of which the others are given. */
  function close(point: Float64Array): void {
    for (const [d, { species, coefficients }] of dependents.entries()) {
      let rest = totals[d]!
      for (let r = 0; r < size; r++) rest -= coefficients[free[r]!]! * point[free[r]!]!
      point[species] = rest
    }
  }

  function linearise(y: Float64Array, K: Float64Array): void {
    kernels.derivative(y, K, f)
    kernels.jacobian(y, K, full)
    for (let r = 0; r < size; r++)
      for (let s = 0; s < size; s++) {
        let entry = full[free[r]! * n + free[s]!]!
        for (const { species, coefficients } of dependents)
          entry -= full[free[r]! * n + species]! * coefficients[free[s]!]!
        J[r * size + s] = entry
      }
  }

  /** One trial step from y: leaves y1 in v and the error estimate in the last u; false when W is singular. */
  function trial(y: Float64Array, K: Float64Array, h: number): boolean {
    const diagonal = 1 / (gamma * h)
    for (let k = 0; k < size * size; k++) W[k] = -J[k]!
    for (let k = 0; k < size * size; k += size + 1) W[k]! += diagonal
    if (factorise(W, pivot, size) === 0) return false
    for (let s = 0; s < stages; s++) {
      if (s > 0) {
        for (let r = 0; r < size; r++) {
          let sum = s >= chained ? v[free[r]!]! + u[s - 1]![r]! : y[free[r]!]!
          if (s < chained) for (let j = 0; j < s; j++) sum += a[s]![j]! * u[j]![r]!
          v[free[r]!] = sum
        }
        close(v)
      }
      if (s > 0) kernels.derivative(v, K, g)
      for (let r = 0; r < size; r++) {
        let sum = 0
        for (let j = 0; j < s; j++) sum += c[s]![j]! * u[j]![r]!
        b[r] = (s > 0 ? g : f)[free[r]!]! + sum / h
      }
      solveFactorised(W, pivot, size, b)
      u[s]!.set(b)
    }
    for (let r = 0; r < size; r++) v[free[r]!]! += b[r]!
    close(v)
    return true
  }

  return (y, K, ctl) => {
    noteTotals(y)
    let left = ctl[CTL.budget]!
    let fresh = false
    while (left-- > 0) {
      if (!fresh) linearise(y, K)
      fresh = true
      const solved = trial(y, K, ctl[CTL.h]!)
      const verdict = acceptStep(ctl, {
        y,
        next: v,
        unknowns: free,
        error: solved ? u[stages - 1] : undefined,
      })
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

/** The species that conservation laws leave unknown. */
function unknownSpecies(n: number, dependents: readonly { readonly species: number }[]): number[] {
  return Array.from({ length: n }, (_, i) => i).filter(i => !dependents.some(({ species }) => species === i))
}
