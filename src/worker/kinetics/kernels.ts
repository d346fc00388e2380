import { compiled } from './compiled.js'
import {
  derivativeExpression,
  jacobianProgram,
  linearCombination,
  modifierStatements,
  rateExpression,
  type Spelling,
} from './expressions.js'
import { type Network } from './network.js'

/** Straight-line code made for one mechanism; all arrays are the caller's. */
export interface Kernels {
  /** One-way rates [s⁻¹], forward then reverse, shape (2 m). */
  readonly rates: (y: Float64Array, K: Float64Array, r: Float64Array) => void
  /**
   * From one-way rates r: gross flux Σ_j |ν_ij| (r_j + r_−j) and net flux Σ_j ν_ij (r_j − r_−j) of each
   * species [s⁻¹], shape (n).
   */
  readonly fluxes: (r: Float64Array, gross: Float64Array, net: Float64Array) => void
  /** dθ/dt [s⁻¹], shape (n). */
  readonly derivative: (y: Float64Array, K: Float64Array, f: Float64Array) => void
  /** ∂(dθ_i/dt)/∂θ_j [s⁻¹], row-major, shape (n, n). */
  readonly jacobian: (y: Float64Array, K: Float64Array, J: Float64Array) => void
}

const arrays: Spelling = { y: i => `y[${i}]`, K: j => `K[${j}]` }

/**
 * Generates the kernels of a network. The text consists of integers of the network and fixed
 * identifiers only, never of names from a model file; see docs/decisions/0002.
 */
export function makeKernels(network: Network): Kernels {
  const { n, m } = network
  const forward = (j: number): string => rateExpression(network, j, arrays)
  const reverse = (j: number): string => rateExpression(network, m + j, arrays)
  const modifiers = modifierStatements(network, arrays)
  const steps = Array.from({ length: m }, (_, j) => j)
  const species = Array.from({ length: n }, (_, i) => i)

  const rates = [...modifiers, ...steps.map(j => `r[${j}]=${forward(j)};r[${m + j}]=${reverse(j)};`)]
  const derivative = [
    ...modifiers,
    ...steps.map(j => `const q${j}=${forward(j)}-${reverse(j)};`),
    ...species.map(i => `f[${i}]=${derivativeExpression(network, i, j => `q${j}`)};`),
  ]
  const fluxes = [
    ...steps.map(j => `const s${j}=r[${j}]+r[${m + j}],q${j}=r[${j}]-r[${m + j}];`),
    ...species.map(
      i =>
        `gross[${i}]=${linearCombination(steps.map(j => [Math.abs(network.nu[i]![j]!), `s${j}`] as const))};`,
    ),
    ...species.map(i => `net[${i}]=${derivativeExpression(network, i, j => `q${j}`)};`),
  ]
  const { statements, entries } = jacobianProgram(network, arrays)
  const jacobian = [
    ...statements,
    ...species.flatMap(i => species.map(j => `J[${i * n + j}]=${entries.get(`${i},${j}`) ?? '0'};`)),
  ]
  return {
    rates: compile('y,K,r', rates),
    fluxes: compile('r,gross,net', fluxes),
    derivative: compile('y,K,f', derivative),
    jacobian: compile('y,K,J', jacobian),
  }
}

const compile = <F>(parameters: string, statements: readonly string[]): F =>
  compiled(parameters, statements.join('\n'))
