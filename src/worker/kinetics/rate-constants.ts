import { type Constants, type Gas, type Mechanism, type RateLaw, type Step } from '../../shared/mechanism.js'
import { type ParameterValues } from './parameters.js'

/** Rate constants under one set of conditions. */
export interface RateConstants {
  /** Forward and reverse rate constants [s⁻¹], shape (steps). */
  readonly kf: Float64Array
  readonly kr: Float64Array
  /** The same times gas activities (p/p⁰)^ν: forward in [0, m), reverse in [m, 2 m) [s⁻¹]. */
  readonly K: Float64Array
}

/**
 * Evaluates all rate constants of a mechanism.
 *
 * @param values parameters in internal units (K, Pa, eV, m², s⁻¹), shape (parameters)
 * @returns undefined when every constant is finite and not negative, else what is wrong
 */
export function rateConstants(
  mechanism: Mechanism,
  values: ParameterValues,
  out: RateConstants,
): string | undefined {
  const { gases, steps, constants, referencePressure } = mechanism
  const T = values[mechanism.temperature]!
  if (!(T > 0 && T < Infinity)) return `temperature ${T} K is not positive`
  const kT = constants.kBeV * T
  const corrections = gases.map(gas => gasCorrection(gas, T, referencePressure, constants, values))
  const context = { mechanism, values, T, kT, corrections }

  for (const [j, step] of steps.entries()) {
    const deltaG = reactionFreeEnergy(step, context)
    const kf = lawValue(step.forward, step, context)
    const kr =
      step.reverse.kind === 'irreversible'
        ? 0
        : step.reverse.kind === 'law'
          ? lawValue(step.reverse.law, step, context)
          : kf * Math.exp(deltaG / kT)
    if (!isRate(kf)) return `forward rate constant of step "${step.label}" is ${kf} s-1`
    if (!isRate(kr)) return `reverse rate constant of step "${step.label}" is ${kr} s-1`
    out.kf[j] = kf
    out.kr[j] = kr
    out.K[j] = kf * activity(step.reactants, context)
    out.K[steps.length + j] = kr * activity(step.products, context)
    if (!isRate(out.K[j]!) || !isRate(out.K[steps.length + j]!))
      return `gas activities of step "${step.label}" are not usable`
  }
  return undefined
}

interface Context {
  readonly mechanism: Mechanism
  readonly values: ParameterValues
  readonly T: number
  /** kB T [eV]. */
  readonly kT: number
  /** G_corr of each gas [eV], shape (gases). */
  readonly corrections: readonly number[]
}

const isRate = (k: number): boolean => k >= 0 && k < Infinity

/** Π (p/p⁰)^count over the gases of one side of a step. */
function activity(terms: Step['reactants'], { mechanism, values }: Context): number {
  let product = 1
  for (const term of terms) {
    if (!('gas' in term)) continue
    const a = values[mechanism.gases[term.gas]!.pressure]! / mechanism.referencePressure
    for (let c = 0; c < term.count; c++) product *= a
  }
  return product
}

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
      return values[law.sticking]! * values[law.area]! * flux * boltzmann
    }
    case 'energies': {
      const initial = freeEnergy(step.reactants, context)
      const final = freeEnergy(step.products, context)
      const top = law.transitionState === undefined ? -Infinity : values[law.transitionState]!
      return tst(Math.max(0, top - initial, final - initial))
    }
  }
}

/** Σ of the free energies of one side of a step [eV]; a free site has energy 0. */
function freeEnergy(terms: Step['reactants'], { mechanism, values, corrections }: Context): number {
  let sum = 0
  for (const term of terms) {
    const species = 'gas' in term ? mechanism.gases[term.gas]! : mechanism.surface[term.surface]!
    const energy = species.energy === undefined ? 0 : values[species.energy]!
    sum += term.count * (energy + ('gas' in term ? corrections[term.gas]! : 0))
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
      return context.values[reverse.value]! + gasSum(step.products, context) - gasSum(step.reactants, context)
    case 'energies':
      return freeEnergy(step.products, context) - freeEnergy(step.reactants, context)
  }
}

function gasSum(terms: Step['reactants'], { corrections }: Context): number {
  return terms.reduce((sum, term) => sum + ('gas' in term ? term.count * corrections[term.gas]! : 0), 0)
}

/**
 * G(T, p⁰) − E of a gas [eV]. Ideal gas: −kB T ln(q_trans q_rot q_vib), linear molecule with one
 * rotational temperature Θ, q_rot = T / (σ Θ), or three, q_rot = √(π T³ / (Θ1 Θ2 Θ3)) / σ.
 * Source: McQuarrie, Statistical Mechanics, ch. 5, 6, 8.
 */
function gasCorrection(
  gas: Gas,
  T: number,
  p0: number,
  constants: Constants,
  values: ParameterValues,
): number {
  const { correction } = gas
  switch (correction.kind) {
    case 'none':
      return 0
    case 'fixed':
      return values[correction.value]!
    case 'ideal-gas': {
      const { kBJ, hJ, kBeV } = constants
      const thermal = (2 * Math.PI * gas.mass * kBJ * T) / (hJ * hJ)
      let q = (thermal * Math.sqrt(thermal) * kBJ * T) / p0
      const [first, second, third] = correction.rotational
      if (first !== undefined && second === undefined) q *= T / first / correction.symmetry
      else if (first !== undefined && second !== undefined && third !== undefined)
        q *= Math.sqrt((Math.PI * T * T * T) / (first * second * third)) / correction.symmetry
      let zeroPoint = 0
      for (const theta of correction.vibrational) {
        q /= 1 - Math.exp(-theta / T)
        if (correction.zeroPoint) zeroPoint += theta / 2
      }
      return -kBeV * (T * Math.log(q) - zeroPoint)
    }
  }
}
