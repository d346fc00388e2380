import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { type Network } from '../kinetics/network.js'
import * as dd from './double-double.js'
import { makeExtendedKernels } from './extended-kernels.js'
import { factorisePair, makePair, solvePair } from './extended-lu.js'
import { type SteadySystem } from './steady-system.js'

export interface Mode {
  readonly re: number
  readonly im: number
}

/** Below this ratio to the fastest mode an eigenvalue is computed from the inverse of the matrix instead. */
const SPREAD = 1e-6

/**
 * Makes the function that finds the eigenvalues of the Jacobian on the manifold of conserved totals [s⁻¹],
 * slowest (largest real part) first, at a steady state y for which `system` has chosen present species and
 * law rows.
 *
 * The Jacobian is taken in relative coverages, D⁻¹ J D, which balances it. The fastest and the slowest mode
 * may lie thirty decades apart: slow ones are large eigenvalues of the inverse, formed in double-double
 * arithmetic.
 *
 * @returns modes(y, K): undefined when the matrix is singular even then, that is, a mode does not relax
 */
export function makeModes(network: Network, system: SteadySystem) {
  const { n, laws } = network
  const kernels = makeExtendedKernels(network)
  const state = makePair(n)
  const J = makePair(n * n)
  const reduced = makePair(n * n)
  const column = makePair(n)
  const pivot = new Int32Array(n)
  const free = new Int32Array(n)
  const matrix = new Float64Array(n * n)

  function modes(y: Float64Array, K: Float64Array): Mode[] | undefined {
    const dependents = dependentsOf(system, laws)
    const size = chooseFree(y, dependents)
    reduceDouble(y, size, dependents)
    const direct = eigenvalues(matrix, size)
    let fastest = 0
    let slowest = Infinity
    for (let k = 0; k < size; k++) {
      fastest = Math.max(fastest, magnitude(direct[k]!))
      slowest = Math.min(slowest, magnitude(direct[k]!))
    }
    if (slowest >= SPREAD * fastest) return direct.sort(bySlowness)
    return withSlowModes(
      y,
      K,
      dependents,
      size,
      direct.filter(mode => magnitude(mode) >= SPREAD * fastest),
    )
  }

  /** Adds the slow modes, as large eigenvalues of the inverse, to the fast ones. */
  function withSlowModes(
    y: Float64Array,
    K: Float64Array,
    dependents: readonly Dependent[],
    size: number,
    fast: readonly Mode[],
  ): Mode[] | undefined {
    state.hi.set(y)
    kernels.jacobian(state, K, J)
    reduceExtended(y, size, dependents)
    if (!invert(size)) return undefined
    const slow = eigenvalues(matrix, size)
      .sort((a, b) => magnitude(b) - magnitude(a))
      .slice(0, size - fast.length)
      .map(({ re, im }) => ({ re: re / (re * re + im * im), im: -im / (re * re + im * im) }))
    return [...fast, ...slow].sort(bySlowness)
  }

  /** Lists in `free` the species that the reduced Jacobian is about; returns their number. */
  function chooseFree(y: Float64Array, dependents: readonly Dependent[]): number {
    let size = 0
    for (let i = 0; i < n; i++) {
      if (y[i] === 0 && system.J[i * n + i] === 0) continue
      let dependent = false
      for (let d = 0; d < dependents.length; d++) if (dependents[d]!.species === i) dependent = true
      if (!dependent) free[size++] = i
    }
    return size
  }

  /** Writes the reduced, scaled Jacobian of `system` to `matrix`. */
  function reduceDouble(y: Float64Array, size: number, dependents: readonly Dependent[]): void {
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) {
        const i = free[a]!
        const j = free[b]!
        let entry = system.J[i * n + j]!
        for (let d = 0; d < dependents.length; d++) {
          const { species, law } = dependents[d]!
          entry -= (system.J[i * n + species]! * law[j]!) / law[species]!
        }
        matrix[a * size + b] = (entry * scaleOf(y, j)) / scaleOf(y, i)
      }
  }

  /** Writes the reduced, scaled Jacobian at the pair `J` to `reduced`. */
  function reduceExtended(y: Float64Array, size: number, dependents: readonly Dependent[]): void {
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) {
        const i = free[a]!
        const j = free[b]!
        let h = J.hi[i * n + j]!
        let l = J.lo[i * n + j]!
        for (const { species, law } of dependents) {
          if (law[j] === 0) continue
          dd.multiply(J.hi[i * n + species]!, J.lo[i * n + species]!, law[j]!, 0)
          dd.divide(-dd.hi, -dd.lo, law[species]!, 0)
          dd.add(h, l, dd.hi, dd.lo)
          h = dd.hi
          l = dd.lo
        }
        dd.multiply(h, l, scaleOf(y, j), 0)
        dd.divide(dd.hi, dd.lo, scaleOf(y, i), 0)
        reduced.hi[a * size + b] = dd.hi
        reduced.lo[a * size + b] = dd.lo
      }
  }

  /** Writes the inverse of `reduced`, rounded, to `matrix`; false when it is singular. */
  function invert(size: number): boolean {
    if (!factorisePair(reduced, pivot, size)) return false
    for (let j = 0; j < size; j++) {
      column.hi.fill(0)
      column.lo.fill(0)
      column.hi[j] = 1
      solvePair(reduced, pivot, size, column)
      for (let i = 0; i < size; i++) matrix[i * size + j] = column.hi[i]!
    }
    return true
  }

  return modes
}

