import type { Gas, RateLaw, ReverseLaw, SiteType, Step, SurfaceSpecies, Term } from '../mechanism.js'
import { checkBalance, directionKeys } from './balance.js'
import type { Masses } from './composition.js'
import { readCoverage, readOrders, type StepExtras } from './coverage-effects.js'
import { type Door, lineOf, report } from './door.js'
import { isSurfaceName, withoutGasMark, type WrittenTerm } from './equation.js'
import { suggest } from './nearest.js'
import { parameterAt, type Registry } from './parameters.js'
import { type LawContext, readForwardLaw, readReverseLaw } from './rate-laws.js'
import type { StepDraft } from './step-drafts.js'

/** What steps refer to. */
export interface SpeciesTable {
  readonly gases: readonly Gas[]
  /** Gases whose description is broken: reported once, not again in each step. */
  readonly brokenGases: ReadonlySet<string>
  readonly surface: readonly SurfaceSpecies[]
  readonly brokenSurface: ReadonlySet<string>
  readonly sites: readonly SiteType[]
  readonly masses: Masses
}

/** Second pass over `steps`: species looked up, balances checked, rate laws read. */
export function readSteps(
  door: Door,
  registry: Registry,
  table: SpeciesTable,
  drafts: readonly StepDraft[],
): Step[] {
  const directions = new Map<string, number>()
  const steps: Step[] = []
  for (const draft of drafts) {
    const reactants = lookUp(door, table, draft, draft.equation.reactants)
    const products = lookUp(door, table, draft, draft.equation.products)
    let laws: { forward: RateLaw; reverse: ReverseLaw } | undefined
    if (reactants && products) {
      checkBalance(door, table, draft, reactants, products)
      refuseDuplicate(door, draft, directions)
      laws = readLaws(door, registry, table, draft, reactants, products)
    }
    if (!reactants || !products || !laws) continue
    const { label, text } = draft
    const extras = readExtras(door, registry, table, draft, reactants, laws.reverse)
    const line = lineOf(door, draft.cell)
    steps.push({ label, equation: text, reactants, products, ...laws, ...extras, line })
  }
  return steps
}

function lookUp(
  door: Door,
  table: SpeciesTable,
  draft: StepDraft,
  terms: readonly WrittenTerm[],
): Term[] | undefined {
  const found = terms.map(term => lookUpTerm(door, table, draft, term))
  return found.includes(undefined) ? undefined : (found as Term[])
}

function lookUpTerm(door: Door, table: SpeciesTable, draft: StepDraft, term: WrittenTerm): Term | undefined {
  const { name, count, at } = term
  const onSurface = isSurfaceName(name)
  const surface = table.surface.findIndex(species => species.name === name)
  if (surface >= 0) return { surface, count }
  const exact = table.gases.findIndex(gas => gas.name === name)
  const gas = exact >= 0 ? exact : table.gases.findIndex(g => g.name === withoutGasMark(name))
  if (gas >= 0) return { gas, count }
  if (onSurface ? table.brokenSurface.has(name) : table.brokenGases.has(withoutGasMark(name)))
    return undefined
  const known = onSurface ? table.surface.map(s => s.name) : table.gases.map(g => g.name)
  const place = onSurface ? (name.startsWith('*') ? 'sites' : 'adsorbates') : 'gases'
  return report(door, draft.equationCell, {
    rule: 'unknown-species',
    at,
    value: name,
    message: `The species ${name} is not known.`,
    remedy: `${suggest(name, known)} Or add it under "${place}".`,
  })
}

function refuseDuplicate(door: Door, draft: StepDraft, directions: Map<string, number>): void {
  const keys = directionKeys(draft.equation)
  const first = keys.map(key => directions.get(key)).find(line => line !== undefined)
  if (first !== undefined && !draft.duplicate)
    report(door, draft.equationCell, {
      rule: 'duplicate-step',
      message: `The step on line ${first} is the same reaction.`,
      remedy: 'Remove one of the two, or add "duplicate: true" when both are meant.',
    })
  for (const key of keys) if (!directions.has(key)) directions.set(key, lineOf(door, draft.cell))
}

