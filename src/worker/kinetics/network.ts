import { type Mechanism, type Term } from '../../shared/mechanism.js'
import { conservationLaws } from './conservation.js'
import { type Modifier, modifiersOf } from './modifiers.js'
import { type TankModel, unknownGases, unknownOf } from './tank.js'

/** `count` molecules of the unknown `species` taking part in a step. */
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
  /** Surface species, free sites included, and behind them the gases of a stirred tank; see tank.ts. */
  readonly n: number
  /** Elementary steps, and behind them the flow steps of a stirred tank. */
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

/** Up to here a fully unrolled step stays small enough for the optimising compiler. */
const UNROLL_SPECIES = 8
const UNROLL_STEPS = 20

/** Large mechanisms are solved by other means than small ones. */
export const isLarge = ({ n, m }: Pick<Network, 'n' | 'm'>): boolean => n > UNROLL_SPECIES || m > UNROLL_STEPS

export function networkOf(mechanism: TankModel & Pick<Mechanism, 'sites' | 'interactions'>): Network {
  const { surface, steps } = mechanism
  const gases = Array.from({ length: unknownGases(mechanism) }, (_, g) => g)
  const n = surface.length + gases.length
  const m = steps.length + gases.length
  const side = (terms: readonly Term[]): Participant[] => participants(mechanism, terms)
  const flows = gases.map(g => [{ species: surface.length + g, count: 1 }])
  const nothing = gases.map((): Participant[] => [])
  const consumed = [...steps.map(step => side(step.reactants)), ...nothing]
  const reactants = [
    ...steps.map((step, j) =>
      step.orders === undefined ? consumed[j]! : side(step.orders.filter(wholeOrder)),
    ),
    ...nothing,
  ]
  const products = [...steps.map(step => side(step.products)), ...flows]
  const nu = Array.from({ length: n }, () => new Array<number>(m).fill(0))
  for (let j = 0; j < m; j++) {
    for (const { species, count } of consumed[j]!) nu[species]![j]! -= count
    for (const { species, count } of products[j]!) nu[species]![j]! += count
  }
  const siteBalances = mechanism.sites.map((_, s) =>
    Float64Array.of(
      ...surface.map(species => (species.site === s ? species.occupies : 0)),
      ...gases.map(() => 0),
    ),
  )
  const network = { n, m, reactants, products, nu, laws: conservationLaws(nu, siteBalances) }
  const modifiers = modifiersOf(mechanism)
  if (modifiers === undefined) return network
  return { ...network, modifiers: modifiers.ofRate, constants: 2 * m + modifiers.exponents.length }
}

/** Orders that are no whole numbers are powers among the modifiers. */
const wholeOrder = (term: Term): boolean => term.count > 0 && Number.isInteger(term.count)

function participants(mechanism: TankModel, terms: readonly Term[]): Participant[] {
  const counts = new Map<number, number>()
  for (const term of terms) {
    const species = unknownOf(mechanism, term)
    if (species !== undefined) counts.set(species, (counts.get(species) ?? 0) + term.count)
  }
  return [...counts].map(([species, count]) => ({ species, count }))
}
