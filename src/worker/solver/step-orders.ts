import { type Network } from '../kinetics/network.js'

/**
 * ∂ln r/∂ln θ of all one-way rates, sparse: entries [starts(j), starts(j + 1)) of `species` and `values`
 * belong to rate j. They are the numbers of molecules of mass action, and w θ for exp(w θ) and m for θ^m.
 */
export interface StepOrders {
  readonly starts: Int32Array
  readonly species: Int32Array
  readonly values: Float64Array
  /** Brings those beyond mass action up to date with coverages y and constants K. */
  readonly note: (y: Float64Array, K: Float64Array) => void
}

export function makeStepOrders({ m, reactants, products, modifiers }: Network): StepOrders {
  const starts = new Int32Array(2 * m + 1)
  const species: number[] = []
  const counts: number[] = []
  const beyond: { readonly at: number; readonly slot: number; readonly species: number | undefined }[] = []
  for (const [j, side] of [...reactants, ...products].entries()) {
    for (const participant of side) {
      species.push(participant.species)
      counts.push(participant.count)
    }
    const { linear, powers } = modifiers?.[j] ?? { linear: [], powers: [] }
    for (const factor of linear) beyond.push({ at: species.push(factor.species) - 1, ...factor })
    for (const { slot, species: base } of powers)
      beyond.push({ at: species.push(base) - 1, slot, species: undefined })
    while (counts.length < species.length) counts.push(0)
    starts[j + 1] = species.length
  }
  const values = Float64Array.from(counts)

  function note(y: Float64Array, K: Float64Array): void {
    for (const { at, slot, species: factor } of beyond)
      values[at] = factor === undefined ? K[slot]! : K[slot]! * y[factor]!
  }

  return { starts, species: Int32Array.from(species), values, note }
}
