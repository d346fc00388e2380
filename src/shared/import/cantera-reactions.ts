import { isMap, isScalar, isSeq } from 'yaml'
import { type Cell, type Door, lineOf, report } from '../model/door.js'
import { entriesOf, flagOf, listOf, numberOf, plainTextOf } from '../model/reader.js'
import { activationFactor, type CanteraUnits, scaledNumber } from './cantera-units.js'

/** A species as an imported mechanism calls it. */
export interface Named {
  readonly name: string
  readonly gas: boolean
  /** Sites it covers; its coverage in Cantera is that many times the one in Isobar. */
  readonly sites: number
}

export interface ReactionContext {
  readonly door: Door
  readonly units: CanteraUnits
  readonly species: ReadonlyMap<string, Named>
  /** Γ [kmol m⁻²]. */
  readonly siteDensity: number
  readonly motzWise: boolean
}

/** p⁰ of imported models [Pa]. */
export const REFERENCE_PRESSURE = 1e5
/** Molar gas constant [J kmol⁻¹ K⁻¹] and Avogadro's number [kmol⁻¹], exact by the SI of 2019. */
const R = 8314.46261815324
const N_A = 6.02214076e26
const ARROW = /\s(<=>|=>|=)\s/

interface WrittenSide {
  readonly key: string
  readonly count: number
}

type Entries = ReadonlyMap<string, { readonly key: Cell; readonly value: Cell }>

/** One reaction as a step of a model file; undefined with a finding where that is not possible. */
export function readCanteraReaction(
  context: ReactionContext,
  cell: Cell,
): Record<string, unknown> | undefined {
  const { door, species } = context
  const entries = entriesOf(door, cell, '"equation: O2 + 2 PT(S) => 2 O(S)"')
  const equationCell = entries?.get('equation')?.value
  const equation = equationCell && plainTextOf(door, equationCell, 500)
  if (!entries || equation === undefined) return undefined
  const arrow = equation.match(ARROW)
  const sides =
    arrow && [equation.slice(0, arrow.index), equation.slice(arrow.index! + arrow[0].length)].map(sideOf)
  const unknown = sides?.flat().find(term => !species.has(term.key))
  if (!arrow || !sides || unknown)
    return report(door, equationCell!, {
      rule: unknown ? 'unknown-species' : 'bad-equation',
      value: unknown?.key ?? equation,
      message: unknown
        ? `The species ${unknown.key} is in none of the phases.`
        : 'The equation has no arrow.',
      remedy: 'List its species in the phases of the file.',
    })
  const [left, right] = sides as [WrittenSide[], WrittenSide[]]
  const reversible = arrow[1] !== '=>'
  const orders = readOrders(context, entries, left)
  const coverage = readCoverage(context, entries)
  const forward = readRate(context, entries, cell, orders ?? left, coverage.factor)
  if (!forward) return undefined
  const write = (side: WrittenSide[]): string =>
    side.map(({ key, count }) => `${count === 1 ? '' : `${count} `}${species.get(key)!.name}`).join(' + ')
  const duplicate = entries.get('duplicate')?.value
  return {
    equation: `${write(left)} ${reversible ? '<->' : '->'} ${write(right)}`,
    forward,
    ...(reversible && { reverse: 'energies' }),
    ...(orders && {
      orders: Object.fromEntries(orders.map(({ key, count }) => [species.get(key)!.name, count])),
    }),
    ...(coverage.effects && { coverage: coverage.effects }),
    ...(duplicate && flagOf(door, duplicate) && { duplicate: true }),
    description: `line ${lineOf(door, cell)} of the imported file`,
  }
}

function sideOf(text: string): WrittenSide[] {
  const terms = new Map<string, number>()
  for (const piece of text.trim().split(/\s+\+\s+/)) {
    const [, count, key] = piece.trim().match(/^(?:(\d+)\s+)?(\S+)$/) ?? []
    if (key === undefined) return [{ key: piece, count: 1 }]
    terms.set(key, (terms.get(key) ?? 0) + Number(count ?? 1))
  }
  return [...terms].map(([key, count]) => ({ key, count }))
}

function readOrders({ door, species }: ReactionContext, entries: Entries, left: WrittenSide[]) {
  const cell = entries.get('orders')?.value
  if (!cell) return undefined
  const orders = new Map(left.map(({ key, count }) => [key, count]))
  for (const [key, { value, key: at }] of entriesOf(door, cell, '"CO: 0.5"') ?? []) {
    const order = numberOf(door, value)
    if (!species.has(key))
      report(door, at, {
        rule: 'unknown-species',
        message: `The species ${key} is in none of the phases.`,
        remedy: 'Correct the name.',
      })
    else if (order !== undefined) orders.set(key, order)
  }
  return [...orders].map(([key, count]) => ({ key, count }))
}

