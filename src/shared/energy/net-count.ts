import type { Step, Term } from '../mechanism.js'

/** Molecules of a species that one run of a step makes (positive) or uses up. */
export function netCount(step: Step, kind: 'gas' | 'surface', index: number): number {
  const is = (term: Term): boolean =>
    kind === 'gas' ? 'gas' in term && term.gas === index : 'surface' in term && term.surface === index
  const on = (terms: readonly Term[]): number =>
    terms.reduce((sum, term) => sum + (is(term) ? term.count : 0), 0)
  return on(step.products) - on(step.reactants)
}
