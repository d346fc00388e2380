import type { Parameter, ParameterIndex } from '../mechanism.js'
import { evaluate, mentioned } from './expression.js'

type Derivable = Pick<Parameter, 'expression'>

/**
 * Values of all parameters in their own units: `given` where stated, defaults elsewhere, and derived
 * parameters from their expressions. The door refuses cycles, so that there is always an order.
 *
 * @returns shape (parameters.length)
 */
export function evaluateParameters(
  parameters: readonly Pick<Parameter, 'name' | 'value' | 'expression'>[],
  given: Readonly<Record<string, number>> = {},
): number[] {
  const values = parameters.map(p => (Object.hasOwn(given, p.name) ? given[p.name]! : p.value))
  const sorted = sortByDependency(parameters)
  for (const index of 'order' in sorted ? sorted.order : []) {
    const { expression } = parameters[index]!
    if (expression) values[index] = evaluate(expression, other => values[other]!)
  }
  return values
}

/** Each parameter after those it depends on, or a path of parameters that leads back to its start. */
export function sortByDependency(
  parameters: readonly Derivable[],
): { readonly order: readonly ParameterIndex[] } | { readonly cycle: readonly ParameterIndex[] } {
  const order = new Set<ParameterIndex>()
  const path = new Set<ParameterIndex>()
  function follow(index: ParameterIndex): ParameterIndex[] | undefined {
    if (order.has(index)) return undefined
    if (path.has(index)) {
      const steps = [...path]
      return [...steps.slice(steps.indexOf(index)), index]
    }
    path.add(index)
    const { expression } = parameters[index]!
    for (const next of new Set(expression ? mentioned(expression) : [])) {
      const cycle = follow(next)
      if (cycle) return cycle
    }
    path.delete(index)
    order.add(index)
    return undefined
  }
  for (let index = 0; index < parameters.length; index++) {
    const cycle = follow(index)
    if (cycle) return { cycle }
  }
  return { order: [...order] }
}
