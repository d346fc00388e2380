import {
  type Constants,
  type Gas,
  type SurfaceCorrection,
  type TabulatedCorrection,
  type ThermoRange,
} from '../mechanism.js'

/** Conditions and units of a thermochemical evaluation. */
export interface ThermoContext {
  /** [K] */
  readonly T: number
  /** p⁰ of the model [Pa]. */
  readonly p0: number
  readonly constants: Constants
  /** Of all parameters, in internal units. */
  readonly values: ArrayLike<number>
}

/** Joules per electron volt times particles per mole: the molar unit of tables, exact by the SI of 2019. */
const KILOJOULE_PER_MOLE = 1e3 / (1.602176634e-19 * 6.02214076e23)

/** G(T, p⁰) − E of a gas [eV]; NaN outside the temperatures of a table. */
export function gasCorrection({ correction, mass }: Gas, context: ThermoContext): number {
  const { T, p0, constants, values } = context
  switch (correction.kind) {
    case 'none':
      return 0
    case 'fixed':
      return values[correction.value]!
    case 'ideal-gas':
      return idealGas(correction, mass, context)
    case 'shomate':
    case 'nasa7':
      return tabulated(correction, context) + constants.kBeV * T * Math.log(p0 / correction.pressure)
  }
}

/** G(T) − E of an adsorbate or a transition state [eV]; NaN outside the temperatures of a table. */
export function surfaceCorrection(correction: SurfaceCorrection | undefined, context: ThermoContext): number {
  if (correction === undefined) return 0
  const { T, constants, values } = context
  switch (correction.kind) {
    case 'fixed':
      return values[correction.value]!
    case 'harmonic': {
      let sum = 0
      for (const theta of correction.vibrational)
        sum += (correction.zeroPoint ? theta / 2 : 0) + T * Math.log1p(-Math.exp(-theta / T))
      return constants.kBeV * sum
    }
    case 'shomate':
    case 'nasa7':
      return tabulated(correction, context)
  }
}

/**
 * −kB T ln(q_trans q_rot q_vib) at p⁰, linear molecule with one rotational temperature Θ, q_rot = T / (σ Θ),
 * or three, q_rot = √(π T³ / (Θ1 Θ2 Θ3)) / σ. Source: McQuarrie, Statistical Mechanics, ch. 5, 6, 8.
 */
function idealGas(
  { rotational, symmetry, vibrational, zeroPoint }: Extract<Gas['correction'], { kind: 'ideal-gas' }>,
  mass: number,
  { T, p0, constants }: ThermoContext,
): number {
  const { kBJ, hJ, kBeV } = constants
  const thermal = (2 * Math.PI * mass * kBJ * T) / (hJ * hJ)
  let q = (thermal * Math.sqrt(thermal) * kBJ * T) / p0
  const [first, second, third] = rotational
  if (first !== undefined && second === undefined) q *= T / first / symmetry
  else if (first !== undefined && second !== undefined && third !== undefined)
    q *= Math.sqrt((Math.PI * T * T * T) / (first * second * third)) / symmetry
  let zero = 0
  for (const theta of vibrational) {
    q /= 1 - Math.exp(-theta / T)
    if (zeroPoint) zero += theta / 2
  }
  return -kBeV * (T * Math.log(q) - zero)
}

/** −∂G/∂T of a table at its own pressure, the entropy [eV K⁻¹]; NaN outside its temperatures. */
export function tabulatedEntropy(
  correction: TabulatedCorrection,
  T: number,
  constants: Pick<Constants, 'kBeV'>,
): number {
  const range = rangeAt(correction.ranges, T)
  if (range === undefined) return NaN
  return correction.kind === 'shomate'
    ? shomateEntropy(range.coefficients, T / 1000) * (KILOJOULE_PER_MOLE / 1000)
    : nasa7Entropy(range.coefficients, T) * constants.kBeV
}

function tabulated(correction: TabulatedCorrection, { T, constants }: ThermoContext): number {
  const range = rangeAt(correction.ranges, T)
  if (range === undefined) return NaN
  return correction.kind === 'shomate'
    ? shomate(range.coefficients, T) * KILOJOULE_PER_MOLE + correction.heat
    : nasa7(range.coefficients, T) * constants.kBeV * T
}

/** The range that T lies in; the lower one where two meet. */
export const rangeAt = (ranges: readonly ThermoRange[], T: number): ThermoRange | undefined =>
  ranges.find(({ from, to }) => T >= from && T <= to)

/** H(T) − H(298.15 K) − T S [kJ mol⁻¹]. */
function shomate(coefficients: readonly number[], T: number): number {
  const [A, B, C, D, E, F, , H] = coefficients as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const t = T / 1000
  const enthalpy = A * t + (B * t * t) / 2 + (C * t ** 3) / 3 + (D * t ** 4) / 4 - E / t + F - H
  return enthalpy - t * shomateEntropy(coefficients, t)
}

/** [J mol⁻¹ K⁻¹], t = T / 1000 K */
function shomateEntropy([A, B, C, D, E, , G]: readonly number[], t: number): number {
  return A! * Math.log(t) + B! * t + (C! * t * t) / 2 + (D! * t ** 3) / 3 - E! / (2 * t * t) + G!
}

/** G / RT = H/RT − S/R. */
function nasa7(coefficients: readonly number[], T: number): number {
  const [a1, a2, a3, a4, a5, a6] = coefficients as [number, number, number, number, number, number, number]
  const enthalpy = a1 + T * (a2 / 2 + T * (a3 / 3 + T * (a4 / 4 + (T * a5) / 5))) + a6 / T
  return enthalpy - nasa7Entropy(coefficients, T)
}

/** S/R */
function nasa7Entropy([a1, a2, a3, a4, a5, , a7]: readonly number[], T: number): number {
  return a1! * Math.log(T) + T * (a2! + T * (a3! / 2 + T * (a4! / 3 + (T * a5!) / 4))) + a7!
}

/** What T has to be for every table of the model, or undefined when T suits them all. */
export function unsuitedTable(
  species: readonly { readonly name: string; readonly correction?: Gas['correction'] | SurfaceCorrection }[],
  T: number,
): string | undefined {
  for (const { name, correction } of species) {
    if (correction?.kind !== 'shomate' && correction?.kind !== 'nasa7') continue
    if (rangeAt(correction.ranges, T)) continue
    const least = Math.min(...correction.ranges.map(range => range.from))
    const most = Math.max(...correction.ranges.map(range => range.to))
    return `temperature ${T} K is outside the thermochemical table of ${name}, ${least} to ${most} K`
  }
  return undefined
}
