import { type Mechanism, type RateLaw, type Step } from '../../shared/mechanism.js'
import {
  gasCorrection,
  surfaceCorrection,
  type ThermoContext,
  unsuitedTable,
} from '../../shared/model/thermochemistry.js'
import { constantParameters } from '../../shared/model/usage.js'
import { modifiersOf } from './modifiers.js'
import { type ParameterValues } from './parameters.js'
import { type Tank } from './tank.js'

/** Rate constants under one set of conditions. */
export interface RateConstants {
  /** Forward and reverse rate constants [s⁻¹], shape (steps). */
  readonly kf: Float64Array
  readonly kr: Float64Array
  /**
   * The same times gas activities (p/p⁰)^ν: forward in [0, m), reverse in [m, 2 m) [s⁻¹]; behind them the
   * exponents of Network.modifiers. In a stirred tank times the activities of one molecule per site instead, and m
   * counts the flow steps too.
   */
  readonly K: Float64Array
}

/**
 * Makes the function that evaluates all rate constants of a mechanism into `out`.
 *
 * @param tank of a mechanism with a reactor; evaluated with the constants
 * @returns evaluate(values), values in internal units (K, Pa, eV, m², s⁻¹), shape (parameters): undefined
 *          when every constant is finite and not negative, else what is wrong
 */
export function makeRateConstants(mechanism: Mechanism, out: RateConstants, tank?: Tank) {
  const { steps, gases, referencePressure } = mechanism
  const m = steps.length
  const M = tank ? m + gases.length : m
  const relevant = constantParameters(mechanism)
  const last = new Float64Array(relevant.length).fill(NaN)
  const gasTerms = (terms: Step['reactants']): GasPower[] =>
    terms.flatMap(term => ('gas' in term ? [{ pressure: gases[term.gas]!.pressure, order: term.count }] : []))
  const pressures = [
    ...steps.map(step => gasTerms(step.orders ?? step.reactants)),
    ...steps.map(step => gasTerms(step.products)),
  ]
  const exponents = modifiersOf(mechanism)?.exponents ?? []
  let fault: string | undefined

  /** Pressures alone leave the constants as they are, and on most maps the axes are pressures. */
  function isNew(values: ParameterValues): boolean {
    let changed = false
    for (let k = 0; k < relevant.length; k++) {
      const value = values[relevant[k]!]!
      if (value !== last[k]) changed = true
      last[k] = value
    }
    return changed
  }

  function activityPower(values: ParameterValues, { pressure, order }: GasPower): number {
    const activity = tank ? tank.activity : values[pressure]! / referencePressure
    if (!Number.isInteger(order)) return Math.pow(activity, order)
    let power = 1
    for (let count = 0; count < order; count++) power *= activity
    return power
  }

  function evaluateExponents(values: ParameterValues): string | undefined {
    const kT = mechanism.constants.kBeV * values[mechanism.temperature]!
    for (let e = 0; e < exponents.length; e++) {
      const exponent = exponents[e]!(values, kT)
      if (!Number.isFinite(exponent)) return `a coverage dependence has the exponent ${exponent}`
      out.K[2 * M + e] = exponent
    }
    return undefined
  }

  return (values: ParameterValues): string | undefined => {
    if (isNew(values)) fault = evaluateConstants(mechanism, values, out) ?? evaluateExponents(values)
    if (fault !== undefined) return fault
    tank?.evaluate(values)
    for (let j = 0; j < 2 * m; j++) {
      let K = j < m ? out.kf[j]! : out.kr[j - m]!
      for (let g = 0; g < pressures[j]!.length; g++) K *= activityPower(values, pressures[j]![g]!)
      if (!isRate(K)) return `gas activities of step "${steps[j % m]!.label}" are not usable`
      out.K[j < m ? j : M + j - m] = K
    }
    const flow = tank?.writeFlows(out.K, values)
    return flow === undefined ? undefined : `the flow of ${flow} through the reactor is not usable`
  }
}

interface GasPower {
  readonly pressure: number
  readonly order: number
}

