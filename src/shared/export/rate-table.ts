import { conditionsOf, freeBarrier, freeEnergyChange, reversed } from '../energy/step-energies.js'
import { IsobarError } from '../errors.js'
import type { CoverageEffect, Mechanism, Step, Term } from '../mechanism.js'

/** One-way rates k Π a^order exp(Σ slope θ), k with the gas activities, in the order of the steps. */
export interface OneWay {
  /** [s⁻¹], shape (steps) */
  readonly k: readonly number[]
  /** Shape (steps, surface) each. */
  readonly order: readonly (readonly number[])[]
  readonly slope: readonly (readonly number[])[]
}

/** All numbers that the rates of one point follow from. */
export interface RateTable {
  /** [K] */
  readonly T: number
  /** p/p⁰ of each gas. */
  readonly activities: readonly number[]
  /** Rate constants at p⁰ [s⁻¹], without the gas activities. */
  readonly kf: readonly number[]
  readonly kr: readonly number[]
  readonly forward: OneWay
  readonly reverse: OneWay
}

/**
 * Throws `input/invalid` where a constant is not finite under these conditions.
 *
 * @param settings values that replace defaults, in the units of the parameters, by name
 */
export function rateTable(mechanism: Mechanism, settings: Readonly<Record<string, number>>): RateTable {
  const at = conditionsOf(mechanism, settings)
  const { steps, gases, referencePressure, constants } = mechanism
  const attempts = at.kT / constants.heV
  const activities = gases.map(({ pressure }) => at.values[pressure]! / referencePressure)
  const kf = steps.map(step => attempts * Math.exp(-freeBarrier(step.forward, step, at) / at.kT))
  const kr = steps.map((step, j) => {
    if (step.reverse.kind === 'irreversible') return 0
    if (step.reverse.kind === 'law')
      return attempts * Math.exp(-freeBarrier(step.reverse.law, reversed(step), at) / at.kT)
    return kf[j]! * Math.exp(freeEnergyChange(step, at)! / at.kT)
  })
  const bad = steps.findIndex((_, j) => !Number.isFinite(kf[j]! + kr[j]!))
  if (bad >= 0) refuse(steps[bad]!.label, kf[bad]!, kr[bad]!)
  const withGases = (k: number, terms: readonly Term[]): number =>
    terms.reduce((rate, term) => ('gas' in term ? rate * activities[term.gas]! ** term.count : rate), k)
  const orderOf = (terms: readonly Term[]): number[] =>
    mechanism.surface.map((_, i) =>
      terms.reduce((sum, term) => ('surface' in term && term.surface === i ? sum + term.count : sum), 0),
    )
  const oneWay = (reverse: boolean): OneWay => {
    const sides = steps.map(step => (reverse ? step.products : (step.orders ?? step.reactants)))
    const order = sides.map(orderOf)
    const slope = steps.map((step, j) => slopeOf(mechanism, step, reverse, at.values, at.kT, order[j]!))
    return { k: sides.map((terms, j) => withGases((reverse ? kr : kf)[j]!, terms)), order, slope }
  }
  return { T: at.T, activities, kf, kr, forward: oneWay(false), reverse: oneWay(true) }
}

function refuse(label: string, kf: number, kr: number): never {
  throw new IsobarError('input/invalid', `the rate constants of "${label}" are ${kf} and ${kr}`, {
    field: 'settings',
    value: label,
    remedy: 'choose conditions under which every constant is finite, and a temperature within the tables',
  })
}

/** d ln k / dθ of a one-way rate; powers of coverages are added to `order`. */
function slopeOf(
  mechanism: Mechanism,
  step: Step,
  reverse: boolean,
  values: readonly number[],
  kT: number,
  order: number[],
): number[] {
  const slope = mechanism.surface.map(() => 0)
  const own = reverse && step.reverse.kind === 'law'
  if (reverse && step.reverse.kind === 'irreversible') return slope
  const effects: readonly CoverageEffect[] = (own ? step.reverseCoverage : step.coverage) ?? []
  for (const { surface, decades, order: power, energy } of effects) {
    if (decades !== undefined) slope[surface]! += values[decades]! * Math.LN10
    if (energy !== undefined) slope[surface]! -= values[energy]! / kT
    if (power !== undefined) order[surface]! += values[power]!
  }
  const share = shareOf(step, values) - (reverse ? 1 : 0)
  for (const { surface, by, energy } of mechanism.interactions ?? [])
    slope[by]! -= (share * netCount(step, surface) * values[energy]!) / kT
  return slope.map(value => value + 0)
}

/** Net number of a surface species that a step makes. */
const netCount = ({ reactants, products }: Step, surface: number): number => {
  const count = (terms: readonly Term[]): number =>
    terms.reduce((sum, term) => ('surface' in term && term.surface === surface ? sum + term.count : sum), 0)
  return count(products) - count(reactants)
}

/** See Step.transfer. */
function shareOf({ transfer, reactants, products }: Step, values: readonly number[]): number {
  if (transfer !== undefined) return values[transfer]!
  const hasGas = (terms: readonly Term[]): boolean => terms.some(term => 'gas' in term)
  if (hasGas(reactants) === hasGas(products)) return 0.5
  return hasGas(reactants) ? 0 : 1
}
