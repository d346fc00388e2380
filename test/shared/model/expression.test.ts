import { describe, expect, it } from 'vitest'
import type { Expression, Parameter } from '../../../src/shared/mechanism.js'
import { evaluateParameters, sortByDependency } from '../../../src/shared/model/evaluate-parameters.js'
import { evaluate } from '../../../src/shared/model/expression.js'
import { readExpression } from '../../../src/shared/model/parse-expression.js'

const NAMES = new Map([
  ['a', 0],
  ['b', 1],
])
const VALUES = [3, 5]

function value(text: string): number {
  const reading = readExpression(text, NAMES)
  if ('problem' in reading) throw new Error(reading.problem)
  return evaluate(reading.expression, index => VALUES[index]!)
}

describe('expressions', () => {
  it.each([
    ['1 + 2 * a', 7],
    ['(1 + 2) * a', 9],
    ['-a^2', -9],
    ['2^-1', 0.5],
    ['2^3^2', 512],
    ['b - a - 1', 1],
    ['b / a / 2', 5 / 3 / 2],
    ['+a', 3],
    ['max(a, b, 4) + min(a, b)', 8],
    ['exp(0) + log(1) + sqrt(4) + pow(2, 3)', 11],
    ['1e-3 * a', 0.003],
  ])('computes %s', (text, expected) => {
    expect(value(text)).toBe(expected)
  })

  it.each([
    '',
    'a =',
    'a = 3',
    'c',
    'a b',
    '2 a',
    'a[1]',
    'a.b',
    '"text"',
    'f(x) = x',
    '[1, 2]',
    '{x: 1}',
    'a ? 1 : 2',
    'a > b',
    'a!',
    'a; b',
    '1:3',
    'true',
    'sin(a)',
    'exp()',
    'exp(a, b)',
    'evaluate("1")',
    'import({}, {})',
    'constructor("return 1")()',
    'a.constructor',
    'cos.constructor("x")',
    '1e999',
    'NaN',
    'Infinity',
    '5 mod 3',
    '('.repeat(900),
    `${'('.repeat(100)}a${')'.repeat(100)}`,
    `${'-'.repeat(900)}a`,
    'a + '.repeat(400),
    'toString',
    '__proto__',
    'max.constructor(1)',
    'a\u0000b',
    'a;;;',
    '3 eV',
    "a'",
  ])('refuses %j with a remedy', text => {
    const reading = readExpression(text, NAMES)
    expect(reading).toMatchObject({ problem: expect.stringMatching(/./), remedy: expect.any(String) })
  })

  it('computes a diamond in the order of its dependencies', () => {
    const read = (text: string): { expression: Expression } =>
      readExpression(text, names) as { expression: Expression }
    const names = new Map(['a', 'b', 'c', 'd'].map((name, i) => [name, i]))
    const parameters: Pick<Parameter, 'name' | 'value' | 'expression'>[] = [
      { name: 'a', value: NaN, ...read('b + c') },
      { name: 'b', value: NaN, ...read('2 * d') },
      { name: 'c', value: NaN, ...read('3 * d') },
      { name: 'd', value: 1 },
    ]
    expect(sortByDependency(parameters)).toEqual({ order: [3, 1, 2, 0] })
    expect(evaluateParameters(parameters)).toEqual([5, 2, 3, 1])
    expect(evaluateParameters(parameters, { d: 10 })).toEqual([50, 20, 30, 10])
  })
})
