import type { CoverageEffect, Interaction, Step, SurfaceSpecies, Term } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { isSurfaceName, withoutGasMark } from './equation.js'
import { COVERAGE_KEYS } from './keys.js'
import { suggest } from './nearest.js'
import { parameterAt, type Registry } from './parameters.js'
import { entriesOf, numberOf, recordOf } from './reader.js'

/** What the cells of a step that speak of coverages refer to. */
export interface EffectContext {
  readonly door: Door
  readonly registry: Registry
  readonly label: string
  readonly gases: readonly { readonly name: string }[]
  readonly surface: readonly SurfaceSpecies[]
}

/**
 * `coverage: { O*: { E: -60 kJ/mol, a: 0, m: 0 } }`, with the letters of CHEMKIN and Cantera; `prefix` stands
 * before the names of the parameters made from the numbers.
 */
export function readCoverage(context: EffectContext, cell: Cell, prefix: '' | 'reverse_'): CoverageEffect[] {
  const { door, registry, label, surface } = context
  const effects: CoverageEffect[] = []
  for (const [name, { key, value }] of entriesOf(door, cell, '"O*: { E: -60 kJ/mol }"') ?? []) {
    const species = surfaceIndex(door, surface, name, key)
    const record = recordOf(door, value, COVERAGE_KEYS)
    if (species === undefined || !record) continue
    const at = (part: 'a' | 'm' | 'E', dimension: string): number | undefined =>
      record[part] &&
      parameterAt(door, registry, record[part], dimension, `${prefix}coverage_${part}(${label}, ${name})`)
    const [decades, order, energy] = [at('a', '1'), at('m', '1'), at('E', 'eV')]
    effects.push({
      surface: species,
      ...(decades !== undefined && { decades }),
      ...(order !== undefined && { order }),
      ...(energy !== undefined && { energy }),
    })
  }
  return effects
}

/** `orders: { CO: 0.5, O*: 2 }` in place of the coefficients on the left side; what is not named keeps its own. */
export function readOrders(context: EffectContext, cell: Cell, reactants: readonly Term[]): Term[] {
  const { door, gases, surface } = context
  const orders = new Map<string, Term>()
  const keyOf = (term: Term): string => ('gas' in term ? `g${term.gas}` : `s${term.surface}`)
  for (const term of reactants) {
    const before = orders.get(keyOf(term))
    orders.set(keyOf(term), { ...term, count: term.count + (before?.count ?? 0) })
  }
  for (const [name, { key, value }] of entriesOf(door, cell, '"CO: 0.5"') ?? []) {
    const order = numberOf(door, value)
    if (order === undefined) continue
    if (order < 0 || order > 10) {
      report(door, value, {
        rule: 'bad-count',
        value: String(order),
        message: `${order} cannot be the order of a rate that starts from an empty surface.`,
        remedy: 'Use a number from 0 to 10.',
      })
      continue
    }
    const gas = gases.findIndex(g => g.name === withoutGasMark(name))
    const term =
      !isSurfaceName(name) && gas >= 0
        ? { gas, count: order }
        : { surface: surfaceIndex(door, surface, name, key) ?? -1, count: order }
    if ('gas' in term || term.surface >= 0) orders.set(keyOf(term), term)
  }
  return [...orders.values()]
}

/** The block `interactions`: `CO*: { O*: 0.2 eV }`, the energy of CO* at a full layer of O*. */
export function readInteractions(
  door: Door,
  registry: Registry,
  surface: readonly SurfaceSpecies[],
  cell: Cell | undefined,
): Interaction[] {
  const interactions: Interaction[] = []
  for (const [name, { key, value }] of (cell && entriesOf(door, cell, EXAMPLE)) ?? []) {
    const species = surfaceIndex(door, surface, name, key)
    for (const [other, entry] of entriesOf(door, value, '"O*: 0.2 eV"') ?? []) {
      const by = surfaceIndex(door, surface, other, entry.key)
      const energy = parameterAt(door, registry, entry.value, 'eV', `interaction(${name}, ${other})`)
      if (species !== undefined && by !== undefined && energy !== undefined)
        interactions.push({ surface: species, by, energy })
    }
  }
  return interactions
}

const EXAMPLE = '"CO*: { O*: 0.2 eV }"'

function surfaceIndex(
  door: Door,
  surface: readonly SurfaceSpecies[],
  name: string,
  cell: Cell,
): number | undefined {
  const index = surface.findIndex(species => species.name === name)
  if (index >= 0) return index
  const known = surface.map(species => species.name)
  return report(door, cell, {
    rule: 'unknown-species',
    value: name,
    message: `There is no surface species ${name} in this model.`,
    remedy: suggest(name, known),
  })
}

/** The optional parts of a step beyond its two laws. */
export type StepExtras = Pick<Step, 'coverage' | 'reverseCoverage' | 'orders' | 'transfer'>
