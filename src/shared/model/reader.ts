import { isMap, isScalar, isSeq, type Node } from 'yaml'
import { type Cell, type Door, lineOf, report, writtenText } from './door.js'
import { findLookAlike } from './look-alikes.js'
import { MAX_NAME_LENGTH } from './limits.js'
import { suggest } from './nearest.js'
import { readNumberText } from './number-text.js'

/** A key of a mapping and what stands behind it. */
export interface Entry {
  readonly key: Cell
  readonly value: Cell
}

export const child = (field: string, key: string): string => (field === '' ? key : `${field}.${key}`)

const KINDS: readonly [(node: Node) => boolean, string][] = [
  [isMap, 'a mapping'],
  [isSeq, 'a list'],
  [node => isScalar(node) && node.value === null, 'nothing'],
  [node => isScalar(node) && typeof node.value === 'string', 'text'],
  [node => isScalar(node) && typeof node.value === 'boolean', 'true or false'],
  [() => true, 'a number'],
]

export function wrongType(door: Door, cell: Cell, wanted: string, remedy: string): undefined {
  const found = KINDS.find(([is]) => is(cell.node))![1]
  return report(door, cell, { rule: 'wrong-type', message: `Here stands ${found}, not ${wanted}.`, remedy })
}

/** A mapping with free keys (names); keys are text, and each stands once. */
export function entriesOf(door: Door, cell: Cell, example: string): Map<string, Entry> | undefined {
  if (!isMap(cell.node)) return wrongType(door, cell, 'a mapping', `Write ${example}.`)
  const entries = new Map<string, Entry>()
  for (const pair of cell.node.items) {
    const node = pair.key as Node
    const name = isScalar(node) ? keyText(node.value, node.source) : ''
    const key: Cell = { node, field: child(cell.field, name) }
    if (name === '' || name.length > MAX_NAME_LENGTH) {
      const message = name === '' ? 'A key is empty or not text.' : `A key has ${name.length} characters.`
      report(door, key, {
        rule: 'bad-key',
        message,
        remedy: `Use a name of up to ${MAX_NAME_LENGTH} characters.`,
      })
      continue
    }
    const first = entries.get(name)
    if (first) {
      const message = `The key "${name}" is already on line ${lineOf(door, first.key)}.`
      report(door, key, { rule: 'duplicate-key', message, remedy: 'Remove or rename one of the two.' })
      continue
    }
    entries.set(name, { key, value: { node: (pair.value as Node | null) ?? node, field: key.field } })
    if (pair.value === null || (isScalar(pair.value) && pair.value.value === null)) {
      report(door, key, {
        rule: 'missing-value',
        message: `"${name}" has no value.`,
        remedy: 'Give a value or remove the key.',
      })
      entries.delete(name)
    }
  }
  return entries
}

function keyText(value: unknown, source: string | undefined): string {
  return typeof value === 'string' ? value : (source ?? String(value))
}

/** A mapping with known keys only; unknown ones are findings, and so are missing required ones. */
export function recordOf<K extends string>(
  door: Door,
  cell: Cell,
  keys: readonly K[],
  required: readonly K[] = [],
): Partial<Record<K, Cell>> | undefined {
  const entries = entriesOf(door, cell, `keys such as "${keys[0]}: …"`)
  if (!entries) return undefined
  const known: Partial<Record<K, Cell>> = {}
  for (const [name, { key, value }] of entries) {
    if ((keys as readonly string[]).includes(name)) known[name as K] = value
    else
      report(door, key, {
        rule: 'unknown-key',
        message: `There is no key "${name}" here.`,
        remedy: suggest(name, keys),
      })
  }
  for (const key of required) {
    if (known[key] || wasReported(door, child(cell.field, key))) continue
    report(door, cell, {
      rule: 'missing-key',
      value: '',
      message: `The key "${key}" is missing${cell.field === '' ? '' : ` in ${cell.field}`}.`,
      remedy: `Add "${key}: …".`,
    })
  }
  return known
}

const wasReported = (door: Door, field: string): boolean =>
  door.findings.some(finding => finding.field === field)

/** Text, with its characters left alone: names and descriptions for people. */
export function textOf(door: Door, cell: Cell, maxLength = 10_000): string | undefined {
  if (!isScalar(cell.node) || typeof cell.node.value !== 'string')
    return wrongType(door, cell, 'text', 'Put the text in quotes.')
  const text = cell.node.value.trim()
  if (text.length <= maxLength) return text
  return report(door, cell, {
    rule: 'too-long',
    message: `The text has ${text.length} characters.`,
    remedy: `Stay below ${maxLength}.`,
  })
}

/** Text in which characters matter (names, equations, units): look-alikes of ASCII are refused. */
export function plainTextOf(door: Door, cell: Cell, maxLength: number = MAX_NAME_LENGTH): string | undefined {
  const text = textOf(door, cell, maxLength)
  return text === undefined || refuseLookAlike(door, cell, text) ? undefined : text
}

export function refuseLookAlike(door: Door, cell: Cell, text: string): boolean {
  const found = findLookAlike(text)
  if (!found) return false
  report(door, cell, {
    rule: 'look-alike',
    at: found.at,
    value: text,
    message: `The character ${found.name} only looks like a plain one.`,
    remedy: `Write "${found.repaired}".`,
  })
  return true
}

/** A plain finite number without a unit. */
export function numberOf(door: Door, cell: Cell): number | undefined {
  const { node } = cell
  if (!isScalar(node) || node.value === null || typeof node.value === 'boolean')
    return wrongType(door, cell, 'a number', 'Give a number such as 0.5 or 1e-5.')
  const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
  const reading = readNumberText(text)
  if ('value' in reading) return reading.value
  return report(door, cell, {
    rule: 'not-a-number',
    message: `"${writtenText(door, node)}" ${reading.problem}.`,
    remedy: reading.remedy,
  })
}

export function flagOf(door: Door, cell: Cell): boolean | undefined {
  if (isScalar(cell.node) && typeof cell.node.value === 'boolean') return cell.node.value
  return wrongType(door, cell, 'true or false', 'Write true or false.')
}

/** A list as cells; a single value stands for a list of one. */
export function listOf(cell: Cell): Cell[] {
  if (!isSeq(cell.node)) return [cell]
  return cell.node.items.map((node, i) => ({ node: node as Node, field: `${cell.field}[${i + 1}]` }))
}
