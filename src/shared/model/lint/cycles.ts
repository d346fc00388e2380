import { stepEnergy } from '../../energy/step-energies.js'
import type { Mechanism, Step } from '../../mechanism.js'
import { type LintContext, short, type Suspicion } from './lint-context.js'
import { nullSpace } from './null-space.js'
import { pressureSlip } from './pressure-slip.js'

/** [eV] Published energies are rounded to 0.01 eV; more than this over a whole cycle is a contradiction. */
const TOLERANCE = 0.01

/**
 * Around steps that together change nothing, gases included, the free energies must add up to zero: else the
 * model drives itself in a circle and has no equilibrium.
 */
export function checkCycles({ mechanism, at }: LintContext): Suspicion[] {
  const { steps, constants } = mechanism
  // Steps from energies of species close every cycle among themselves; first, so that they are the shared ones.
  const columns = [...steps.keys()]
    .filter(j => steps[j]!.reverse.kind !== 'irreversible')
    .sort((i, j) => order(steps[i]!) - order(steps[j]!) || i - j)
  const change = columns.map(j => {
    const energy = stepEnergy(steps[j]!, 'standard', at)
    return 'change' in energy ? energy.change : NaN
  })
  const found: Suspicion[] = []
  for (const weights of nullSpace(stoichiometry(mechanism, columns), columns.length)) {
    let mismatch = 0
    for (const [k, weight] of weights.entries()) if (weight !== 0) mismatch += weight * change[k]!
    if (!(Math.abs(mismatch) > TOLERANCE)) continue
    const names = weights.flatMap((weight, k) =>
      weight === 0 ? [] : [`${weighted(weight)}"${steps[columns[k]!]!.label}"`],
    )
    const slip = pressureSlip(mismatch, constants.kBeV * at.T)
    found.push({
      rule: 'cycle-mismatch',
      path: ['steps', columns[weights.findLastIndex(weight => weight !== 0)]!, 'reverse'],
      message:
        `The steps ${names.join(' ')} lead back to where they began, but their free energies at ${short(at.T)} K ` +
        `add up to ${short(mismatch)} eV, not to 0.${slip ? ` ${slip}` : ''}`,
      remedy: 'Correct the reverse constant of one of them, or give all of them by energies of species.',
    })
  }
  return found
}

const order = ({ reverse }: Step): number => (reverse.kind === 'energies' ? 0 : 1)

const weighted = (weight: number): string =>
  `${weight < 0 ? '− ' : '+ '}${Math.abs(weight) === 1 ? '' : `${short(Math.abs(weight))} `}`

/** Net numbers of each gas and surface species, shape (species, columns). */
function stoichiometry({ steps, gases, surface }: Mechanism, columns: readonly number[]): number[][] {
  const rows = Array.from({ length: gases.length + surface.length }, () => columns.map(() => 0))
  for (const [k, j] of columns.entries())
    for (const [terms, sign] of [[steps[j]!.reactants, -1] as const, [steps[j]!.products, 1] as const])
      for (const term of terms)
        rows['gas' in term ? term.gas : gases.length + term.surface]![k]! += sign * term.count
  return rows
}
