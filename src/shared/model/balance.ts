import type { Composition, Term } from '../mechanism.js'
import { type Door, report } from './door.js'
import { type Equation, formulaOf, isSurfaceName, siteOf, type WrittenTerm } from './equation.js'
import { parseFormula } from './formula.js'
import type { StepDraft } from './step-drafts.js'
import type { SpeciesTable } from './steps.js'

type Tally = Map<string, number>

/** Both sides of a step, and its transition state where that is written, have the same atoms and sites. */
export function checkBalance(
  door: Door,
  table: SpeciesTable,
  draft: StepDraft,
  reactants: readonly Term[],
  products: readonly Term[],
): void {
  const { equation, equationCell } = draft
  const left = { atoms: atomsOf(table, reactants), sites: sitesOf(table, reactants) }
  const middle = equation.transitionState && transitionStateOf(table, equation.transitionState)
  const sides = [
    ...(middle ? [{ name: 'the transition state', ...middle, at: equation.transitionState![0]!.at }] : []),
    {
      name: 'the right side',
      atoms: atomsOf(table, products),
      sites: sitesOf(table, products),
      at: equation.products[0]!.at,
    },
  ]
  for (const side of sides) {
    const lostAtoms = side.atoms && difference(left.atoms, side.atoms)
    if (lostAtoms)
      report(door, equationCell, {
        rule: 'element-balance',
        at: side.at,
        message: `Atoms are not balanced: ${tell(lostAtoms, '', side.name)}.`,
        remedy: 'Correct the coefficients or the compositions of the species.',
      })
    const lostSites = difference(left.sites, side.sites)
    if (lostSites)
      report(door, equationCell, {
        rule: 'site-balance',
        at: side.at,
        message: `Sites are not balanced: ${tell(lostSites, ' sites', side.name)}.`,
        remedy: 'Add or remove free sites, for example "+ *" or "2*".',
      })
  }
}

const tell = (d: { key: string; left: number; right: number }, unit: string, side: string): string =>
  `${d.left} ${d.key}${unit} on the left, ${d.right} ${side === 'the right side' ? 'on' : 'in'} ${side}`

function atomsOf(table: SpeciesTable, terms: readonly Term[]): Tally {
  const tally: Tally = new Map()
  for (const term of terms) {
    const species = 'gas' in term ? table.gases[term.gas]! : table.surface[term.surface]!
    addAtoms(tally, species.composition, term.count)
  }
  return tally
}

function sitesOf(table: SpeciesTable, terms: readonly Term[]): Tally {
  const tally: Tally = new Map()
  for (const term of terms) {
    if ('gas' in term) continue
    const species = table.surface[term.surface]!
    add(tally, table.sites[species.site]!.name, term.count * species.occupies)
  }
  return tally
}

/** Transition states are not declared; where their name is no formula, only sites are counted. */
function transitionStateOf(
  table: SpeciesTable,
  terms: readonly WrittenTerm[],
): { atoms: Tally | undefined; sites: Tally } {
  const sites: Tally = new Map()
  let atoms: Tally | undefined = new Map()
  for (const { name, count } of terms) {
    const known = [...table.surface, ...table.gases].find(species => species.name === name)
    if (isSurfaceName(name)) {
      const occupies = known && 'occupies' in known ? known.occupies : 1
      add(sites, known && 'site' in known ? table.sites[known.site]!.name : siteOf(name), count * occupies)
    }
    const formula = isSurfaceName(name) ? formulaOf(name) : name
    const isElement = (symbol: string): boolean => Object.hasOwn(table.masses.relative, symbol)
    const composition = known?.composition ?? (formula === '' ? {} : parseFormula(formula, isElement))
    if (composition && atoms) addAtoms(atoms, composition, count)
    else atoms = undefined
  }
  return { atoms, sites }
}

function addAtoms(tally: Tally, composition: Composition, count: number): void {
  for (const [symbol, n] of Object.entries(composition)) add(tally, symbol, n * count)
}

const add = (tally: Tally, key: string, amount: number): void => {
  tally.set(key, (tally.get(key) ?? 0) + amount)
}

function difference(left: Tally, right: Tally): { key: string; left: number; right: number } | undefined {
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [l, r] = [left.get(key) ?? 0, right.get(key) ?? 0]
    if (l !== r) return { key, left: l, right: r }
  }
  return undefined
}

/** One key for each direction a step runs in; steps that share a key are the same reaction. */
export function directionKeys({ reactants, products, reversible }: Equation): string[] {
  const side = (terms: readonly WrittenTerm[]): string =>
    terms
      .map(term => `${term.count} ${term.name}`)
      .sort()
      .join(' + ')
  const keys = [`${side(reactants)} -> ${side(products)}`]
  return reversible ? [...keys, `${side(products)} -> ${side(reactants)}`] : keys
}
