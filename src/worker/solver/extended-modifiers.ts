import { type Network } from '../kinetics/network.js'
import * as dd from './double-double.js'
import { exponential, logarithm } from './double-double-functions.js'
import { type Pair } from './extended-lu.js'

/** As in expressions.ts: below this a coverage counts as this in a power. */
const LEAST_BASE = 1e-100

/** The factors beyond mass action in double-double arithmetic; see Network.modifiers. */
export interface ExtendedModifiers {
  /** K_j times its factor at y, left in dd.hi and dd.lo. */
  readonly constant: (j: number, y: Pair, K: Float64Array) => void
  /** Species on which the factor of rate j depends. */
  readonly dependsOn: (j: number) => readonly number[]
  /** ∂ ln(factor of rate j) / ∂θ_by, left in dd.hi and dd.lo. */
  readonly slope: (j: number, by: number, y: Pair, K: Float64Array) => void
}

export function makeExtendedModifiers({ m, modifiers }: Network): ExtendedModifiers {
  const species = Array.from({ length: 2 * m }, (_, j) => {
    const { linear, powers } = modifiers?.[j] ?? { linear: [], powers: [] }
    return [...new Set([...linear, ...powers].map(exponent => exponent.species))]
  })

  function constant(j: number, y: Pair, K: Float64Array): void {
    const modifier = modifiers?.[j]
    if (modifier === undefined) {
      dd.add(K[j]!, 0, 0, 0)
      return
    }
    let h = 0
    let l = 0
    for (const { species: i, slot } of modifier.linear) {
      dd.multiply(y.hi[i]!, y.lo[i]!, K[slot]!, 0)
      dd.add(h, l, dd.hi, dd.lo)
      h = dd.hi
      l = dd.lo
    }
    for (const { species: i, slot } of modifier.powers) {
      if (y.hi[i]! > LEAST_BASE) logarithm(y.hi[i]!, y.lo[i]!)
      else logarithm(LEAST_BASE, 0)
      dd.multiply(dd.hi, dd.lo, K[slot]!, 0)
      dd.add(h, l, dd.hi, dd.lo)
      h = dd.hi
      l = dd.lo
    }
    exponential(h, l)
    dd.multiply(dd.hi, dd.lo, K[j]!, 0)
  }

  function slope(j: number, by: number, y: Pair, K: Float64Array): void {
    const { linear, powers } = modifiers![j]!
    let h = 0
    let l = 0
    for (const { species: i, slot } of linear) if (i === by) h += K[slot]!
    for (const { species: i, slot } of powers) {
      if (i !== by) continue
      dd.divide(K[slot]!, 0, Math.max(y.hi[i]!, LEAST_BASE), y.hi[i]! > LEAST_BASE ? y.lo[i]! : 0)
      dd.add(h, l, dd.hi, dd.lo)
      h = dd.hi
      l = dd.lo
    }
    dd.add(h, l, 0, 0)
  }

  return { constant, dependsOn: j => species[j]!, slope }
}
