import { type CoverageEffect, type Mechanism, type Step } from '../../shared/mechanism.js'
import { type ParameterValues } from './parameters.js'
import { type TankModel, unknownGases, unknownOf } from './tank.js'

/** An exponent that lies in the vector of constants at `slot` and goes with the coverage of `species`. */
export interface Exponent {
  readonly species: number
  readonly slot: number
}

/**
 * What makes a one-way rate more than K Π θ^count: factors exp(Σ w θ) and Π θ^m. The exponents w and m follow
 * from the conditions, so they stand behind the constants in K.
 */
export interface Modifier {
  readonly linear: readonly Exponent[]
  readonly powers: readonly Exponent[]
}

/** An exponent under given conditions: parameter values in internal units, kB T [eV]. */
export type ExponentValue = (values: ParameterValues, kT: number) => number

export interface Modifiers {
  /** By one-way rate, forward then reverse; undefined where the rate is a plain product. */
  readonly ofRate: readonly (Modifier | undefined)[]
  /** Values of the exponents, in the order of their slots, which begin at 2 m. */
  readonly exponents: readonly ExponentValue[]
}

/** Undefined for the usual mechanism, in which no rate depends on coverages by more than mass action. */
export function modifiersOf(mechanism: Modified): Modifiers | undefined {
  const { steps } = mechanism
  const flows = Array<undefined>(unknownGases(mechanism)).fill(undefined)
  const exponents: ExponentValue[] = []
  const first = 2 * (steps.length + flows.length)
  const slotOf = (value: ExponentValue): number => first + exponents.push(value) - 1
  const ofRate = [false, true].flatMap(reverse => [
    ...steps.map((step): Modifier | undefined => {
      const collected = collect(mechanism, step, reverse)
      const place = (parts: ReadonlyMap<number, ExponentValue[]>): Exponent[] =>
        [...parts].map(([species, values]) => ({ species, slot: slotOf(sumOf(values)) }))
      const modifier = { linear: place(collected.linear), powers: place(collected.powers) }
      return modifier.linear.length + modifier.powers.length === 0 ? undefined : modifier
    }),
    ...flows,
  ])
  return exponents.length === 0 ? undefined : { ofRate, exponents }
}

function sumOf(values: readonly ExponentValue[]): ExponentValue {
  return (parameters, kT) => values.reduce((sum, value) => sum + value(parameters, kT), 0)
}

type Parts = Map<number, ExponentValue[]>

type Modified = TankModel & Pick<Mechanism, 'interactions'>

function collect(mechanism: Modified, step: Step, reverse: boolean): { linear: Parts; powers: Parts } {
  const linear: Parts = new Map()
  const powers: Parts = new Map()
  if (reverse && step.reverse.kind === 'irreversible') return { linear, powers }
  const own = reverse && step.reverse.kind === 'law'
  for (const effect of (own ? step.reverseCoverage : step.coverage) ?? []) addEffect(effect, linear, powers)
  if (!reverse)
    for (const term of step.orders ?? [])
      if (!Number.isInteger(term.count)) {
        const species = unknownOf(mechanism, term)
        if (species !== undefined) push(powers, species, () => term.count)
      }
  const share = transferOf(step)
  const untouched = share === (reverse ? 1 : 0)
  for (const { by, stoichiometry, energy } of untouched ? [] : shifts(mechanism, step))
    push(linear, by, (values, kT) => {
      const part = (typeof share === 'number' ? share : values[share.parameter]!) - (reverse ? 1 : 0)
      return (-part * stoichiometry * values[energy]!) / kT
    })
  return { linear, powers }
}

function addEffect({ surface, decades, order, energy }: CoverageEffect, linear: Parts, powers: Parts): void {
  if (decades !== undefined) push(linear, surface, values => values[decades]! * Math.LN10)
  if (energy !== undefined) push(linear, surface, (values, kT) => -values[energy]! / kT)
  if (order !== undefined) push(powers, surface, values => values[order]!)
}

function push(parts: Parts, species: number, value: ExponentValue): void {
  parts.set(species, [...(parts.get(species) ?? []), value])
}

/** How the reaction energy of a step changes with each coverage: Σ_i ν_i ε_i,by. */
function shifts(
  { interactions = [] }: Pick<Mechanism, 'interactions'>,
  step: Step,
): { by: number; stoichiometry: number; energy: number }[] {
  return interactions.flatMap(({ surface, by, energy }) => {
    const count = (terms: Step['products']): number =>
      terms.reduce((sum, term) => sum + ('surface' in term && term.surface === surface ? term.count : 0), 0)
    const stoichiometry = count(step.products) - count(step.reactants)
    return stoichiometry === 0 ? [] : [{ by, stoichiometry, energy }]
  })
}

/** See Step.transfer. */
function transferOf({ transfer, reactants, products }: Step): number | { parameter: number } {
  if (transfer !== undefined) return { parameter: transfer }
  const hasGas = (terms: Step['products']): boolean => terms.some(term => 'gas' in term)
  if (hasGas(reactants) === hasGas(products)) return 0.5
  return hasGas(reactants) ? 0 : 1
}
