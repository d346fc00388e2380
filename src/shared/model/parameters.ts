import { isMap, isScalar } from 'yaml'
import type { Expression, ParameterIndex } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { FUNCTION_NAMES, PARAMETER_KEYS } from './keys.js'
import { MAX_EXPRESSION_LENGTH, MAX_PARAMETERS } from './limits.js'
import { suggest } from './nearest.js'
import { readExpression } from './parse-expression.js'
import { checkDimension, quantityOf, unitOf } from './quantity.js'
import { entriesOf, plainTextOf, recordOf, refuseLookAlike, textOf } from './reader.js'
import type { Unit } from './units.js'

/** A parameter while the file is being read. */
export interface Draft {
  readonly name: string
  readonly cell: Cell
  readonly unit: string
  readonly scale: Unit
  value: number
  expression?: Expression
  readonly description: string
  readonly declared: boolean
}

/** All parameters so far: those declared under `parameters`, then one for each literal number. */
export interface Registry {
  readonly drafts: Draft[]
  readonly indexOf: Map<string, ParameterIndex>
  /** Declared names whose value is unusable: reported once, not again where they are used. */
  readonly broken: Set<string>
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const isFunction = (name: string): boolean => (FUNCTION_NAMES as readonly string[]).includes(name)

/** Reads the block `parameters` into an empty registry. Expressions may mention parameters that come later. */
export function readParameters(door: Door, registry: Registry, cell: Cell | undefined): void {
  const entries = cell && entriesOf(door, cell, '"T: 500 K"')
  if (!entries) return
  const later: { draft: Draft; cell: Cell }[] = []
  for (const [name, { key, value }] of entries) {
    const found = checkName(door, key, name) ? readValue(door, value) : undefined
    if (!found) {
      registry.broken.add(name)
      continue
    }
    const draft = add(door, registry, name, value, found, true)
    if (draft && found.expression) later.push({ draft, cell: found.expression })
  }
  for (const { draft, cell } of later) readDerived(door, registry, draft, cell)
}

function checkName(door: Door, key: Cell, name: string): boolean {
  if (refuseLookAlike(door, key, name)) return false
  if (NAME.test(name) && !isFunction(name)) return true
  report(door, key, {
    rule: 'bad-name',
    value: name,
    message: `"${name}" cannot be the name of a parameter.`,
    remedy: isFunction(name)
      ? 'Choose another name; this one is a function.'
      : 'Use letters, digits and _, starting with a letter.',
  })
  return false
}

interface Value {
  readonly value: number
  readonly unit: string
  readonly scale: Unit
  readonly description: string
  readonly expression?: Cell
}

/** `500 K`, `{value, unit, description}` or `{expression, unit, description}`. */
function readValue(door: Door, cell: Cell): Value | undefined {
  if (!isMap(cell.node)) {
    const quantity = quantityOf(door, cell)
    return quantity && { ...quantity, description: '' }
  }
  const record = recordOf(door, cell, PARAMETER_KEYS)
  if (!record) return undefined
  const { value, expression } = record
  if ((value === undefined) === (expression === undefined))
    return report(door, cell, {
      rule: 'missing-key',
      message: value
        ? 'A value and an expression contradict each other.'
        : 'Neither value nor expression is given.',
      remedy: 'Give exactly one of "value" and "expression".',
    })
  const description = (record.description && textOf(door, record.description)) ?? ''
  const unit = record.unit && unitOf(door, record.unit)
  if (record.unit && !unit) return undefined
  if (expression) return { value: NaN, ...(unit ?? plain), description, expression }
  const quantity = quantityOf(door, value!)
  if (!quantity) return undefined
  if (unit && quantity.unit !== '1')
    return report(door, value!, {
      rule: 'wrong-unit',
      message: 'The unit is given twice.',
      remedy: 'Leave it out here, or remove the key "unit".',
    })
  return { ...quantity, ...unit, description }
}

const plain = { unit: '1', scale: { factor: 1, offset: 0, dimension: '1' } }

function add(
  door: Door,
  registry: Registry,
  name: string,
  cell: Cell,
  { value, unit, scale, description }: Value,
  declared: boolean,
): Draft | undefined {
  if (registry.drafts.length >= MAX_PARAMETERS) {
    if (registry.drafts.length === MAX_PARAMETERS && !door.findings.some(f => f.rule === 'too-many'))
      report(door, cell, {
        rule: 'too-many',
        message: `The model has more than ${MAX_PARAMETERS} parameters.`,
        remedy: 'Split the model, or give numbers that are alike one name.',
      })
    return undefined
  }
  const draft: Draft = { name, cell, unit, scale, value, description, declared }
  registry.indexOf.set(name, registry.drafts.length)
  registry.drafts.push(draft)
  return draft
}

function readDerived(door: Door, registry: Registry, draft: Draft, cell: Cell): void {
  const text =
    isScalar(cell.node) && typeof cell.node.value === 'number' ? String(cell.node.value) : undefined
  const formula = text ?? plainTextOf(door, cell, MAX_EXPRESSION_LENGTH)
  if (formula === undefined) return
  const reading = readExpression(formula, registry.indexOf)
  if ('expression' in reading) draft.expression = reading.expression
  else
    report(door, cell, {
      rule: 'bad-expression',
      message: `The expression ${reading.problem}.`,
      remedy: reading.remedy,
    })
}

/**
 * The parameter behind a value in the model: the named one, or a new one made from the literal, which
 * is then called `autoName`. Its dimension is checked.
 */
export function parameterAt(
  door: Door,
  registry: Registry,
  cell: Cell,
  dimension: string,
  autoName: string,
): ParameterIndex | undefined {
  const { node } = cell
  if (isScalar(node) && typeof node.value === 'string' && NAME.test(node.value.trim()))
    return reference(door, registry, cell, node.value, dimension)
  const found = readValue(door, cell)
  if (!found || !checkDimension(door, cell, found, dimension)) return undefined
  const draft = add(door, registry, autoName, cell, found, false)
  if (draft && found.expression) readDerived(door, registry, draft, found.expression)
  return draft && registry.drafts.length - 1
}

function reference(
  door: Door,
  registry: Registry,
  cell: Cell,
  name: string,
  dimension: string,
): ParameterIndex | undefined {
  const index = registry.indexOf.get(name)
  if (index === undefined) {
    if (registry.broken.has(name)) return undefined
    const declared = registry.drafts.filter(draft => draft.declared).map(draft => draft.name)
    return report(door, cell, {
      rule: 'unknown-parameter',
      message: `There is no parameter "${name}".`,
      remedy: `${suggest(name, declared)} Or write a number with its unit.`.trim(),
    })
  }
  const draft = registry.drafts[index]!
  return checkDimension(door, cell, draft, dimension) ? index : undefined
}
