import type { Mechanism, RateLaw, Step, Term } from '../mechanism.js'
import { evaluateParameters } from '../model/evaluate-parameters.js'
import { gasCorrection, surfaceCorrection, type ThermoContext } from '../model/thermochemistry.js'

/**
 * free: G at T and the pressures of the gases. standard: G at T and p⁰. energy: as the model states it,
 * without what `thermo` adds. All of an empty surface: lateral interactions and coverage effects are left out.
 */
export type EnergyKind = 'free' | 'standard' | 'energy'

/** One step in one direction [eV]: from its initial state up to its transition state and on to its final one. */
export interface StepEnergy {
  readonly barrier: number
  readonly change: number
  /** The barrier is not stated; it follows from the rate constant by −kB T ln(k h / kB T). */
  readonly effective: boolean
}

export interface EnergyTrouble {
  readonly label: string
  readonly reason: 'irreversible' | 'no-energy' | 'not-finite'
}

/** What the energies of a mechanism are under given conditions. */
export interface Conditions {
  readonly mechanism: Mechanism
  /** Internal units, shape (parameters). */
  readonly values: readonly number[]
  /** [K] */
  readonly T: number
  /** kB T [eV] */
  readonly kT: number
  /** G(T, p⁰) − E of each gas and each surface species [eV]. */
  readonly gas: readonly number[]
  readonly surface: readonly number[]
  readonly thermo: ThermoContext
}

/** @param given values that replace defaults, in the units of the parameters, by name */
export function conditionsOf(mechanism: Mechanism, given: Readonly<Record<string, number>>): Conditions {
  const { parameters, constants, referencePressure } = mechanism
  const values = evaluateParameters(parameters, given).map(
    (value, i) => value * parameters[i]!.factor + parameters[i]!.offset,
  )
  const T = values[mechanism.temperature]!
  const thermo = { T, p0: referencePressure, constants, values }
  const gas = mechanism.gases.map(species => gasCorrection(species, thermo))
  const surface = mechanism.surface.map(species => surfaceCorrection(species.correction, thermo))
  return { mechanism, values, T, kT: constants.kBeV * T, gas, surface, thermo }
}

/** Energy of a step in its forward direction, or why it has none. */
export function stepEnergy(step: Step, kind: EnergyKind, at: Conditions): StepEnergy | EnergyTrouble {
  const trouble = (reason: EnergyTrouble['reason']): EnergyTrouble => ({ label: step.label, reason })
  const change = kind === 'energy' ? energyChange(step, at) : freeEnergyChange(step, at)
  if (change === undefined)
    return trouble(step.reverse.kind === 'irreversible' ? 'irreversible' : 'no-energy')
  const stated = kind === 'energy' ? statedBarrier(step.forward, step, at) : undefined
  const barrier = stated ?? freeBarrier(step.forward, step, at)
  if (!Number.isFinite(change) || !Number.isFinite(barrier)) return trouble('not-finite')
  const effective = kind === 'energy' ? stated === undefined : !statesFreeBarrier(step.forward)
  if (kind !== 'free') return { barrier, change, effective }
  const before = pressureTerm(step.reactants, at)
  return { barrier: barrier - before, change: change + pressureTerm(step.products, at) - before, effective }
}

/** kB T Σ ν ln(p/p⁰) of one side [eV]; a gas that is not there counts at p⁰. */
function pressureTerm(terms: readonly Term[], { mechanism, values, kT }: Conditions): number {
  let sum = 0
  for (const term of terms) {
    if (!('gas' in term)) continue
    const p = values[mechanism.gases[term.gas]!.pressure]!
    if (p > 0) sum += term.count * kT * Math.log(p / mechanism.referencePressure)
  }
  return sum
}

/** ΔG at p⁰ [eV]; undefined for an irreversible step whose species have no energies. */
export function freeEnergyChange(step: Step, at: Conditions): number | undefined {
  const { reverse, forward } = step
  switch (reverse.kind) {
    case 'free-energy':
      return at.values[reverse.value]!
    case 'reaction-energy':
      return at.values[reverse.value]! + corrections(step, at)
    case 'energies':
      return speciesEnergy(step.products, at) - speciesEnergy(step.reactants, at) + corrections(step, at)
    case 'law':
      return freeBarrier(forward, step, at) - freeBarrier(reverse.law, reversed(step), at)
    case 'irreversible':
      return forward.kind === 'energies'
        ? speciesEnergy(step.products, at) - speciesEnergy(step.reactants, at) + corrections(step, at)
        : undefined
  }
}

