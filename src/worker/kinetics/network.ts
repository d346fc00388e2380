import { type Mechanism, type Term } from '../../shared/mechanism.js'
import { conservationLaws } from './conservation.js'

/** `count` molecules of surface species `species` taking part in a step. */
export interface Participant {
  readonly species: number
  readonly count: number
}

/**
 * A mechanism as numbers. With gas activities folded into the constants, the one-way rates of step j
 * are K_j Π θ^count over `reactants[j]` and K_(m+j) Π θ^count over `products[j]`, K of shape (2 m).
 */
export interface Network {
  /** Surface species, free sites included. */
  readonly n: number
  /** Elementary steps. */
  readonly m: number
  readonly reactants: readonly (readonly Participant[])[]
  readonly products: readonly (readonly Participant[])[]
  /** Net stoichiometric number of each surface species in each step, shape (n, m). */
  readonly nu: readonly (readonly number[])[]
  /** Rows c with Σ_i c_i dθ_i/dt = 0, shape (laws, n); site balances first. */
  readonly laws: readonly Float64Array[]
}

export function networkOf(mechanism: Pick<Mechanism, 'surface' | 'sites' | 'steps'>): Network {
  const n = mechanism.surface.length
  const m = mechanism.steps.length
  const reactants = mechanism.steps.map(step => participants(step.reactants))
  const products = mechanism.steps.map(step => participants(step.products))
  const nu = Array.from({ length: n }, () => new Array<number>(m).fill(0))
  for (let j = 0; j < m; j++) {
    for (const { species, count } of reactants[j]!) nu[species]![j]! -= count
    for (const { species, count } of products[j]!) nu[species]![j]! += count
  }
  const siteBalances = mechanism.sites.map((_, s) =>
    Float64Array.from(mechanism.surface, species => (species.site === s ? species.occupies : 0)),
  )
  return { n, m, reactants, products, nu, laws: conservationLaws(nu, siteBalances) }
}

function participants(terms: readonly Term[]): Participant[] {
  const counts = new Map<number, number>()
  for (const term of terms)
    if ('surface' in term) counts.set(term.surface, (counts.get(term.surface) ?? 0) + term.count)
  return [...counts].map(([species, count]) => ({ species, count }))
}