/** Cantera's coverages are shares of the sites: σ times the molecules per site. */
function readCoverage(
  { door, species, units }: ReactionContext,
  entries: Entries,
): { effects: Record<string, unknown> | undefined; factor: number } {
  const cell = entries.get('coverage-dependencies')?.value
  if (!cell) return { effects: undefined, factor: 1 }
  const effects: Record<string, unknown> = {}
  let factor = 1
  for (const [key, { value, key: at }] of entriesOf(door, cell, '"O(S): { a: 0, m: 0, E: 0 }"') ?? []) {
    const own = species.get(key)
    if (!own || own.gas) {
      report(door, at, {
        rule: 'unknown-species',
        message: `${key} is no species of the surface.`,
        remedy: 'Correct the name.',
      })
      continue
    }
    const numbers = isSeq(value.node)
      ? new Map(listOf(value).map((item, i) => ['amE'[i]!, item]))
      : new Map([...(entriesOf(door, value, '"a: 0"') ?? [])].map(([name, entry]) => [name, entry.value]))
    const number = (name: string): number => {
      const item = numbers.get(name)
      return (item && scaledNumber(door, item, name === 'E' ? units.activation : 1, activationFactor)) ?? 0
    }
    const [a, m, energy] = [number('a'), number('m'), number('E')]
    factor *= own.sites ** m
    if (a === 0 && m === 0 && energy === 0) continue
    effects[own.name] = {
      ...(energy !== 0 && { E: `${energy * own.sites} eV` }),
      ...(a !== 0 && { a: a * own.sites }),
      ...(m !== 0 && { m }),
    }
  }
  return { effects: Object.keys(effects).length === 0 ? undefined : effects, factor }
}

function readRate(
  context: ReactionContext,
  entries: Entries,
  cell: Cell,
  orders: readonly WrittenSide[],
  factor: number,
): Record<string, unknown> | undefined {
  const { door, species } = context
  const constant = entries.get('rate-constant')?.value
  const sticking = entries.get('sticking-coefficient')?.value
  const gases = orders.filter(({ key }) => species.get(key)!.gas)
  if (sticking) {
    const law = readArrhenius(context, sticking)
    if (!law) return undefined
    if (gases.length !== 1 || gases[0]!.count !== 1)
      return report(door, sticking, {
        rule: 'no-adsorbing-gas',
        message: 'A sticking coefficient needs exactly one molecule of one gas on the left side.',
        remedy: 'Give a rate constant instead.',
      })
    const own = entries.get('Motz-Wise')?.value
    return {
      adsorption: {
        sticking: law.A * factor,
        area: `${1 / (context.siteDensity * N_A)} m^2`,
        ...(law.Ea !== 0 && { barrier: `${law.Ea} eV` }),
        ...(law.b !== 0 && { b: law.b }),
        ...((own ? flagOf(door, own) : context.motzWise) && { motz_wise: true }),
      },
    }
  }
  const law = constant && readArrhenius(context, constant)
  if (!constant)
    return report(door, cell, {
      rule: 'missing-key',
      message: 'The reaction has neither rate-constant nor sticking-coefficient.',
      remedy: 'Other kinds of rates are not imported; convert it with Cantera.',
    })
  if (!law) return undefined
  const onGas = gases.reduce((sum, { count }) => sum + count, 0)
  const onSurface = orders.reduce((sum, { key, count }) => sum + (species.get(key)!.gas ? 0 : count), 0)
  const { length, quantity, time } = context.units
  // (kmol m⁻²)^(1 − surface) (kmol m⁻³)^(−gas) s⁻¹, then per site and with activities in place of concentrations.
  const toSI = (quantity / length ** 2) ** (1 - onSurface) * (quantity / length ** 3) ** -onGas * (1 / time)
  const perSite = context.siteDensity ** (onSurface - 1) * (REFERENCE_PRESSURE / R) ** onGas
  const b = law.b - onGas
  return {
    arrhenius: { A: `${law.A * toSI * perSite * factor} 1/s`, ...(b !== 0 && { b }), Ea: `${law.Ea} eV` },
  }
}

function readArrhenius(
  { door, units }: ReactionContext,
  cell: Cell,
): { A: number; b: number; Ea: number } | undefined {
  const parts = isSeq(cell.node)
    ? new Map(listOf(cell).map((item, i) => [['A', 'b', 'Ea'][i] ?? '', item]))
    : isMap(cell.node)
      ? new Map([...(entriesOf(door, cell, '"A: 1e13"') ?? [])].map(([name, { value }]) => [name, value]))
      : isScalar(cell.node)
        ? new Map([['A', cell]])
        : new Map<string, Cell>()
  const numberAt = (name: string): number | undefined => {
    const item = parts.get(name)
    return item ? numberOf(door, item) : 0
  }
  const energy = parts.get('Ea')
  const [A, b] = [numberAt('A'), numberAt('b')]
  const Ea = energy ? scaledNumber(door, energy, units.activation, activationFactor) : 0
  if (A === undefined || b === undefined || Ea === undefined) return undefined
  if (A > 0) return { A, b, Ea }
  return report(door, parts.get('A') ?? cell, {
    rule: 'not-positive',
    message: 'The pre-exponential factor is not greater than zero.',
    remedy: 'Give a positive one.',
  })
}
