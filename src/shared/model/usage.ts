import type { Mechanism, ParameterIndex, RateLaw } from '../mechanism.js'
import { mentioned } from './expression.js'

/** Names of the parameters on which the rates of a mechanism depend, directly or through expressions. */
export function usedParameters(mechanism: Mechanism): Set<string> {
  const used = new Set<ParameterIndex>()
  function use(index: ParameterIndex | undefined): void {
    if (index === undefined || used.has(index)) return
    used.add(index)
    const { expression } = mechanism.parameters[index]!
    if (expression) mentioned(expression).forEach(use)
  }
  use(mechanism.temperature)
  for (const gas of mechanism.gases) {
    use(gas.pressure)
    use(gas.energy)
    if (gas.correction.kind === 'fixed') use(gas.correction.value)
  }
  for (const species of mechanism.surface) use(species.energy)
  for (const { forward, reverse } of mechanism.steps) {
    lawParameters(forward).forEach(use)
    if (reverse.kind === 'law') lawParameters(reverse.law).forEach(use)
    else if ('value' in reverse) use(reverse.value)
  }
  return new Set([...used].map(index => mechanism.parameters[index]!.name))
}

function lawParameters(law: RateLaw): (ParameterIndex | undefined)[] {
  switch (law.kind) {
    case 'constant':
      return [law.k]
    case 'arrhenius':
      return [law.A, law.b, law.Ea]
    case 'tst':
      return [law.barrier]
    case 'collision':
      return [law.sticking, law.area, law.barrier]
    case 'energies':
      return [law.transitionState]
  }
}
