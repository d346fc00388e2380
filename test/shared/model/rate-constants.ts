import { evaluateParameters } from '../../../src/shared/model/evaluate-parameters.js'
import type { Gas, Mechanism, RateLaw, Step, Term } from '../../../src/shared/mechanism.js'

/**
 * kf and kr of every step straight from the formulas in mechanism.ts, independent of the worker, so that
 * a test of the door can compare with published numbers.
 */
export function rateConstants(
  mechanism: Mechanism,
  given: Record<string, number> = {},
): { kf: number[]; kr: number[] } {
  const raw = evaluateParameters(mechanism.parameters, given)
  const value = (index: number): number =>
    raw[index]! * mechanism.parameters[index]!.factor + mechanism.parameters[index]!.offset
  const T = value(mechanism.temperature)
  const { kBeV, kBJ, heV, hJ } = mechanism.constants
  const p0 = mechanism.referencePressure

  function correction(gas: Gas): number {
    const c = gas.correction
    if (c.kind === 'none') return 0
    if (c.kind === 'fixed') return value(c.value)
    if (c.kind !== 'ideal-gas') throw new Error(`the samples have no ${c.kind}`)
    const translation = ((2 * Math.PI * gas.mass * kBJ * T) / hJ ** 2) ** 1.5 * ((kBJ * T) / p0)
    const product = c.rotational.reduce((q, theta) => q * (T / theta), 1)
    const rotation = c.rotational.length === 3 ? Math.sqrt(Math.PI * product) : product
    const vibration = c.vibrational.reduce(
      (q, theta) => (q * (c.zeroPoint ? Math.exp(-theta / (2 * T)) : 1)) / (1 - Math.exp(-theta / T)),
      1,
    )
    return -kBeV * T * Math.log(translation * (rotation / c.symmetry) * vibration)
  }

  const sum = (terms: readonly Term[], of: (gasOrSurface: { gas?: Gas; energy: number }) => number): number =>
    terms.reduce((total, term) => {
      const species = 'gas' in term ? mechanism.gases[term.gas]! : mechanism.surface[term.surface]!
      const energy = species.energy === undefined ? 0 : value(species.energy)
      return total + term.count * of('pressure' in species ? { gas: species, energy } : { energy })
    }, 0)
  const free = (terms: readonly Term[]): number => sum(terms, s => s.energy + (s.gas ? correction(s.gas) : 0))
  const corrections = (terms: readonly Term[]): number => sum(terms, s => (s.gas ? correction(s.gas) : 0))
  const tst = (barrier: number): number => ((kBeV * T) / heV) * Math.exp(-barrier / (kBeV * T))

  function law(l: RateLaw, step: Step): number {
    switch (l.kind) {
      case 'constant':
        return value(l.k)
      case 'arrhenius':
        return value(l.A) * T ** (l.b === undefined ? 0 : value(l.b)) * Math.exp(-value(l.Ea) / (kBeV * T))
      case 'tst':
        return tst(value(l.barrier))
      case 'collision': {
        const m = mechanism.gases[l.gas]!.mass
        const barrier = l.barrier === undefined ? 0 : value(l.barrier)
        const flux = (p0 * value(l.area)) / Math.sqrt(2 * Math.PI * m * kBJ * T)
        return value(l.sticking) * flux * Math.exp(-barrier / (kBeV * T))
      }
      case 'energies': {
        const [initial, final] = [free(step.reactants), free(step.products)]
        const top = l.transitionState === undefined ? -Infinity : value(l.transitionState)
        return tst(Math.max(0, top - initial, final - initial))
      }
    }
  }

  function reverse(step: Step, kf: number): number {
    const r = step.reverse
    if (r.kind === 'irreversible') return 0
    if (r.kind === 'law') return law(r.law, step)
    const dG =
      r.kind === 'energies'
        ? free(step.products) - free(step.reactants)
        : value(r.value) +
          (r.kind === 'reaction-energy' ? corrections(step.products) - corrections(step.reactants) : 0)
    return kf * Math.exp(dG / (kBeV * T))
  }

  const kf = mechanism.steps.map(step => law(step.forward, step))
  return { kf, kr: mechanism.steps.map((step, j) => reverse(step, kf[j]!)) }
}
