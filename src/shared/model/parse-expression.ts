import { create, type MathNode, parseDependencies } from 'mathjs/number'
import type { Expression, ExpressionOp, ParameterIndex } from '../mechanism.js'
import { type FUNCTION_NAMES } from './keys.js'
import { MAX_EXPRESSION_LENGTH } from './limits.js'
import { suggest } from './nearest.js'

const math = create(parseDependencies!)

export type ExpressionReading =
  { readonly expression: Expression } | { readonly problem: string; readonly remedy: string }

/** mathjs operators and functions that have a counterpart in our Expression, with their arities. */
const OPERATORS: Readonly<Record<string, ExpressionOp>> = {
  add: 'add',
  subtract: 'subtract',
  multiply: 'multiply',
  divide: 'divide',
  pow: 'pow',
  unaryMinus: 'negate',
}
const FUNCTIONS: Readonly<
  Record<(typeof FUNCTION_NAMES)[number], { op: ExpressionOp; min: number; max: number }>
> = {
  exp: { op: 'exp', min: 1, max: 1 },
  log: { op: 'log', min: 1, max: 1 },
  sqrt: { op: 'sqrt', min: 1, max: 1 },
  min: { op: 'min', min: 1, max: 50 },
  max: { op: 'max', min: 1, max: 50 },
  pow: { op: 'pow', min: 2, max: 2 },
}
const MAX_NESTING = 60

class Unusable extends Error {
  constructor(
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(problem)
  }
}

/**
 * Reads an arithmetic expression over parameters. mathjs only parses: nothing is ever evaluated as code,
 * and whatever is not arithmetic (assignments, indices, strings, other functions) is refused.
 */
export function readExpression(
  text: string,
  indexOf: ReadonlyMap<string, ParameterIndex>,
): ExpressionReading {
  if (text.length > MAX_EXPRESSION_LENGTH)
    return { problem: 'is too long', remedy: `Stay below ${MAX_EXPRESSION_LENGTH} characters.` }
  try {
    return { expression: convert(parse(text), indexOf, 0) }
  } catch (thrown) {
    if (thrown instanceof Unusable) return { problem: thrown.problem, remedy: thrown.remedy }
    throw thrown
  }
}

function parse(text: string): MathNode {
  try {
    return math.parse!(text)
  } catch (thrown) {
    // Syntax errors, and a stack overflow from absurd nesting.
    const detail = thrown instanceof SyntaxError ? ` (${thrown.message})` : ''
    throw new Unusable(`is not an expression${detail}`, 'Write for example 0.67 * (E_O + E_CO) + 1.83.')
  }
}

function convert(node: MathNode, indexOf: ReadonlyMap<string, ParameterIndex>, depth: number): Expression {
  if (depth > MAX_NESTING) throw new Unusable('is nested too deeply', 'Split it into several parameters.')
  const inner = (child: MathNode): Expression => convert(child, indexOf, depth + 1)
  if (math.isParenthesisNode!(node)) return inner(node.content)
  if (math.isConstantNode!(node)) return numberNode(node.value)
  if (math.isSymbolNode!(node)) return parameterNode(node.name, indexOf)
  if (math.isOperatorNode!(node)) {
    if (node.implicit)
      throw new Unusable(`leaves out a sign in "${node.toString()}"`, 'Write * for a product.')
    const args = node.args.map(inner)
    if (node.fn === 'unaryPlus') return args[0]!
    if (Object.hasOwn(OPERATORS, node.fn)) return { kind: 'call', op: OPERATORS[node.fn]!, args }
    throw new Unusable(`uses "${node.op}"`, 'Use + - * / ^ and parentheses.')
  }
  if (math.isFunctionNode!(node)) {
    const name = node.fn.name
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name as keyof typeof FUNCTIONS] : undefined
    if (!known) throw new Unusable(`uses the function "${name}"`, 'Use exp, log, sqrt, min, max or pow.')
    if (node.args.length < known.min || node.args.length > known.max)
      throw new Unusable(`gives ${name} ${node.args.length} arguments`, `Give ${name} ${known.min}.`)
    return { kind: 'call', op: known.op, args: node.args.map(inner) }
  }
  throw new Unusable(
    'is not plain arithmetic',
    'Use numbers, parameters, + - * / ^, exp, log, sqrt, min, max.',
  )
}

function numberNode(value: unknown): Expression {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Unusable('has a part that is not a finite number', 'Use numbers, parameters and arithmetic.')
  return { kind: 'number', value }
}

function parameterNode(name: string, indexOf: ReadonlyMap<string, ParameterIndex>): Expression {
  const index = indexOf.get(name)
  if (index !== undefined) return { kind: 'parameter', index }
  throw new Unusable(`uses "${name}", which is not a parameter`, suggest(name, [...indexOf.keys()]))
}
