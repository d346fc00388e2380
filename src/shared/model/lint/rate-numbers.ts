import type { RateLaw } from '../../mechanism.js'
import { isVaried, type LintContext, type Path, short, type Suspicion } from './lint-context.js'

/** [s⁻¹] Around kB T/h, with room for a loss or gain of entropy on the way to the transition state. */
const PREFACTORS = { least: 1e3, most: 1e20 }

/** Pre-exponential factors and sticking coefficients that no surface has. */
export function checkRateNumbers(context: LintContext): Suspicion[] {
  return context.mechanism.steps.flatMap(({ forward, reverse }, j) => [
    ...checkLaw(context, forward, ['steps', j, 'forward']),
    ...(reverse.kind === 'law' ? checkLaw(context, reverse.law, ['steps', j, 'reverse']) : []),
  ])
}

function checkLaw({ mechanism, at }: LintContext, law: RateLaw, side: Path): Suspicion[] {
  if (law.kind !== 'arrhenius' && law.kind !== 'collision') return []
  const factor = law.kind === 'arrhenius' ? law.A : law.sticking
  if (isVaried(mechanism, factor)) return []
  const power = law.b === undefined ? 1 : at.T ** at.values[law.b]!
  const value = at.values[factor]! * power
  return law.kind === 'arrhenius' ? prefactor(value, side) : sticking(law, value, at, side)
}

function prefactor(value: number, side: Path): Suspicion[] {
  const { least, most } = PREFACTORS
  if (value >= least && value <= most) return []
  return [
    {
      rule: 'odd-prefactor',
      path: [...side, 'arrhenius', 'A'],
      message: `The pre-exponential factor is ${short(value)} 1/s; usual are ${least} to ${most}.`,
      remedy: 'Look whether it is per site and second, not per area, and whether a logarithm was meant.',
    },
  ]
}

function sticking(
  law: Extract<RateLaw, { kind: 'collision' }>,
  factor: number,
  { values, kT }: LintContext['at'],
  side: Path,
): Suspicion[] {
  const barrier = law.barrier === undefined ? 0 : values[law.barrier]!
  const value = factor * Math.exp(-barrier / kT)
  if (value <= 1) return []
  // s/(1 − s/2) has its pole there.
  const impossible = law.motzWise === true && value >= 2
  return [
    {
      rule: 'sticking-above-one',
      severity: impossible ? 'error' : 'warning',
      path: [...side, 'adsorption', 'sticking'],
      message:
        `The sticking coefficient is ${short(value)}: more molecules stick than hit the surface.` +
        (impossible ? ' With motz_wise the rate constant is not even positive.' : ''),
      remedy: 'Use 1 or less; a percentage carries its sign: 20 %.',
    },
  ]
}
