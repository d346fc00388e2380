import { type Network, type Participant } from './network.js'

/** How generated code spells a coverage and an effective rate constant. */
export interface Spelling {
  readonly y: (species: number) => string
  readonly K: (index: number) => string
}

/** Below this a coverage counts as this in a power, so that no derivative is infinite. */
const LEAST_BASE = 1e-100

/** One-way rate j (forward in [0, m), reverse in [m, 2 m)) as an expression; needs `modifierStatements` before. */
export function rateExpression(network: Network, j: number, spelling: Spelling): string {
  const factors = sideOf(network, j).flatMap(({ species, count }) =>
    Array<string>(count).fill(spelling.y(species)),
  )
  return [spelling.K(j), ...factors, ...modifierName(network, j)].join('*')
}

const sideOf = ({ m, reactants, products }: Network, j: number): readonly Participant[] =>
  j < m ? reactants[j]! : products[j - m]!

const modifierName = ({ modifiers }: Network, j: number): string[] =>
  modifiers?.[j] === undefined ? [] : [`e${j}`]

/** Statements that give each factor beyond mass action its name, `e` and the index of the rate. */
export function modifierStatements({ modifiers = [] }: Network, spelling: Spelling): string[] {
  return modifiers.flatMap((modifier, j) => {
    if (modifier === undefined) return []
    const { linear, powers } = modifier
    const sum = linear.map(({ species, slot }) => `${spelling.K(slot)}*${spelling.y(species)}`).join('+')
    const factors = powers.map(
      ({ species, slot }) => `Math.pow(Math.max(${spelling.y(species)},${LEAST_BASE}),${spelling.K(slot)})`,
    )
    return [`const e${j}=${[...(sum === '' ? [] : [`Math.exp(${sum})`]), ...factors].join('*')};`]
  })
}

/** ∂/∂θ_by of a one-way rate; undefined where it vanishes identically. */
function rateDerivative(network: Network, j: number, by: number, spelling: Spelling): string | undefined {
  const product = productDerivative(spelling.K(j), sideOf(network, j), by, spelling)
  const modifier = network.modifiers?.[j]
  if (modifier === undefined) return product
  const rate = rateExpression(network, j, spelling)
  const terms = [
    ...(product === undefined ? [] : [`${product}*e${j}`]),
    ...modifier.linear
      .filter(({ species }) => species === by)
      .map(({ slot }) => `${rate}*${spelling.K(slot)}`),
    ...modifier.powers
      .filter(({ species }) => species === by)
      .map(({ slot }) => `${rate}*${spelling.K(slot)}/Math.max(${spelling.y(by)},${LEAST_BASE})`),
  ]
  return terms.length === 0 ? undefined : `(${terms.join('+')})`
}

/** ∂/∂θ_by of K Π θ over one side. */
function productDerivative(
  K: string,
  side: readonly Participant[],
  by: number,
  spelling: Spelling,
): string | undefined {
  const own = side.find(({ species }) => species === by)
  if (own === undefined) return undefined
  const factors = side.flatMap(({ species, count }) =>
    Array<string>(species === by ? count - 1 : count).fill(spelling.y(species)),
  )
  const leading = own.count === 1 ? [K] : [String(own.count), K]
  return [...leading, ...factors].join('*')
}

/** Σ coefficient · term with coefficients ±1 spelt as signs; `0` when empty. */
export function linearCombination(terms: readonly (readonly [number, string])[]): string {
  const text = terms
    .filter(([coefficient]) => coefficient !== 0)
    .map(([coefficient, term], index) => {
      const size = Math.abs(coefficient)
      const sign = coefficient < 0 ? '-' : index === 0 ? '' : '+'
      return size === 1 ? `${sign}${term}` : `${sign}${size}*${term}`
    })
    .join('')
  return text === '' ? '0' : text
}

/** dθ_i/dt in terms of net rates spelt `q(j)`. */
export function derivativeExpression({ nu, m }: Network, i: number, q: (j: number) => string): string {
  return linearCombination(Array.from({ length: m }, (_, j) => [nu[i]![j]!, q(j)] as const))
}

/**
 * The non-zero entries of ∂f_i/∂θ_j: partial derivatives of net rates that are used more than once get
 * a name of their own, which is `partials[step][species]`, or '' where the derivative vanishes.
 */
export function jacobianProgram(
  network: Network,
  spelling: Spelling,
): { statements: string[]; entries: Map<string, string>; partials: readonly (readonly string[])[] } {
  const { n, m, nu } = network
  const statements = modifierStatements(network, spelling)
  const partials: string[][] = []
  for (let j = 0; j < m; j++) {
    partials.push(Array<string>(n).fill(''))
    for (let i = 0; i < n; i++) {
      const forward = rateDerivative(network, j, i, spelling)
      const reverse = rateDerivative(network, m + j, i, spelling)
      if (forward === undefined && reverse === undefined) continue
      const name = `d${j}_${i}`
      statements.push(`const ${name}=${forward ?? ''}${reverse === undefined ? '' : `-${reverse}`};`)
      partials[j]![i] = name
    }
  }
  const entries = new Map<string, string>()
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const terms = Array.from(
        { length: m },
        (_, s) => [partials[s]![j] ? nu[i]![s]! : 0, partials[s]![j]!] as const,
      )
      if (terms.some(([coefficient]) => coefficient !== 0)) entries.set(`${i},${j}`, linearCombination(terms))
    }
  return { statements, entries, partials }
}
