import { stepEnergy } from '../../energy/step-energies.js'
import type { Mechanism, Step, Term } from '../../mechanism.js'
import { type LintContext, short, type Suspicion } from './lint-context.js'
import { pressureSlip } from './pressure-slip.js'

/** [eV] See cycles.ts. */
const TOLERANCE = 0.01

/** Where the model states the energies of all species of a step, its reverse constant has to agree with them. */
export function checkEnergies({ mechanism, at }: LintContext): Suspicion[] {
  const kT = mechanism.constants.kBeV * at.T
  return mechanism.steps.flatMap((step, j): Suspicion[] => {
    const { label, reverse, reactants, products } = step
    if (reverse.kind === 'irreversible' || reverse.kind === 'energies') return []
    if (![...reactants, ...products].every(term => isKnown(mechanism, term))) return []
    const own = stepEnergy(step, 'standard', at)
    const expected = stepEnergy(fromEnergies(step), 'standard', at)
    if (!('change' in own) || !('change' in expected)) return []
    const mismatch = own.change - expected.change
    if (Math.abs(mismatch) <= TOLERANCE) return []
    const slip = pressureSlip(mismatch, kT)
    return [
      {
        rule: slip ? 'standard-state' : 'reverse-mismatch',
        path: ['steps', j, 'reverse'],
        message:
          `The reverse constant of "${label}" belongs to a reaction free energy of ${short(own.change)} eV, but the ` +
          `energies of its species give ${short(expected.change)} eV at ${short(at.T)} K; it is ` +
          `${short(Math.exp(mismatch / kT))} times what they say.${slip ? ` ${slip}` : ''}`,
        remedy: slip
          ? 'Take the constant to the reference pressure of the model, or write "reverse: energies".'
          : 'Write "reverse: energies", or correct the constant or the energies.',
      },
    ]
  })
}

const fromEnergies = (step: Step): Step => ({ ...step, reverse: { kind: 'energies' } })

/** Whether G of a species is stated: by an energy, by an absolute table, or because it is a free site. */
function isKnown({ gases, surface }: Mechanism, term: Term): boolean {
  if ('surface' in term && surface[term.surface]!.free) return true
  const species = 'gas' in term ? gases[term.gas]! : surface[term.surface]!
  return species.energy !== undefined || species.correction?.kind === 'nasa7'
}
