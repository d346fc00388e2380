/** A species in an equation as written, with its position in the text. */
export interface WrittenTerm {
  readonly name: string
  readonly count: number
  readonly at: number
}

export interface Equation {
  readonly reactants: readonly WrittenTerm[]
  readonly transitionState: readonly WrittenTerm[] | undefined
  readonly products: readonly WrittenTerm[]
  readonly reversible: boolean
}

export interface EquationTrouble {
  readonly at: number
  readonly message: string
  readonly remedy: string
}

const ARROW = /<?[-=]{1,2}>/g
const TERM = /^(\d+(?:\.\d+)?)?\s*(\S+)$/
/** `CO`, `CO_g`, `CO(g)`, `O-CO*`, `CO*_t`, `*`, `*_t`. */
const SPECIES = /^(?:[A-Za-z][A-Za-z0-9_()-]*)?(?:\*(?:_[A-Za-z0-9]+)?)?$/
const MAX_COUNT = 20

/**
 * Reads an elementary step as the field writes it: `CO + * <-> CO*`, or with its transition state
 * `O2 + 2* <-> O-O* + * -> 2 O*`. `<->` and `<=>` are reversible, `->` and `=>` are not; of a step with
 * two arrows one reversible arrow makes the whole reversible.
 */
export function parseEquation(text: string): Equation | EquationTrouble {
  const arrows = [...text.matchAll(ARROW)]
  if (arrows.length < 1 || arrows.length > 2)
    return {
      at: arrows[2]?.index ?? 0,
      message: arrows.length === 0 ? 'The equation has no arrow.' : 'The equation has more than two arrows.',
      remedy: 'Write "A + B <-> C" or, with a transition state, "A + B <-> TS -> C".',
    }
  const sides: WrittenTerm[][] = []
  let start = 0
  for (const end of [...arrows.map(arrow => arrow.index), text.length]) {
    const side = parseSide(text.slice(start, end), start)
    if ('message' in side) return side
    sides.push(side)
    start = end + (arrows.find(arrow => arrow.index === end)?.[0].length ?? 0)
  }
  return {
    reactants: merge(sides[0]!),
    transitionState: sides.length === 3 ? merge(sides[1]!) : undefined,
    products: merge(sides.at(-1)!),
    reversible: arrows.some(arrow => arrow[0].startsWith('<')),
  }
}

function parseSide(text: string, start: number): WrittenTerm[] | EquationTrouble {
  const terms: WrittenTerm[] = []
  let at = start
  for (const piece of text.split('+')) {
    const place = at + piece.length - piece.trimStart().length
    const term = parseTerm(piece.trim(), place)
    if ('message' in term) return term
    terms.push(term)
    at += piece.length + 1
  }
  return terms
}

function parseTerm(text: string, at: number): WrittenTerm | EquationTrouble {
  if (text === '')
    return { at, message: 'A species is missing here.', remedy: 'Put a species between + signs and arrows.' }
  const [, digits, name = ''] = text.match(TERM) ?? []
  if (name === '' || !SPECIES.test(name))
    return {
      at,
      message: `"${text}" is not a species.`,
      remedy: 'Write gases as CO, adsorbates as CO*, free sites as *, with + between them.',
    }
  const count = digits === undefined ? 1 : Number(digits)
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT)
    return {
      at,
      message: `The coefficient ${digits} is not usable in an elementary step.`,
      remedy: `Use whole numbers from 1 to ${MAX_COUNT}.`,
    }
  return { name, count, at }
}

function merge(terms: readonly WrittenTerm[]): WrittenTerm[] {
  const merged = new Map<string, WrittenTerm>()
  for (const term of terms) {
    const known = merged.get(term.name)
    merged.set(term.name, known ? { ...known, count: known.count + term.count } : term)
  }
  return [...merged.values()]
}

export const isSurfaceName = (name: string): boolean => name.includes('*')

/** `*` for `CO*`, `*_t` for `CO*_t`: the free site of the type an adsorbate sits on. */
export const siteOf = (name: string): string => name.slice(name.indexOf('*'))

/** `CO` for `CO*`. */
export const formulaOf = (name: string): string => name.slice(0, name.indexOf('*'))

/** `CO_g` and `CO(g)` are other ways to write the gas `CO`. */
export const withoutGasMark = (name: string): string => name.replace(/(?:_g|\(g\))$/, '')
