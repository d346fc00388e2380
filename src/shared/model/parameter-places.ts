import { isMap, isScalar, type Node } from 'yaml'
import { NUMBER_PATTERN } from './number-text.js'
import type { Draft } from './parameters.js'

/** Where the number or expression of a parameter stands in the text of its model. */
export interface ParameterPlace {
  readonly name: string
  readonly unit: string
  /** The internal unit, which names the dimension. */
  readonly dimension: string
  readonly description: string
  /** Path in the model, such as `steps[2].forward.barrier`. */
  readonly field: string
  readonly kind: 'number' | 'expression'
  /** The digits alone, or the scalar of the expression with its quotes: half-open range of characters. */
  readonly from: number
  readonly to: number
  /** The digits, or the expression without quotes. */
  readonly written: string
}

/** Places of all parameters of which the text gives a number or an expression, in the order of the model. */
export function placesOf(text: string, drafts: readonly Draft[]): ParameterPlace[] {
  return drafts.flatMap(draft => {
    const place = placeOf(text, draft)
    const { name, unit, scale, description, cell } = draft
    return place ? [{ name, unit, dimension: scale.dimension, description, field: cell.field, ...place }] : []
  })
}

function placeOf(
  text: string,
  { cell }: Draft,
): Pick<ParameterPlace, 'kind' | 'from' | 'to' | 'written'> | undefined {
  const expression = memberOf(cell.node, 'expression')
  if (isScalar(expression) && expression.range) {
    const [from, to] = expression.range
    return {
      kind: 'expression',
      from,
      to: to - trailingSpace(text, from, to),
      written: String(expression.value),
    }
  }
  const node = isMap(cell.node) ? memberOf(cell.node, 'value') : cell.node
  if (!isScalar(node) || !node.range) return undefined
  const digits = text.slice(node.range[0], node.range[1]).match(NUMBER_PATTERN)
  if (!digits) return undefined
  const from = node.range[0] + digits.index!
  return { kind: 'number', from, to: from + digits[0].length, written: digits[0] }
}

function memberOf(node: Node, name: string): Node | undefined {
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === name)
  return (pair?.value as Node | null | undefined) ?? undefined
}

/** A block scalar ends after its last line break, which belongs to the text around it. */
const trailingSpace = (text: string, from: number, to: number): number =>
  text.slice(from, to).length - text.slice(from, to).trimEnd().length

/** Arithmetic that YAML reads back as the same text, also inside a flow mapping. */
const SAFE_PLAIN = /^[A-Za-z0-9_(.][\w +\-*/^().]*$/

/** An expression as YAML text: plain where that is safe, else in double quotes. */
export const expressionScalar = (expression: string): string =>
  SAFE_PLAIN.test(expression) ? expression : JSON.stringify(expression)
