import { compiled } from './compiled.js'
import { jacobianProgram, type Spelling } from './expressions.js'
import { type Network } from './network.js'

/** Derivatives of net rates by coverages, sparse: entry k is that of step `steps[k]` by species `species[k]`. */
export interface Partials {
  readonly steps: Int32Array
  readonly species: Int32Array
  /** Writes the derivatives [s⁻¹] at coverages y, shape (steps.length). */
  readonly evaluate: (y: Float64Array, K: Float64Array, out: Float64Array) => void
}

const arrays: Spelling = { y: i => `y[${i}]`, K: j => `K[${j}]` }

/** Straight-line code like that of makeKernels. */
export function makePartials(network: Network): Partials {
  const { statements, partials } = jacobianProgram(network, arrays)
  const named = partials.flatMap((names, j) =>
    [...names.entries()].filter(([, name]) => name !== '').map(([i, name]) => ({ j, i, name })),
  )
  const code = [...statements, ...named.map(({ name }, k) => `out[${k}]=${name};`)]
  return {
    steps: Int32Array.from(named, ({ j }) => j),
    species: Int32Array.from(named, ({ i }) => i),
    evaluate: compiled('y,K,out', code.join('\n')),
  }
}
