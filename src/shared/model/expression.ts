import type { Expression, ParameterIndex } from '../mechanism.js'

/** The parameters an expression mentions. */
export function mentioned(expression: Expression): ParameterIndex[] {
  if (expression.kind === 'number') return []
  if (expression.kind === 'parameter') return [expression.index]
  return expression.args.flatMap(mentioned)
}

/** Value of an expression, given the value of each parameter in its own unit. */
export function evaluate(expression: Expression, valueOf: (index: ParameterIndex) => number): number {
  if (expression.kind === 'number') return expression.value
  if (expression.kind === 'parameter') return valueOf(expression.index)
  const args = expression.args.map(arg => evaluate(arg, valueOf))
  const [a, b] = args as [number, number]
  switch (expression.op) {
    case 'add':
      return a + b
    case 'subtract':
      return a - b
    case 'multiply':
      return a * b
    case 'divide':
      return a / b
    case 'pow':
      return a ** b
    case 'negate':
      return -a
    case 'min':
      return Math.min(...args)
    case 'max':
      return Math.max(...args)
    case 'exp':
      return Math.exp(a)
    case 'log':
      return Math.log(a)
    case 'sqrt':
      return Math.sqrt(a)
  }
}