/** ΔE [eV]; undefined where the model states only free energies or rate constants. */
function energyChange(step: Step, at: Conditions): number | undefined {
  const { reverse, forward } = step
  if (reverse.kind === 'reaction-energy') return at.values[reverse.value]!
  if (reverse.kind === 'energies' || (reverse.kind === 'irreversible' && forward.kind === 'energies'))
    return speciesEnergy(step.products, at) - speciesEnergy(step.reactants, at)
  if (reverse.kind !== 'law') return undefined
  const [up, down] = [statedBarrier(forward, step, at), statedBarrier(reverse.law, reversed(step), at)]
  return up === undefined || down === undefined ? undefined : up - down
}

const statesFreeBarrier = ({ kind }: RateLaw): boolean => kind === 'tst' || kind === 'energies'

/** The barrier the model gives [eV]; undefined for a bare rate constant. */
function statedBarrier(law: RateLaw, step: Step, at: Conditions): number | undefined {
  switch (law.kind) {
    case 'constant':
      return undefined
    case 'arrhenius':
      return at.values[law.Ea]!
    case 'tst':
      return at.values[law.barrier]!
    case 'collision':
      return law.barrier === undefined ? 0 : at.values[law.barrier]!
    case 'energies': {
      const initial = speciesEnergy(step.reactants, at)
      const top = law.transitionState === undefined ? -Infinity : at.values[law.transitionState]!
      return Math.max(0, top - initial, speciesEnergy(step.products, at) - initial)
    }
  }
}

/** Free energy of activation at p⁰ [eV] that transition-state theory needs for the rate constant of the law. */
export function freeBarrier(law: RateLaw, step: Step, at: Conditions): number {
  const { mechanism, values, T, kT } = at
  const { constants, referencePressure, gases } = mechanism
  const attempts = Math.log(kT / constants.heV)
  const fromRate = (logK: number): number => kT * (attempts - logK)
  switch (law.kind) {
    case 'constant':
      return fromRate(Math.log(values[law.k]!))
    case 'arrhenius': {
      const power = law.b === undefined ? 0 : values[law.b]! * Math.log(T)
      return fromRate(Math.log(values[law.A]!) + power) + values[law.Ea]!
    }
    case 'tst':
      return values[law.barrier]!
    case 'collision': {
      const flux = referencePressure / Math.sqrt(2 * Math.PI * gases[law.gas]!.mass * constants.kBJ * T)
      const barrier = law.barrier === undefined ? 0 : values[law.barrier]!
      const power = law.b === undefined ? 0 : values[law.b]! * Math.log(T)
      const sticking = values[law.sticking]! * Math.exp(power - barrier / kT)
      const corrected = law.motzWise ? sticking / (1 - sticking / 2) : sticking
      return fromRate(Math.log(corrected * values[law.area]! * flux))
    }
    case 'energies': {
      const initial = speciesEnergy(step.reactants, at) + correctionSum(step.reactants, at)
      const final = speciesEnergy(step.products, at) + correctionSum(step.products, at)
      const top =
        law.transitionState === undefined
          ? -Infinity
          : values[law.transitionState]! + surfaceCorrection(law.transitionCorrection, at.thermo)
      return Math.max(0, top - initial, final - initial)
    }
  }
}

export const reversed = (step: Step): Step => ({
  ...step,
  reactants: step.products,
  products: step.reactants,
})

const corrections = (step: Step, at: Conditions): number =>
  correctionSum(step.products, at) - correctionSum(step.reactants, at)

const correctionSum = (terms: readonly Term[], { gas, surface }: Conditions): number =>
  terms.reduce((sum, term) => sum + term.count * ('gas' in term ? gas[term.gas]! : surface[term.surface]!), 0)

/** Σ of the stated energies of one side [eV]; a free site has energy 0. */
function speciesEnergy(terms: readonly Term[], { mechanism, values }: Conditions): number {
  return terms.reduce((sum, term) => {
    const species = 'gas' in term ? mechanism.gases[term.gas]! : mechanism.surface[term.surface]!
    return sum + (species.energy === undefined ? 0 : term.count * values[species.energy]!)
  }, 0)
}