function readLaws(
  door: Door,
  registry: Registry,
  table: SpeciesTable,
  draft: StepDraft,
  reactants: readonly Term[],
  products: readonly Term[],
): { forward: RateLaw; reverse: ReverseLaw } | undefined {
  const { label, equation } = draft
  const context = { door, registry, label, gases: table.gases }
  const gasesOf = (terms: readonly Term[]): number[] =>
    terms.flatMap(term => ('gas' in term ? [term.gas] : []))
  const forward =
    draft.forward &&
    readForwardLaw({ ...context, reactantGases: gasesOf(reactants), prefix: '' }, draft.forward)
  const reverse = readReverse(
    { ...context, reactantGases: gasesOf(products), prefix: 'reverse_' },
    draft,
    equation.reversible,
    forward,
  )
  if (!forward || !reverse) return undefined
  if (forward.kind === 'energies' || reverse.kind === 'energies')
    if (!allHaveEnergies(door, table, draft, [...reactants, ...products])) return undefined
  return { forward, reverse }
}

function readExtras(
  door: Door,
  registry: Registry,
  { gases, surface }: SpeciesTable,
  { label, extras }: StepDraft,
  reactants: readonly Term[],
  reverse: ReverseLaw,
): StepExtras {
  const context = { door, registry, label, gases, surface }
  const { coverage, reverse_coverage: reverseCoverage, orders, transfer } = extras
  if (reverseCoverage && reverse.kind !== 'law')
    report(door, reverseCoverage, {
      rule: 'contradiction',
      message: 'The reverse constant follows from the forward one, and its coverage dependence too.',
      remedy: 'Remove "reverse_coverage", or give a reverse law of its own.',
    })
  if (orders && reverse.kind !== 'irreversible')
    report(door, orders, {
      rule: 'contradiction',
      message: 'Orders of a reversible step would contradict its equilibrium.',
      remedy: 'Write the step as irreversible (->), and the other direction as a step of its own.',
    })
  const share = transfer && parameterAt(door, registry, transfer, '1', `transfer(${label})`)
  return {
    ...(coverage && { coverage: readCoverage(context, coverage, '') }),
    ...(reverseCoverage && { reverseCoverage: readCoverage(context, reverseCoverage, 'reverse_') }),
    ...(orders && { orders: readOrders(context, orders, reactants) }),
    ...(share !== undefined && { transfer: share }),
  }
}

function readReverse(
  context: LawContext,
  draft: StepDraft,
  reversible: boolean,
  forward: RateLaw | undefined,
): ReverseLaw | undefined {
  const { door } = context
  if (draft.reverse && !reversible)
    return report(door, draft.reverse, {
      rule: 'contradiction',
      message: 'The equation is irreversible (->), but a reverse law is given.',
      remedy: 'Write <-> in the equation, or remove "reverse".',
    })
  if (!reversible) return { kind: 'irreversible' }
  if (draft.reverse) return readReverseLaw(context, draft.reverse)
  if (forward?.kind === 'energies') return { kind: 'energies' }
  if (!forward) return undefined
  return report(door, draft.cell, {
    rule: 'missing-key',
    value: '',
    message: `The step "${draft.label}" is reversible, but the key "reverse" is missing.`,
    remedy: 'Add "reverse: { reaction_energy: … eV }" or write -> in the equation.',
  })
}

function allHaveEnergies(door: Door, table: SpeciesTable, draft: StepDraft, terms: readonly Term[]): boolean {
  const lacking = terms
    .map(term => ('gas' in term ? table.gases[term.gas]! : table.surface[term.surface]!))
    .filter(species => species.energy === undefined && species.correction?.kind !== 'nasa7')
    .filter(species => !('free' in species && species.free))
  for (const species of new Set(lacking))
    report(door, draft.equationCell, {
      rule: 'missing-energy',
      value: species.name,
      message: `The step uses energies of species, but ${species.name} has none.`,
      remedy: `Add "energy: … eV" to ${species.name} under "${'site' in species ? 'adsorbates' : 'gases'}".`,
    })
  return lacking.length === 0
}