interface Dependent {
  readonly species: number
  law: Float64Array
}

/** Makes each dependent species appear in its own law only. */
function decouple(dependents: readonly Dependent[]): void {
  for (const own of dependents)
    for (const other of dependents) {
      if (own === other || other.law[own.species] === 0) continue
      const factor = other.law[own.species]! / own.law[own.species]!
      other.law = other.law.map((value, i) => value - factor * own.law[i]!)
    }
}

function dependentsOf({ present, lawOf, size }: SteadySystem, laws: readonly Float64Array[]): Dependent[] {
  const dependents: Dependent[] = []
  for (let a = 0; a < size; a++)
    if (lawOf[a]! >= 0) dependents.push({ species: present[a]!, law: laws[lawOf[a]!]! })
  if (dependents.length > 1) decouple(dependents)
  return dependents
}

/** An absent species has no coverage to be relative to. */
const scaleOf = (y: Float64Array, i: number): number => (y[i]! > 0 ? y[i]! : 1)

/** Eigenvalues of the row-major matrix in the first size² entries of `values`. */
function eigenvalues(values: Float64Array, size: number): Mode[] {
  if (size === 0) return []
  if (size === 1) return [{ re: values[0]!, im: 0 }]
  if (size === 2) return twoEigenvalues(values[0]!, values[1]!, values[2]!, values[3]!)
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(
    Matrix.from1DArray(size, size, Array.from(values.subarray(0, size * size))),
  )
  return realEigenvalues.map((re, i) => ({ re, im: imaginaryEigenvalues[i]! }))
}

function twoEigenvalues(a: number, b: number, c: number, d: number): Mode[] {
  const half = (a + d) / 2
  const discriminant = ((a - d) / 2) ** 2 + b * c
  if (discriminant < 0) {
    const im = Math.sqrt(-discriminant)
    return [
      { re: half, im },
      { re: half, im: -im },
    ]
  }
  const large = half + (half < 0 ? -1 : 1) * Math.sqrt(discriminant)
  return [
    { re: large, im: 0 },
    { re: large === 0 ? 0 : (a * d - b * c) / large, im: 0 },
  ]
}

const magnitude = ({ re, im }: Mode): number => Math.hypot(re, im)

const bySlowness = (a: Mode, b: Mode): number => b.re - a.re
