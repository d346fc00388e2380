import {
  type Expression,
  type Gas,
  type Mechanism,
  type RateLaw,
  type Reactor,
  type Step,
  type SurfaceCorrection,
} from '../../shared/mechanism.js'
import { sortByDependency } from '../../shared/model/evaluate-parameters.js'
import * as thermochemistry from '../../shared/model/thermochemistry.js'
import * as dual from './dual.js'
import { type Dual } from './dual.js'
import { unknownGases } from './tank.js'

/**
 * Makes the function that differentiates the logarithm of every rate constant by T [K⁻¹]: forward in [0, m),
 * reverse in [m, 2 m), 0 for a reverse rate that does not exist. Pressures are kept, so it is the same for the
 * effective constants. With a stirred tank m counts its flow steps, and the constants are those per molecule and
 * site: their factor kB T · (sites per volume) / p⁰ counts too.
 *
 * Forward-mode automatic differentiation of the formulas of rate-constants.ts. All that depends on T counts:
 * prefactors, partition functions of the gases, and parameters that are expressions in T. A number that a
 * model states (a fixed correction, a free energy at one temperature) is constant.
 *
 * @returns slopes(given, out): `given` in the units of the parameters, shape (parameters)
 */
export function makeTemperatureSlopes(mechanism: Mechanism) {
  const { parameters, temperature, steps, gases, surface, constants, referencePressure } = mechanism
  const sorted = sortByDependency(parameters)
  const order = 'order' in sorted ? sorted.order : []
  const m = steps.length + unknownGases(mechanism)

  function internalValues(given: Float64Array): Dual[] {
    const own: Dual[] = Array.from(given, value => dual.constant(value))
    own[temperature] = { v: given[temperature]!, d: 1 / parameters[temperature]!.factor }
    for (const index of order) {
      const { expression } = parameters[index]!
      if (expression && index !== temperature) own[index] = evaluateDual(expression, own)
    }
    return own.map(({ v, d }, i) => {
      const { factor, offset } = parameters[i]!
      return { v: v * factor + offset, d: d * factor }
    })
  }

  return (given: Float64Array, out: Float64Array): void => {
    const values = internalValues(given)
    const T = values[temperature]!
    const context: Context = {
      mechanism,
      values,
      T,
      kT: dual.times(T, constants.kBeV),
      gas: gases.map(gas => gasCorrection(gas, T, referencePressure, mechanism, values)),
      surface: surface.map(({ correction }) => surfaceCorrection(correction, T, mechanism, values)),
    }
    for (const [j, step] of steps.entries()) {
      const forward = logSlope(step.forward, step, context)
      out[j] = forward
      const { reverse } = step
      if (reverse.kind === 'irreversible') out[m + j] = 0
      else if (reverse.kind === 'law') out[m + j] = logSlope(reverse.law, step, context)
      else out[m + j] = forward + dual.over(reactionFreeEnergy(step, context), context.kT).d
    }
    if (mechanism.reactor) addTank(mechanism, mechanism.reactor, context, out)
  }
}

/** In a tank rates are per molecule and site, and flows begin and end in it. */
function addTank(
  { steps, gases }: Mechanism,
  reactor: Reactor,
  { values, T }: Context,
  out: Float64Array,
): void {
  const relative = (index: number | undefined): number =>
    index === undefined ? 0 : values[index]!.d / values[index]!.v
  const { residenceTime, volume, flow, siteDensity, siteCount } = reactor
  const time = residenceTime === undefined ? relative(volume) - relative(flow) : relative(residenceTime)
  const density = siteDensity === undefined ? relative(siteCount) - relative(volume) : relative(siteDensity)
  const perSite = T.d / T.v + density
  const m = steps.length + gases.length
  const gasOrder = (terms: Step['reactants']): number =>
    terms.reduce((sum, term) => sum + ('gas' in term ? term.count : 0), 0)
  for (const [j, step] of steps.entries()) {
    out[j]! += gasOrder(step.orders ?? step.reactants) * perSite
    if (step.reverse.kind !== 'irreversible') out[m + j]! += gasOrder(step.products) * perSite
  }
  for (const [g, { pressure }] of gases.entries()) {
    const feed = values[pressure]!.d === 0 ? 0 : relative(pressure)
    out[steps.length + g] = feed - perSite - time
    out[m + steps.length + g] = -time
  }
}

