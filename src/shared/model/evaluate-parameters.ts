import type { Parameter, ParameterIndex } from '../mechanism.js'
import { evaluate, mentioned } from './expression.js'

/**
 * Values of all parameters in their own units: `given` where stated, defaults elsewhere, and derived
 * parameters from their expressions. Without cycles (the door refuses them) the order does not matter.
 *
 * @returns shape (parameters.length)
 */
export function evaluateParameters(
  parameters: readonly Pick<Parameter, 'name' | 'value' | 'expression'>[],
  given: Readonly<Record<string, number>> = {},
): number[] {
  const values: (number | undefined)[] = parameters.map(p =>
    p.expression ? undefined : Object.hasOwn(given, p.name) ? given[p.name] : p.value,
  )
  const valueOf = (index: ParameterIndex): number =>
    (values[index] ??= evaluate(parameters[index]!.expression!, valueOf))
  return parameters.map((_, index) => valueOf(index))
}

/** A path of parameters that leads back to its start, or undefined when there is none. */
export function findCycle(
  parameters: readonly Pick<Parameter, 'expression'>[],
): ParameterIndex[] | undefined {
  const finished = new Set<ParameterIndex>()
  function follow(index: ParameterIndex, path: readonly ParameterIndex[]): ParameterIndex[] | undefined {
    const seen = path.indexOf(index)
    if (seen >= 0) return [...path.slice(seen), index]
    if (finished.has(index)) return undefined
    const { expression } = parameters[index]!
    for (const next of expression ? mentioned(expression) : []) {
      const cycle = follow(next, [...path, index])
      if (cycle) return cycle
    }
    finished.add(index)
    return undefined
  }
  for (let index = 0; index < parameters.length; index++) {
    const cycle = follow(index, [])
    if (cycle) return cycle
  }
  return undefined
}
