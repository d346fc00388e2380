import type { Literal } from './python-literals.js'
import type { Catmap } from './catmap.js'

/** A species of a reaction expression. */
export interface CatmapTerm {
  readonly count: number
  /** Without its site: `CO`, `O-CO`; empty for a free site. */
  readonly formula: string
  /** `g` for a gas, else the letter of its site. */
  readonly site: string
}

export interface CatmapStep {
  readonly reactants: readonly CatmapTerm[]
  readonly transition: readonly CatmapTerm[] | undefined
  readonly products: readonly CatmapTerm[]
}

export interface CatmapSteps {
  readonly steps: readonly CatmapStep[]
  readonly gases: readonly string[]
  /** Site types by letter, and the name of their free site in a model file. */
  readonly sites: readonly { readonly letter: string; readonly name: string }[]
  /** Name of a term in a model file. */
  readonly nameOf: (term: CatmapTerm) => string
}

const ARROW = /<->|<=>|->|=>/
const TERM = /^(\d+)?\s*(.+)$/

/** `CO_g + *_s -> CO*`, or with a transition state `CO* + O* <-> O-CO* + * -> CO2_g + 2*`; all are reversible. */
export function readCatmapSteps(
  { refuse }: Catmap,
  expressions: readonly Literal[],
): CatmapSteps | undefined {
  const steps: CatmapStep[] = []
  for (const expression of expressions) {
    const [text = '', ...options] = String(expression).split(';')
    if (options.length > 0)
      return refuse(
        'rxn_expressions',
        'unsupported',
        `The option "${options.join(';').trim()}" of "${text.trim()}" is not imported.`,
        'Remove it; potentials and the like are beyond this import.',
      )
    const sides = text.split(ARROW).map(readSide)
    if (sides.length < 2 || sides.length > 3 || sides.some(side => side === undefined))
      return refuse(
        'rxn_expressions',
        'bad-equation',
        `"${text.trim()}" is not an elementary step.`,
        'Write "CO_g + * -> CO*" or "A* <-> TS* -> B*".',
      )
    steps.push({
      reactants: sides[0]!,
      transition: sides.length === 3 ? sides[1] : undefined,
      products: sides.at(-1)!,
    })
  }
  const terms = steps.flatMap(step => [...step.reactants, ...(step.transition ?? []), ...step.products])
  const letters = [...new Set(terms.filter(term => term.site !== 'g').map(term => term.site))]
  const siteName = (letter: string): string => (letter === letters[0] ? '*' : `*_${letter}`)
  return {
    steps,
    gases: [...new Set(terms.filter(term => term.site === 'g').map(term => term.formula))],
    sites: letters.map(letter => ({ letter, name: siteName(letter) })),
    nameOf: ({ formula, site }) => (site === 'g' ? formula : `${formula}${siteName(site)}`),
  }
}

function readSide(text: string): CatmapTerm[] | undefined {
  const terms = text.split('+').map(piece => readTerm(piece.trim()))
  return terms.includes(undefined) ? undefined : (terms as CatmapTerm[])
}

/** `2CO*`, `CO_s`, `*_t`, `CO_g`; a star without a letter is the site s. */
function readTerm(text: string): CatmapTerm | undefined {
  const [, digits, name = ''] = text.match(TERM) ?? []
  const [, formula, star, letter] = name.match(/^([A-Za-z][A-Za-z0-9-]*)?(\*)?(?:_([a-z]))?$/) ?? []
  if (formula === undefined && star === undefined) return undefined
  if (star === undefined && letter === undefined) return undefined
  return { count: digits === undefined ? 1 : Number(digits), formula: formula ?? '', site: letter ?? 's' }
}