interface Context {
  readonly mechanism: Mechanism
  readonly values: readonly Dual[]
  readonly T: Dual
  /** kB T [eV]. */
  readonly kT: Dual
  /** G_corr of each gas and each surface species [eV]. */
  readonly gas: readonly Dual[]
  readonly surface: readonly Dual[]
}

/** ∂ln k/∂T of a rate law. */
function logSlope(law: RateLaw, step: Step, context: Context): number {
  const { values, T, kT } = context
  const boltzmann = (energy: Dual): number => -dual.over(energy, kT).d
  const relative = (x: Dual): number => (x.d === 0 ? 0 : x.d / x.v)
  switch (law.kind) {
    case 'constant':
      return relative(values[law.k]!)
    case 'arrhenius': {
      const power = law.b === undefined ? 0 : dual.multiply(values[law.b]!, dual.log(T)).d
      return relative(values[law.A]!) + power + boltzmann(values[law.Ea]!)
    }
    case 'tst':
      return relative(T) + boltzmann(values[law.barrier]!)
    case 'collision': {
      const barrier = law.barrier === undefined ? dual.constant(0) : values[law.barrier]!
      const power = law.b === undefined ? dual.constant(0) : dual.multiply(values[law.b]!, dual.log(T))
      const exponent = dual.subtract(power, dual.over(barrier, kT))
      const sticking = relative(values[law.sticking]!) + exponent.d
      const s = values[law.sticking]!.v * Math.exp(exponent.v)
      const corrected = law.motzWise ? sticking / (1 - s / 2) : sticking
      return corrected + relative(values[law.area]!) - relative(T) / 2
    }
    case 'energies': {
      const initial = freeEnergy(step.reactants, context)
      const final = freeEnergy(step.products, context)
      const rise = dual.subtract(final, initial)
      const thermal = surfaceCorrection(law.transitionCorrection, T, context.mechanism, values)
      const top =
        law.transitionState === undefined
          ? rise
          : dual.subtract(dual.add(values[law.transitionState]!, thermal), initial)
      return relative(T) + boltzmann(dual.largest([dual.constant(0), top, rise]))
    }
  }
}

/** See rate-constants.ts, which has the same sums of plain numbers. */
function freeEnergy(terms: Step['reactants'], context: Context): Dual {
  const { mechanism, values } = context
  let sum = dual.constant(0)
  for (const term of terms) {
    const species = 'gas' in term ? mechanism.gases[term.gas]! : mechanism.surface[term.surface]!
    if (species.energy !== undefined) sum = dual.add(sum, dual.times(values[species.energy]!, term.count))
    sum = dual.add(sum, dual.times(correctionOf(term, context), term.count))
  }
  return sum
}

function reactionFreeEnergy(step: Step, context: Context): Dual {
  const { reverse } = step
  const thermal = (terms: Step['reactants']): Dual =>
    terms.reduce<Dual>(
      (sum, term) => dual.add(sum, dual.times(correctionOf(term, context), term.count)),
      dual.constant(0),
    )
  switch (reverse.kind) {
    case 'irreversible':
    case 'law':
      return dual.constant(NaN)
    case 'free-energy':
      return context.values[reverse.value]!
    case 'reaction-energy':
      return dual.add(
        context.values[reverse.value]!,
        dual.subtract(thermal(step.products), thermal(step.reactants)),
      )
    case 'energies':
      return dual.subtract(freeEnergy(step.products, context), freeEnergy(step.reactants, context))
  }
}

const correctionOf = (term: Step['reactants'][number], { gas, surface }: Context): Dual =>
  'gas' in term ? gas[term.gas]! : surface[term.surface]!

