import { type Mechanism, type Term } from '../../shared/mechanism.js'
import { conservationLaws } from './conservation.js'
import { type Modifier, modifiersOf } from './modifiers.js'

/** `count` molecules of surface species `species` taking part in a step. */
export interface Participant {
  readonly species: number
  readonly count: number
}

/**
 * A mechanism as numbers. With gas activities folded into the constants, the one-way rates of step j
 * are K_j Π θ^count over `reactants[j]` and K_(m+j) Π θ^count over `products[j]`, times the factors of
 * `modifiers`, whose exponents stand in K behind the 2 m constants.
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
  /** Factors beyond mass action by one-way rate, shape (2 m); undefined when no rate has any. */
  readonly modifiers?: readonly (Modifier | undefined)[]
  /** Length of K; 2 m when absent. */
  readonly constants?: number
}

export const constantsOf = ({ m, constants }: Pick<Network, 'm' | 'constants'>): number => constants ?? 2 * m

export function networkOf(
  mechanism: Pick<Mechanism, 'surface' | 'sites' | 'steps' | 'interactions'>,
): Network {
  const n = mechanism.surface.length
  const m = mechanism.steps.length
  const consumed = mechanism.steps.map(step => participants(step.reactants))
  const reactants = mechanism.steps.map((step, j) =>
    step.orders === undefined ? consumed[j]! : participants(step.orders.filter(wholeOrder)),
  )
  const products = mechanism.steps.map(step => participants(step.products))
  const nu = Array.from({ length: n }, () => new Array<number>(m).fill(0))
  for (let j = 0; j < m; j++) {
    for (const { species, count } of consumed[j]!) nu[species]![j]! -= count
    for (const { species, count } of products[j]!) nu[species]![j]! += count
  }
  const siteBalances = mechanism.sites.map((_, s) =>
    Float64Array.from(mechanism.surface, species => (species.site === s ? species.occupies : 0)),
  )
  const network = { n, m, reactants, products, nu, laws: conservationLaws(nu, siteBalances) }
  const modifiers = modifiersOf(mechanism)
  if (modifiers === undefined) return network
  return { ...network, modifiers: modifiers.ofRate, constants: 2 * m + modifiers.exponents.length }
}

/** Orders that are no whole numbers are powers among the modifiers. */
const wholeOrder = (term: Term): boolean => term.count > 0 && Number.isInteger(term.count)

function participants(terms: readonly Term[]): Participant[] {
  const counts = new Map<number, number>()
  for (const term of terms)
    if ('surface' in term) counts.set(term.surface, (counts.get(term.surface) ?? 0) + term.count)
  return [...counts].map(([species, count]) => ({ species, count }))
}
