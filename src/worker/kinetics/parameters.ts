import { type Expression, type Mechanism } from '../../shared/mechanism.js'

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
  const order = derivedInOrder(mechanism)
  return (given: Float64Array, out: ParameterValues): void => {
    for (const index of order) given[index] = evaluate(parameters[index]!.expression!, given)
    for (let i = 0; i < parameters.length; i++)
      out[i] = given[i]! * parameters[i]!.factor + parameters[i]!.offset
  }
}

/** Derived parameters, each after those it needs; the model door has refused cycles. */
function derivedInOrder({ parameters }: Pick<Mechanism, 'parameters'>): number[] {
  const order: number[] = []
  const seen = new Set<number>()
  const visit = (index: number): void => {
    const expression = parameters[index]?.expression
    if (seen.has(index) || expression === undefined) return
    seen.add(index)
    for (const needed of references(expression)) visit(needed)
    order.push(index)
  }
  parameters.forEach((_, index) => visit(index))
  return order
}

function references(expression: Expression): number[] {
  switch (expression.kind) {
    case 'number':
      return []
    case 'parameter':
      return [expression.index]
    case 'call':
      return expression.args.flatMap(references)
  }
}

function evaluate(expression: Expression, given: Float64Array): number {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'parameter':
      return given[expression.index]!
    case 'call': {
      const args = expression.args.map(argument => evaluate(argument, given))
      return OPERATIONS[expression.op](...(args as [number, number]))
    }
  }
}

const OPERATIONS = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
  divide: (a: number, b: number) => a / b,
  pow: (a: number, b: number) => a ** b,
  negate: (a: number) => -a,
  min: Math.min,
  max: Math.max,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
}
