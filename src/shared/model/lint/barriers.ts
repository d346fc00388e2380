import { stepEnergy } from '../../energy/step-energies.js'
import type { ParameterIndex, RateLaw, Step } from '../../mechanism.js'
import { isVaried, type LintContext, type Path, short, type Suspicion } from './lint-context.js'

/** [eV] No elementary step that matters has a barrier above this; kJ/mol taken for eV have. */
const HIGH = 5
/** [eV] Rounding of stated energies. */
const TOLERANCE = 1e-3

/** Barriers that no transition state has. */
export function checkBarriers(context: LintContext): Suspicion[] {
  return context.mechanism.steps.flatMap((step, j) => [
    ...outOfRange(context, step.forward, ['steps', j, 'forward']),
    ...(step.reverse.kind === 'law' ? outOfRange(context, step.reverse.law, ['steps', j, 'reverse']) : []),
    ...belowReaction(context, step, j),
  ])
}

function outOfRange({ mechanism, at }: LintContext, law: RateLaw, side: Path): Suspicion[] {
  const place = barrierOf(law)
  if (place === undefined || isVaried(mechanism, place.index)) return []
  const value = at.values[place.index]!
  const path = [...side, ...place.path]
  if (value < 0)
    return [
      {
        rule: 'negative-barrier',
        path,
        message: `The barrier of ${short(value)} eV is below zero.`,
        remedy: 'Use 0 for a step without a barrier; look at the sign and at which state is the initial one.',
      },
    ]
  if (value <= HIGH) return []
  return [
    {
      rule: 'high-barrier',
      path,
      message: `The barrier of ${short(value)} eV is above ${HIGH} eV: this step never happens.`,
      remedy: 'Look at the unit: 1 eV is 96.5 kJ/mol or 23.1 kcal/mol.',
    },
  ]
}

function barrierOf(law: RateLaw): { index: ParameterIndex; path: Path } | undefined {
  switch (law.kind) {
    case 'tst':
      return { index: law.barrier, path: ['barrier'] }
    case 'arrhenius':
      return { index: law.Ea, path: ['arrhenius', 'Ea'] }
    case 'collision':
      return law.barrier === undefined ? undefined : { index: law.barrier, path: ['adsorption', 'barrier'] }
    default:
      return undefined
  }
}

/** A barrier lower than the final state: the way back would have a negative one. */
function belowReaction({ mechanism, at }: LintContext, step: Step, j: number): Suspicion[] {
  const { forward, reverse, label } = step
  const place = barrierOf(forward)
  if (place === undefined || reverse.kind === 'irreversible' || reverse.kind === 'law') return []
  if (isVaried(mechanism, place.index)) return []
  // Free energies go with the barrier of transition-state theory, energies with the others.
  const kind = forward.kind === 'tst' ? 'standard' : 'energy'
  const energy = stepEnergy(step, kind, at)
  if (!('change' in energy) || energy.effective || energy.barrier >= energy.change - TOLERANCE) return []
  return [
    {
      rule: 'barrier-below-reaction',
      path: ['steps', j, 'forward', ...place.path],
      message:
        `The barrier of "${label}" is ${short(energy.barrier)} eV, less than its reaction ` +
        `${kind === 'standard' ? 'free energy' : 'energy'} of ${short(energy.change)} eV: the way back has a barrier ` +
        `below zero.`,
      remedy: `Raise the barrier to ${short(energy.change)} eV or more, or correct the reaction energy.`,
    },
  ]
}
