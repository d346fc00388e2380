import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix'
import { type Network } from '../kinetics/network.js'
import { type SteadySystem } from './steady-system.js'

export interface Mode {
  readonly re: number
  readonly im: number
}

/** Below this ratio to the fastest mode an eigenvalue of the matrix is taken from its inverse instead. */
const SPREAD = 1e-6

/**
 * Eigenvalues of the Jacobian on the manifold of conserved totals [s⁻¹], slowest (largest real part)
 * first. Needs `system` evaluated and linearised at the steady state y.
 *
 * The Jacobian is taken in relative coverages, D⁻¹ J D, which balances it; the fastest and the slowest
 * mode may lie twenty decades apart, so slow ones are computed as the large eigenvalues of the inverse.
 */
export function modes(network: Network, system: SteadySystem, y: Float64Array): Mode[] {
  const reduced = reducedJacobian(network, system, y)
  const size = reduced.length
  const found =
    size === 0
      ? []
      : size === 1
        ? [{ re: reduced[0]![0]!, im: 0 }]
        : size === 2
          ? twoModes(reduced)
          : manyModes(reduced)
  return found.sort((a, b) => b.re - a.re)
}

function reducedJacobian({ n, laws }: Network, system: SteadySystem, y: Float64Array): number[][] {
  const { J, present, lawOf, size } = system
  const scale = (i: number): number => (y[i]! > 0 ? y[i]! : 1)
  const dependents: { species: number; law: Float64Array }[] = []
  for (let a = 0; a < size; a++)
    if (lawOf[a]! >= 0) dependents.push({ species: present[a]!, law: laws[lawOf[a]!]! })
  if (dependents.length > 1) decouple(dependents)
  const free: number[] = []
  for (let i = 0; i < n; i++)
    if ((y[i]! > 0 || J[i * n + i] !== 0) && !dependents.some(d => d.species === i)) free.push(i)
  return free.map(i =>
    free.map(j => {
      let entry = J[i * n + j]!
      for (const { species, law } of dependents) entry -= (J[i * n + species]! * law[j]!) / law[species]!
      return (entry * scale(j)) / scale(i)
    }),
  )
}

/** Makes each dependent species appear in its own law only. */
function decouple(dependents: { species: number; law: Float64Array }[]): void {
  for (const own of dependents)
    for (const other of dependents) {
      if (own === other || other.law[own.species] === 0) continue
      const factor = other.law[own.species]! / own.law[own.species]!
      other.law = other.law.map((value, i) => value - factor * own.law[i]!)
    }
}

function twoModes([[a, b], [c, d]]: number[][] | [number[], number[]]): Mode[] {
  const half = (a! + d!) / 2
  const determinant = a! * d! - b! * c!
  const discriminant = ((a! - d!) / 2) ** 2 + b! * c!
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
    { re: large === 0 ? 0 : determinant / large, im: 0 },
  ]
}

function manyModes(rows: number[][]): Mode[] {
  const matrix = new Matrix(rows)
  const direct = eigenvalues(matrix)
  const fastest = Math.max(...direct.map(size))
  const slow = direct.filter(mode => size(mode) < SPREAD * fastest).length
  if (slow === 0) return direct
  const fast = direct.filter(mode => size(mode) >= SPREAD * fastest)
  const inverted = eigenvalues(inverse(matrix))
    .sort((a, b) => size(b) - size(a))
    .slice(0, slow)
  return [
    ...fast,
    ...inverted.map(({ re, im }) => ({ re: re / (re * re + im * im), im: -im / (re * re + im * im) })),
  ]
}

function eigenvalues(matrix: Matrix): Mode[] {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrix)
  return realEigenvalues.map((re, i) => ({ re, im: imaginaryEigenvalues[i]! }))
}

const size = ({ re, im }: Mode): number => Math.hypot(re, im)
