import type { Mechanism, ParameterIndex, RateLaw, SurfaceCorrection } from '../mechanism.js'
import { mentioned } from './expression.js'
import { reactorParameters } from './reactor-conditions.js'

/** Names of the parameters on which the rates of a mechanism depend, directly or through expressions. */
export function usedParameters(mechanism: Mechanism): Set<string> {
  const used = new Set<ParameterIndex>()
  function use(index: ParameterIndex | undefined): void {
    if (index === undefined || used.has(index)) return
    used.add(index)
    const { expression } = mechanism.parameters[index]!
    if (expression) mentioned(expression).forEach(use)
  }
  for (const gas of mechanism.gases) use(gas.pressure)
  for (const [index] of reactorParameters(mechanism.reactor)) use(index)
  constantParameters(mechanism).forEach(use)
  return new Set([...used].map(index => mechanism.parameters[index]!.name))
}

/** Parameters that rate constants depend on directly, which pressures as such are not. */
export function constantParameters(mechanism: Mechanism): ParameterIndex[] {
  const { temperature, gases, surface, steps, interactions = [] } = mechanism
  const indices: (ParameterIndex | undefined)[] = [temperature]
  for (const { energy, correction } of gases)
    indices.push(energy, correction.kind === 'fixed' ? correction.value : undefined)
  for (const { energy, correction } of surface) indices.push(energy, ...correctionParameters(correction))
  for (const { energy } of interactions) indices.push(energy)
  for (const { forward, reverse, coverage = [], reverseCoverage = [], transfer } of steps) {
    indices.push(...lawParameters(forward), transfer)
    for (const { decades, order, energy } of [...coverage, ...reverseCoverage])
      indices.push(decades, order, energy)
    if (reverse.kind === 'law') indices.push(...lawParameters(reverse.law))
    else if ('value' in reverse) indices.push(reverse.value)
  }
  return [...new Set(indices.filter(index => index !== undefined))]
}

const correctionParameters = (correction: SurfaceCorrection | undefined): ParameterIndex[] =>
  correction?.kind === 'fixed' ? [correction.value] : []

function lawParameters(law: RateLaw): (ParameterIndex | undefined)[] {
  switch (law.kind) {
    case 'constant':
      return [law.k]
    case 'arrhenius':
      return [law.A, law.b, law.Ea]
    case 'tst':
      return [law.barrier]
    case 'collision':
      return [law.sticking, law.area, law.barrier, law.b]
    case 'energies':
      return [law.transitionState, ...correctionParameters(law.transitionCorrection)]
  }
}
