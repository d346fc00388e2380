import { type Network, type Participant } from './network.js'

/** How generated code spells a coverage and an effective rate constant. */
export interface Spelling {
  readonly y: (species: number) => string
  readonly K: (index: number) => string
}

/** `K θ_a θ_a θ_b`, the rate of one side of a step as an expression. */
export function rateExpression(K: string, side: readonly Participant[], spelling: Spelling): string {
  return [K, ...side.flatMap(({ species, count }) => Array<string>(count).fill(spelling.y(species)))].join(
    '*',
  )
}

/** ∂/∂θ_by of the same; undefined where it vanishes identically. */
function rateDerivative(
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
 * a name of their own.
 */
export function jacobianProgram(
  network: Network,
  spelling: Spelling,
): { statements: string[]; entries: Map<string, string> } {
  const { n, m, reactants, products, nu } = network
  const statements: string[] = []
  const partials: string[][] = []
  for (let j = 0; j < m; j++) {
    partials.push(Array<string>(n).fill(''))
    for (let i = 0; i < n; i++) {
      const forward = rateDerivative(spelling.K(j), reactants[j]!, i, spelling)
      const reverse = rateDerivative(spelling.K(m + j), products[j]!, i, spelling)
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
  return { statements, entries }
}
