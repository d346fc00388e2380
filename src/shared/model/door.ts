import { type LineCounter, type Node, isScalar } from 'yaml'
import type { Finding } from './finding.js'
import { MAX_FINDINGS } from './limits.js'

/** What every reader at the door shares: where positions come from and where findings go. */
export interface Door {
  readonly text: string
  readonly lines: LineCounter
  readonly findings: Finding[]
}

/** A value in the file: its node and the path people know it by. */
export interface Cell {
  readonly node: Node
  readonly field: string
}

export interface Trouble {
  readonly rule: string
  readonly message: string
  readonly remedy: string
  readonly severity?: 'error' | 'warning'
  /** The offending text; by default the cell as written. */
  readonly value?: string
  /** Where in the text of a one-line scalar the trouble is. */
  readonly at?: number
}

/** Records a finding at a cell. Returns undefined, so that a reader can `return report(…)`. */
export function report(door: Door, cell: Cell, trouble: Trouble): undefined {
  const start = cell.node.range?.[0] ?? 0
  reportAt(door, start + shift(cell.node, trouble.at), {
    severity: trouble.severity ?? 'error',
    rule: trouble.rule,
    field: cell.field,
    value: trouble.value ?? writtenText(door, cell.node),
    message: trouble.message,
    remedy: trouble.remedy,
  })
}

/** Records a finding at a character of the text. */
export function reportAt(door: Door, offset: number, finding: Omit<Finding, 'line' | 'column'>): void {
  const { line, col } = door.lines.linePos(Math.min(offset, door.text.length))
  const errors = door.findings.length
  // An error past the limit still counts when nothing but warnings came before.
  if (errors >= MAX_FINDINGS && (finding.severity === 'warning' || hasErrors(door.findings))) return
  door.findings.push({ ...finding, line: Math.max(line, 1), column: Math.max(col, 1) })
}

export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some(finding => finding.severity === 'error')

export const lineOf = (door: Door, cell: Cell): number =>
  Math.max(door.lines.linePos(cell.node.range?.[0] ?? 0).line, 1)

/** The node as written, cut to a length fit for a message. */
export function writtenText(door: Door, node: Node): string {
  if (!node.range) return ''
  const text = door.text.slice(node.range[0], node.range[1]).trim()
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function shift(node: Node, at: number | undefined): number {
  if (at === undefined || !isScalar(node)) return 0
  if (node.type === 'PLAIN') return at
  return node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE' ? at + 1 : 0
}
