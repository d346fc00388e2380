import { type Conditions, freeBarrier, freeEnergyChange, reversed } from '../energy/step-energies.js'
import type { RateLaw, Step, Term } from '../mechanism.js'

/** A T^b exp(−Ea / kB T) per site [s⁻¹] with gases as p/p⁰, Ea in eV; T in K. */
export interface ArrheniusForm {
  readonly A: number
  readonly b: number
  readonly Ea: number
  /** The form holds at the temperature of the conditions only, because thermochemistry went into it. */
  readonly local: boolean
}

/** The forward and the reverse constant of a step; no reverse one where the step is irreversible. */
export function arrheniusForms(
  step: Step,
  at: Conditions,
): { forward: ArrheniusForm; reverse?: ArrheniusForm } {
  const forward = formOf(step.forward, step, at)
  const { reverse } = step
  if (reverse.kind === 'irreversible') return { forward }
  if (reverse.kind === 'law') return { forward, reverse: formOf(reverse.law, reversed(step), at) }
  const change = freeEnergyChange(step, at)!
  const local = forward.local || (reverse.kind !== 'free-energy' && isThermal(step, at))
  return { forward, reverse: { ...forward, Ea: forward.Ea - change, local } }
}

function formOf(law: RateLaw, step: Step, at: Conditions): ArrheniusForm {
  const { values, T, kT, mechanism } = at
  const { constants, gases, referencePressure } = mechanism
  const attempts = constants.kBeV / constants.heV
  switch (law.kind) {
    case 'constant':
      return { A: values[law.k]!, b: 0, Ea: 0, local: false }
    case 'arrhenius':
      return {
        A: values[law.A]!,
        b: law.b === undefined ? 0 : values[law.b]!,
        Ea: values[law.Ea]!,
        local: false,
      }
    case 'tst':
      return { A: attempts, b: 1, Ea: values[law.barrier]!, local: false }
    case 'energies': {
      const thermal = law.transitionCorrection !== undefined && law.transitionCorrection.kind !== 'fixed'
      return { A: attempts, b: 1, Ea: freeBarrier(law, step, at), local: thermal || isThermal(step, at) }
    }
    case 'collision': {
      const flux = referencePressure / Math.sqrt(2 * Math.PI * gases[law.gas]!.mass * constants.kBJ)
      const A = values[law.sticking]! * values[law.area]! * flux
      const [b, Ea] = [law.b, law.barrier].map(index => (index === undefined ? 0 : values[index]!)) as [
        number,
        number,
      ]
      if (!law.motzWise) return { A, b: b - 0.5, Ea, local: false }
      const sticking = values[law.sticking]! * T ** b * Math.exp(-Ea / kT)
      const corrected = (A * T ** b * Math.exp(-Ea / kT)) / (1 - sticking / 2)
      return { A: corrected, b: -0.5, Ea: 0, local: b !== 0 || Ea !== 0 }
    }
  }
}

/** Whether the free energy of a step depends on temperature. */
function isThermal({ reactants, products }: Step, { mechanism }: Conditions): boolean {
  const thermal = (term: Term): boolean => {
    const { correction } = 'gas' in term ? mechanism.gases[term.gas]! : mechanism.surface[term.surface]!
    return correction !== undefined && correction.kind !== 'none' && correction.kind !== 'fixed'
  }
  return [...reactants, ...products].some(thermal)
}
