import type { Mechanism, ParameterIndex, RateLaw } from '../mechanism.js'
import { mentioned } from './expression.js'
import { reactorParameters } from './reactor-conditions.js'

/** A place that depends on a parameter: a gas, an adsorbate, a step or another parameter, and its key there; no owner is the model itself. */
export interface Use {
  readonly owner: string
  /** A key of the format, such as `pressure` or `barrier`; `expression` of a parameter. */
  readonly key: string
}

/** Direct uses of every parameter, shape (parameters). */
export function whereUsed(mechanism: Mechanism): Use[][] {
  const uses: Use[][] = mechanism.parameters.map(() => [])
  const add = (index: ParameterIndex | undefined, owner: string, key: string): void => {
    if (index !== undefined) uses[index]!.push({ owner, key })
  }
  add(mechanism.temperature, '', 'temperature')
  for (const { name, pressure, energy, correction } of mechanism.gases) {
    add(pressure, name, 'pressure')
    add(energy, name, 'energy')
    if (correction.kind === 'fixed') add(correction.value, name, 'thermo')
  }
  for (const [index, , key] of reactorParameters(mechanism.reactor)) add(index, 'reactor', key)
  for (const { name, energy, correction } of mechanism.surface) {
    add(energy, name, 'energy')
    if (correction?.kind === 'fixed') add(correction.value, name, 'thermo')
  }
  for (const { surface, energy } of mechanism.interactions ?? [])
    add(energy, mechanism.surface[surface]!.name, 'interactions')
  for (const { label, forward, reverse, coverage = [], reverseCoverage = [], transfer } of mechanism.steps) {
    add(transfer, label, 'transfer')
    for (const { decades, order, energy } of [...coverage, ...reverseCoverage])
      for (const index of [decades, order, energy]) add(index, label, 'coverage')
    for (const [index, key] of lawUses(forward)) add(index, label, key)
    if (reverse.kind === 'law') for (const [index, key] of lawUses(reverse.law)) add(index, label, key)
    else if ('value' in reverse) add(reverse.value, label, reverse.kind.replace('-', '_'))
  }
  for (const { name, expression } of mechanism.parameters)
    for (const index of new Set(expression ? mentioned(expression) : [])) add(index, name, 'expression')
  return uses
}

function lawUses(law: RateLaw): [ParameterIndex | undefined, string][] {
  switch (law.kind) {
    case 'constant':
      return [[law.k, 'rate_constant']]
    case 'arrhenius':
      return [
        [law.A, 'A'],
        [law.b, 'b'],
        [law.Ea, 'Ea'],
      ]
    case 'tst':
      return [[law.barrier, 'barrier']]
    case 'collision':
      return [
        [law.sticking, 'sticking'],
        [law.area, 'area'],
        [law.barrier, 'barrier'],
        [law.b, 'b'],
      ]
    case 'energies':
      return [
        [law.transitionState, 'transition_state'],
        [law.transitionCorrection?.kind === 'fixed' ? law.transitionCorrection.value : undefined, 'thermo'],
      ]
  }
}
