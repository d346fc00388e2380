import type { Mechanism, RateLaw, Step } from '../../mechanism.js'
import { isVaried, type LintContext, short, type Suspicion } from './lint-context.js'

/** [Pa] 1000 bar: above the pressures of reactors, and far outside the ideal gas. */
const HIGH = 1e8
/** [m²] Room enough for a molecule; and how far above its collisions a rate constant is surely a slip. */
const SITE_AREA = 1e-19
const FAR = 1e3

export function checkPressures(context: LintContext): Suspicion[] {
  return [...tooHigh(context), ...absentGases(context), ...tooFast(context)]
}

function tooHigh({ mechanism, at }: LintContext): Suspicion[] {
  const pressures = mechanism.gases.map(gas => at.values[gas.pressure]!)
  const total = pressures.reduce((sum, p) => sum + p, 0)
  if (total <= HIGH) return []
  const { name } = mechanism.gases[pressures.indexOf(Math.max(...pressures))]!
  return [
    {
      rule: 'high-pressure',
      path: ['gases', name],
      message: `The pressures add up to ${short(total / 1e5)} bar, most of it ${name}.`,
      remedy: 'Look at the unit: is it Pa that was meant, not bar?',
    },
  ]
}

/** Gases at pressure 0 that steps only consume: those steps stand still, which is seldom meant. */
export const onlyConsumedAtZero = ({ mechanism, at }: LintContext): number[] =>
  [...mechanism.gases.keys()].filter(gas => {
    const { pressure } = mechanism.gases[gas]!
    const takes = (terms: Step['reactants']): boolean => terms.some(term => 'gas' in term && term.gas === gas)
    return (
      at.values[pressure] === 0 &&
      !isVaried(mechanism, pressure) &&
      mechanism.steps.some(step => takes(step.reactants)) &&
      !mechanism.steps.some(step => takes(step.products))
    )
  })

function absentGases(context: LintContext): Suspicion[] {
  return onlyConsumedAtZero(context).map(gas => {
    const { name } = context.mechanism.gases[gas]!
    return {
      rule: 'absent-gas',
      path: ['gases', name],
      message: `Steps consume ${name} and none makes it, but its pressure is 0: they cannot run forward.`,
      remedy: 'Give it a pressure, or make the pressure an axis of the map.',
    }
  })
}

/** A given constant of adsorption that lets more molecules stick than hit the surface. */
function tooFast({ mechanism, at }: LintContext): Suspicion[] {
  return mechanism.steps.flatMap((step, j): Suspicion[] => {
    const gas = step.reactants.find(term => 'gas' in term)
    const k = givenConstant(step.forward, at.values, at.T, at.kT)
    if (!gas || k === undefined) return []
    const limit = collisions(mechanism, mechanism.gases[gas.gas]!.mass, at.T)
    if (k <= FAR * limit) return []
    return [
      {
        rule: 'faster-than-collisions',
        path: ['steps', j, 'forward'],
        message:
          `At p⁰ = ${short(mechanism.referencePressure)} Pa "${step.label}" runs with ${short(k)} 1/s, but about ` +
          `${short(limit)} molecules of ${mechanism.gases[gas.gas]!.name} hit a site in a second.`,
        remedy: 'Look for which pressure the constant is meant: the rate is k times p/p⁰.',
      },
    ]
  })
}

function givenConstant(law: RateLaw, values: readonly number[], T: number, kT: number): number | undefined {
  if (law.kind === 'constant') return values[law.k]!
  if (law.kind !== 'arrhenius') return undefined
  return values[law.A]! * T ** (law.b === undefined ? 0 : values[law.b]!) * Math.exp(-values[law.Ea]! / kT)
}

/** Collisions with one site at p⁰ [s⁻¹]. */
const collisions = ({ constants, referencePressure }: Mechanism, mass: number, T: number): number =>
  (SITE_AREA * referencePressure) / Math.sqrt(2 * Math.PI * mass * constants.kBJ * T)