function evaluateConstants(
  mechanism: Mechanism,
  values: ParameterValues,
  out: RateConstants,
): string | undefined {
  const { gases, surface, steps, constants, referencePressure } = mechanism
  const T = values[mechanism.temperature]!
  if (!(T > 0 && T < Infinity)) return `temperature ${T} K is not positive`
  const unsuited = unsuitedTable([...gases, ...surface], T)
  if (unsuited !== undefined) return unsuited
  const thermo: ThermoContext = { T, p0: referencePressure, constants, values }
  const context: Context = {
    mechanism,
    values,
    T,
    kT: constants.kBeV * T,
    thermo,
    gas: gases.map(gas => gasCorrection(gas, thermo)),
    surface: surface.map(species => surfaceCorrection(species.correction, thermo)),
  }

  for (const [j, step] of steps.entries()) {
    const kf = lawValue(step.forward, step, context)
    const kr = reverseValue(step, kf, context)
    if (!isRate(kf)) return `forward rate constant of step "${step.label}" is ${kf} s-1`
    if (!isRate(kr)) return `reverse rate constant of step "${step.label}" is ${kr} s-1`
    out.kf[j] = kf
    out.kr[j] = kr
  }
  return undefined
}

function reverseValue(step: Step, kf: number, context: Context): number {
  const { reverse } = step
  if (reverse.kind === 'irreversible') return 0
  if (reverse.kind === 'law') return lawValue(reverse.law, step, context)
  return kf * Math.exp(reactionFreeEnergy(step, context) / context.kT)
}

interface Context {
  readonly mechanism: Mechanism
  readonly values: ParameterValues
  readonly T: number
  /** kB T [eV]. */
  readonly kT: number
  readonly thermo: ThermoContext
  /** G_corr of each gas [eV], shape (gases), and of each surface species, shape (surface). */
  readonly gas: readonly number[]
  readonly surface: readonly number[]
}

const isRate = (k: number): boolean => k >= 0 && k < Infinity

function lawValue(law: RateLaw, step: Step, context: Context): number {
  const { values, T, kT, mechanism } = context
  const { constants } = mechanism
  const tst = (barrier: number): number => ((constants.kBeV * T) / constants.heV) * Math.exp(-barrier / kT)
  switch (law.kind) {
    case 'constant':
      return values[law.k]!
    case 'arrhenius': {
      const power = law.b === undefined ? 1 : Math.exp(values[law.b]! * Math.log(T))
      return values[law.A]! * power * Math.exp(-values[law.Ea]! / kT)
    }
    case 'tst':
      return tst(values[law.barrier]!)
    case 'collision': {
      const flux =
        mechanism.referencePressure /
        Math.sqrt(2 * Math.PI * mechanism.gases[law.gas]!.mass * constants.kBJ * T)
      const boltzmann = law.barrier === undefined ? 1 : Math.exp(-values[law.barrier]! / kT)
      const power = law.b === undefined ? 1 : Math.exp(values[law.b]! * Math.log(T))
      if (!law.motzWise) return values[law.sticking]! * power * values[law.area]! * flux * boltzmann
      const sticking = values[law.sticking]! * power * boltzmann
      return (sticking / (1 - sticking / 2)) * values[law.area]! * flux
    }
    case 'energies': {
      const initial = freeEnergy(step.reactants, context)
      const final = freeEnergy(step.products, context)
      const top =
        law.transitionState === undefined
          ? -Infinity
          : values[law.transitionState]! + surfaceCorrection(law.transitionCorrection, context.thermo)
      return tst(Math.max(0, top - initial, final - initial))
    }
  }
}

/** Σ of the free energies of one side of a step [eV]; a free site has energy 0. */
function freeEnergy(terms: Step['reactants'], context: Context): number {
  const { mechanism, values } = context
  let sum = 0
  for (const term of terms) {
    const species = 'gas' in term ? mechanism.gases[term.gas]! : mechanism.surface[term.surface]!
    const energy = species.energy === undefined ? 0 : values[species.energy]!
    sum += term.count * (energy + correctionOf(term, context))
  }
  return sum
}

function reactionFreeEnergy(step: Step, context: Context): number {
  const { reverse } = step
  switch (reverse.kind) {
    case 'irreversible':
    case 'law':
      return NaN
    case 'free-energy':
      return context.values[reverse.value]!
    case 'reaction-energy':
      return (
        context.values[reverse.value]! +
        corrections(step.products, context) -
        corrections(step.reactants, context)
      )
    case 'energies':
      return freeEnergy(step.products, context) - freeEnergy(step.reactants, context)
  }
}

const correctionOf = (term: Step['reactants'][number], { gas, surface }: Context): number =>
  'gas' in term ? gas[term.gas]! : surface[term.surface]!

const corrections = (terms: Step['reactants'], context: Context): number =>
  terms.reduce((sum, term) => sum + term.count * correctionOf(term, context), 0)
