import { isSeq } from 'yaml'
import { type Cell, type Door, lineOf, report } from './door.js'
import { type Equation, parseEquation } from './equation.js'
import { STEP_KEYS } from './keys.js'
import { MAX_STEPS } from './limits.js'
import { flagOf, listOf, plainTextOf, recordOf, textOf, wrongType } from './reader.js'

/** A step whose equation is read but whose species are not looked up yet. */
export interface StepDraft {
  readonly cell: Cell
  readonly label: string
  readonly text: string
  readonly equation: Equation
  readonly equationCell: Cell
  readonly forward: Cell | undefined
  readonly reverse: Cell | undefined
  readonly duplicate: boolean
  /** The cells of what makes a rate more than mass action. */
  readonly extras: {
    readonly coverage?: Cell
    readonly reverse_coverage?: Cell
    readonly orders?: Cell
    readonly transfer?: Cell
  }
}

/** The list `steps`, first pass: labels and equations. */
export function readStepDrafts(door: Door, cell: Cell): StepDraft[] {
  if (!isSeq(cell.node)) {
    wrongType(door, cell, 'a list', 'Start each step with "- equation: …".')
    return []
  }
  const cells = listOf(cell)
  if (cells.length === 0 || cells.length > MAX_STEPS) {
    report(door, cell, {
      rule: cells.length === 0 ? 'missing-step' : 'too-many',
      value: String(cells.length),
      message: cells.length === 0 ? 'The model has no steps.' : `The model has ${cells.length} steps.`,
      remedy: cells.length === 0 ? 'Add a step: "- equation: CO + * <-> CO*".' : `Stay below ${MAX_STEPS}.`,
    })
    return []
  }
  const lines = new Map<string, number>()
  const drafts = cells.map((step, i) => readStepDraft(door, step, i + 1, cells.length, lines))
  return drafts.filter(draft => draft !== undefined)
}

function readStepDraft(
  door: Door,
  cell: Cell,
  number: number,
  total: number,
  lines: Map<string, number>,
): StepDraft | undefined {
  const record = recordOf(door, cell, STEP_KEYS, ['equation', 'forward'])
  if (!record?.equation) return undefined
  const label = readLabel(door, record.label, number, total, lines)
  const text = plainTextOf(door, record.equation, 500)
  const duplicate = (record.duplicate && flagOf(door, record.duplicate)) ?? false
  if (text === undefined) return undefined
  const equation = parseEquation(text)
  if ('message' in equation) {
    const { at, message, remedy } = equation
    return report(door, record.equation, { rule: 'bad-equation', at, message, remedy })
  }
  const { forward, reverse, equation: equationCell } = record
  return { cell, label, text, equation, equationCell, forward, reverse, duplicate, extras: record }
}

function readLabel(
  door: Door,
  cell: Cell | undefined,
  number: number,
  total: number,
  lines: Map<string, number>,
): string {
  const fallback = String(number)
  const label = (cell && textOf(door, cell, 80)) ?? fallback
  if (cell && label !== fallback && /^\d+$/.test(label) && Number(label) <= total)
    report(door, cell, {
      rule: 'bad-name',
      message: `The label "${label}" is the number of another step.`,
      remedy: 'Use a label with letters.',
    })
  else if (cell && (label === '' || /[\u0000-\u001f]/.test(label)))
    report(door, cell, {
      rule: 'bad-name',
      message: 'The label is empty or has line breaks.',
      remedy: 'Use one line.',
    })
  const first = lines.get(label)
  if (cell && first !== undefined)
    report(door, cell, {
      rule: 'duplicate-label',
      message: `The label "${label}" is already used on line ${first}.`,
      remedy: 'Give each step its own label.',
    })
  if (cell) lines.set(label, lineOf(door, cell))
  return label
}
