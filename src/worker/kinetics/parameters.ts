import { type Mechanism } from '../../shared/mechanism.js'
import { sortByDependency } from '../../shared/model/evaluate-parameters.js'
import { evaluate } from '../../shared/model/expression.js'

/** Values of all parameters in internal units, shape (parameters). */
export type ParameterValues = Float64Array

/**
 * Makes the function that turns given values (in the units people use) into internal ones, derived
 * parameters included.
 *
 * @returns set(given, out): `given` in the units of the parameters, shape (parameters), of which the
 *          entries of derived parameters are overwritten; `out` receives internal units
 */
export function parameterEvaluator(mechanism: Pick<Mechanism, 'parameters'>) {
  const { parameters } = mechanism
  const sorted = sortByDependency(parameters)
  if ('cycle' in sorted) throw new Error('the model door lets no cycle of parameters through')
  const derived = sorted.order.filter(index => parameters[index]!.expression !== undefined)
  return (given: Float64Array, out: ParameterValues): void => {
    const valueOf = (index: number): number => given[index]!
    for (const index of derived) given[index] = evaluate(parameters[index]!.expression!, valueOf)
    for (let i = 0; i < parameters.length; i++)
      out[i] = given[i]! * parameters[i]!.factor + parameters[i]!.offset
  }
}