/** The value of a correction with a slope that its formula gives. */
function surfaceCorrection(
  correction: SurfaceCorrection | undefined,
  T: Dual,
  { constants, referencePressure }: Mechanism,
  values: readonly Dual[],
): Dual {
  if (correction === undefined) return dual.constant(0)
  if (correction.kind === 'fixed') return values[correction.value]!
  const plain = { T: T.v, p0: referencePressure, constants, values: [] }
  const v = thermochemistry.surfaceCorrection(correction, plain)
  if (correction.kind !== 'harmonic')
    return { v, d: -thermochemistry.tabulatedEntropy(correction, T.v, constants) * T.d }
  let slope = 0
  for (const theta of correction.vibrational) {
    const x = theta / T.v
    slope += Math.log1p(-Math.exp(-x)) - x / Math.expm1(x)
  }
  return { v, d: constants.kBeV * slope * T.d }
}

function gasCorrection(
  gas: Gas,
  T: Dual,
  p0: number,
  { constants }: Mechanism,
  values: readonly Dual[],
): Dual {
  const { correction, mass } = gas
  switch (correction.kind) {
    case 'none':
      return dual.constant(0)
    case 'shomate':
    case 'nasa7': {
      const entropy = thermochemistry.tabulatedEntropy(correction, T.v, constants)
      const pressure = constants.kBeV * Math.log(p0 / correction.pressure)
      const v = thermochemistry.gasCorrection(gas, { T: T.v, p0, constants, values: [] })
      return { v, d: (pressure - entropy) * T.d }
    }
    case 'fixed':
      return values[correction.value]!
    case 'ideal-gas': {
      const { kBJ, hJ, kBeV } = constants
      const { rotational, symmetry, vibrational } = correction
      const lnT = dual.log(T)
      const thermal = (2 * Math.PI * mass * kBJ) / (hJ * hJ)
      let lnq = dual.add(dual.times(lnT, 2.5), dual.constant(1.5 * Math.log(thermal) + Math.log(kBJ / p0)))
      const factors = rotational.reduce((product, theta) => product * theta, 1)
      if (rotational.length === 1)
        lnq = dual.add(lnq, dual.subtract(lnT, dual.constant(Math.log(factors * symmetry))))
      else if (rotational.length === 3)
        lnq = dual.add(
          lnq,
          dual.add(dual.times(lnT, 1.5), dual.constant(Math.log(Math.PI / factors) / 2 - Math.log(symmetry))),
        )
      let zeroPoint = 0
      for (const theta of vibrational) {
        const excited = dual.exp(dual.over(dual.constant(-theta), T))
        lnq = dual.subtract(lnq, dual.log(dual.subtract(dual.constant(1), excited)))
        if (correction.zeroPoint) zeroPoint += theta / 2
      }
      return dual.times(dual.subtract(dual.multiply(T, lnq), dual.constant(zeroPoint)), -kBeV)
    }
  }
}

function evaluateDual(expression: Expression, values: readonly Dual[]): Dual {
  if (expression.kind === 'number') return dual.constant(expression.value)
  if (expression.kind === 'parameter') return values[expression.index]!
  const args = expression.args.map(arg => evaluateDual(arg, values))
  const [a, b] = args as [Dual, Dual]
  switch (expression.op) {
    case 'add':
      return dual.add(a, b)
    case 'subtract':
      return dual.subtract(a, b)
    case 'multiply':
      return dual.multiply(a, b)
    case 'divide':
      return dual.over(a, b)
    case 'pow':
      return dual.power(a, b)
    case 'negate':
      return dual.times(a, -1)
    case 'min':
      return dual.times(dual.largest(args.map(arg => dual.times(arg, -1))), -1)
    case 'max':
      return dual.largest(args)
    case 'exp':
      return dual.exp(a)
    case 'log':
      return dual.log(a)
    case 'sqrt':
      return dual.power(a, dual.constant(0.5))
  }
}
