import { type Constants, type Gas, type Mechanism, type RateLaw, type Step } from '../../shared/mechanism.js'
import { constantParameters } from '../../shared/model/usage.js'
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
 * Makes the function that evaluates all rate constants of a mechanism into `out`.
 *
 * @returns evaluate(values), values in internal units (K, Pa, eV, m², s⁻¹), shape (parameters): undefined
 *          when every constant is finite and not negative, else what is wrong
 */
export function makeRateConstants(mechanism: Mechanism, out: RateConstants) {
  const { steps, gases, referencePressure } = mechanism
  const m = steps.length
  const relevant = constantParameters(mechanism)
  const last = new Float64Array(relevant.length).fill(NaN)
  const pressures = [...steps.map(step => step.reactants), ...steps.map(step => step.products)].map(terms =>
    Int32Array.from(
      terms.flatMap(term => ('gas' in term ? Array<number>(term.count).fill(gases[term.gas]!.pressure) : [])),
    ),
  )
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

  return (values: ParameterValues): string | undefined => {
    if (isNew(values)) fault = evaluateConstants(mechanism, values, out)
    if (fault !== undefined) return fault
    for (let j = 0; j < 2 * m; j++) {
      let K = j < m ? out.kf[j]! : out.kr[j - m]!
      for (let g = 0; g < pressures[j]!.length; g++) K *= values[pressures[j]![g]!]! / referencePressure
      if (!isRate(K)) return `gas activities of step "${steps[j % m]!.label}" are not usable`
      out.K[j] = K
    }
    return undefined
  }
}

function evaluateConstants(
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
  /** G_corr of each gas [eV], shape (gases). */
  readonly corrections: readonly number[]
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
