import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/python'
import { type Door, reportAt } from '../model/door.js'

/** What a Python literal can be. */
export type Literal = null | boolean | number | string | readonly Literal[] | LiteralDict
export interface LiteralDict {
  readonly [key: string]: Literal
}

/** A literal and where it stands in the text. */
export interface Assigned {
  readonly value: Literal
  readonly offset: number
}

/**
 * The literal assignments of a Python text, `name = …` and `name['key'] = …`, which makes an entry of a dictionary.
 * Nothing is run: every other statement is an error that quotes it.
 */
export function readAssignments(door: Door): Map<string, Assigned> {
  const names = new Map<string, Assigned>()
  const tree = parser.parse(door.text)
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling)
    if (node.name !== 'Comment') readStatement(door, node, names)
  return names
}

const textOf = (door: Door, node: SyntaxNode): string => door.text.slice(node.from, node.to)

function refuse(door: Door, node: SyntaxNode, what: string): undefined {
  const line = textOf(door, node).split('\n')[0]!
  reportAt(door, node.from, {
    severity: 'error',
    rule: 'code',
    field: '',
    value: line.length > 80 ? `${line.slice(0, 79)}…` : line,
    message: `${what} is not read: the file is taken as data, and no code in it is run.`,
    remedy: 'Write its result as a literal, or remove the line.',
  })
}

function readStatement(door: Door, node: SyntaxNode, names: Map<string, Assigned>): void {
  if (node.name !== 'AssignStatement') {
    const what = node.name === '⚠' ? 'Text that is not Python' : `A statement (${describe(node.name)})`
    refuse(door, node, what)
    return
  }
  const target = node.firstChild
  const assign = target?.nextSibling
  const source = assign?.nextSibling
  if (!target || assign?.name !== 'AssignOp' || !source || source.nextSibling) {
    refuse(door, node, 'An assignment to several names')
    return
  }
  const value = readLiteral(door, source)
  if (value === undefined) return
  if (target.name === 'VariableName') {
    names.set(textOf(door, target), { value, offset: node.from })
    return
  }
  const key = target.name === 'MemberExpression' ? memberOf(door, target) : undefined
  const holder = key && names.get(key.name)?.value
  if (!key || !isDict(holder)) {
    refuse(door, node, 'An assignment to anything but a name or an entry of a dictionary')
    return
  }
  names.set(key.name, { value: { ...holder, [key.key]: value }, offset: node.from })
}

const describe = (name: string): string => name.replace(/(Statement|Definition)$/, '').toLowerCase()

export const isDict = (value: Literal | undefined): value is LiteralDict =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `name['key']` */
function memberOf(door: Door, node: SyntaxNode): { name: string; key: string } | undefined {
  const [name, open, key] = childrenOf(node)
  if (name?.name !== 'VariableName' || !open || textOf(door, open) !== '[' || key?.name !== 'String')
    return undefined
  const text = stringOf(textOf(door, key))
  return text === undefined ? undefined : { name: textOf(door, name), key: text }
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== 'Comment') children.push(child)
  return children
}

function readLiteral(door: Door, node: SyntaxNode): Literal | undefined {
  switch (node.name) {
    case 'Number':
      return numberOf(door, node)
    case 'MemberExpression':
      // The grammar takes the decimal point of "1." for a member of 1.
      return TRAILING_POINT.test(textOf(door, node).trim())
        ? numberOf(door, node)
        : refuse(door, node, 'An expression')
    case 'String': {
      const text = stringOf(textOf(door, node))
      return text === undefined ? refuse(door, node, 'This kind of string') : text
    }
    case 'ContinuedString':
      return childrenOf(node)
        .map(child => stringOf(textOf(door, child)) ?? '')
        .join('')
    case 'Boolean':
      return textOf(door, node) === 'True'
    case 'None':
      return null
    case 'UnaryExpression': {
      const [sign, operand] = childrenOf(node)
      const value = operand && readLiteral(door, operand)
      if (typeof value !== 'number')
        return value === undefined ? undefined : refuse(door, node, 'An expression')
      return textOf(door, sign!) === '-' ? -value : value
    }
    case 'ParenthesizedExpression': {
      const inner = childrenOf(node)[1]
      return inner && readLiteral(door, inner)
    }
    case 'ArrayExpression':
    case 'TupleExpression':
      return readList(door, node)
    case 'DictionaryExpression':
      return readDict(door, node)
    default:
      return refuse(door, node, 'An expression')
  }
}

function numberOf(door: Door, node: SyntaxNode): number | undefined {
  const value = Number(textOf(door, node).trim().replaceAll('_', ''))
  return Number.isFinite(value) ? value : refuse(door, node, 'This number')
}

const TRAILING_POINT = /^\d[\d_]*\.(?:[eE][+-]?\d+)?$/

const isPunctuation = (node: SyntaxNode): boolean => /^[[\](){},:]$/.test(node.name)

function readList(door: Door, node: SyntaxNode): Literal | undefined {
  const items = childrenOf(node)
    .filter(child => !isPunctuation(child))
    .map(child => readLiteral(door, child))
  return items.includes(undefined) ? undefined : (items as Literal[])
}

function readDict(door: Door, node: SyntaxNode): Literal | undefined {
  const parts = childrenOf(node).filter(child => !isPunctuation(child))
  const entries: [string, Literal][] = []
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const key = readLiteral(door, parts[i]!)
    const value = readLiteral(door, parts[i + 1]!)
    if (key === undefined || value === undefined) return undefined
    entries.push([String(key), value])
  }
  return Object.fromEntries(entries)
}

/** Plain quotes, single or triple, with the usual escapes; no raw, byte or formatted strings. */
function stringOf(source: string): string | undefined {
  const match = source.match(/^(?:[uU])?("""|'''|"|')([\s\S]*)\1$/)
  return match?.[2]!.replace(/\\(\n|.)/g, (_, c: string) => ({ n: '\n', t: '\t', '\n': '' })[c] ?? c)
}
