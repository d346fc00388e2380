import { findLookAlike } from '../model/look-alikes.js'
import { readNumberText } from '../model/number-text.js'
import { parseUnit } from '../model/units.js'
import { splitCsv } from './split-csv.js'

/** An axis or output that a column may be about. */
export interface MeasuredQuantity {
  readonly name: string
  readonly unit: string
}

export interface MeasuredPoint {
  /** In the units of the axes. */
  readonly x: number
  readonly y: number
  /** In the unit of the output; undefined where the file has none. */
  readonly value: number | undefined
  readonly label: string
}

export interface MeasuredProblem {
  /** 1-based line of the file. */
  readonly line: number
  readonly message: string
}

export interface Measured {
  readonly points: readonly MeasuredPoint[]
  /** What the values are, as the header names it; undefined without a column of values. */
  readonly value: string | undefined
}

export interface MeasuredQuestion {
  readonly x: MeasuredQuantity
  readonly y: MeasuredQuantity
  /** The output that values belong to, for their unit. */
  readonly output: MeasuredQuantity
}

type Role = 'x' | 'y' | 'value' | 'label'
interface Column {
  readonly at: number
  readonly name: string
  /** Read value → unit of the map. */
  readonly convert: (value: number) => number
}

/** More points than this are not measurements but another map. */
const MOST_POINTS = 10_000
const MOST_PROBLEMS = 20

/**
 * Measured points from a table whose header names the axes, with units: `pCO (mbar), pO2 (mbar), TOF (1/s),
 * label`. Columns are found by name, else taken in the order x, y, value, label. Separators may be commas,
 * semicolons or tabs; lines that start with # are skipped. Either points or problems, never both.
 */
export function readMeasured(
  text: string,
  question: MeasuredQuestion,
): { measured: Measured } | { problems: readonly MeasuredProblem[] } {
  const rows = splitCsv(text)
  const header = rows[0]
  if (!header)
    return { problems: [{ line: 1, message: 'The file is empty. Give a header and a line per point.' }] }
  const columns = readHeader(header.cells, question)
  if (typeof columns === 'string') return { problems: [{ line: header.line, message: columns }] }
  if (rows.length - 1 > MOST_POINTS)
    return { problems: [{ line: header.line, message: `There are more than ${MOST_POINTS} points.` }] }
  const problems: MeasuredProblem[] = []
  const points: MeasuredPoint[] = []
  for (const { line, cells } of rows.slice(1)) {
    const read = (role: 'x' | 'y' | 'value'): number | undefined => {
      const column = columns[role]
      if (!column) return undefined
      const cell = cells[column.at]?.trim() ?? ''
      if (role === 'value' && cell === '') return undefined
      const reading = readNumberText(cell)
      if ('value' in reading) return column.convert(reading.value)
      problems.push({ line, message: `${column.name}: "${cell}" ${reading.problem}. ${reading.remedy}` })
      return undefined
    }
    const [x, y, value] = [read('x'), read('y'), read('value')]
    const label = columns.label ? (cells[columns.label.at]?.trim() ?? '') : ''
    if (x !== undefined && y !== undefined) points.push({ x, y, value, label })
  }
  if (problems.length > 0) return { problems: problems.slice(0, MOST_PROBLEMS) }
  if (points.length === 0)
    return { problems: [{ line: header.line + 1, message: 'There is no point below the header.' }] }
  return { measured: { points, value: columns.value?.name } }
}

function readHeader(
  cells: readonly string[],
  question: MeasuredQuestion,
): (Record<'x' | 'y', Column> & Partial<Record<Role, Column>>) | string {
  const titles = cells.map(splitTitle)
  if (titles.length < 2) return 'The header needs at least two columns: x and y.'
  if (titles.some(title => title.name === '')) return 'A column of the header has no name.'
  if (cells.every(cell => 'value' in readNumberText(cell)))
    return 'The first line has numbers only. Write the names and units of the columns there.'
  const roles = rolesOf(
    titles.map(title => title.name),
    question,
  )
  const columns: Partial<Record<Role, Column>> = {}
  for (const role of ['x', 'y', 'value', 'label'] as const) {
    const at = roles[role]
    if (at === undefined) continue
    const { name, unit } = titles[at]!
    const wanted = role === 'label' ? undefined : role === 'value' ? question.output : question[role]
    const convert = wanted ? converter(name, unit, wanted) : (value: number): number => value
    if (typeof convert === 'string') return convert
    columns[role] = { at, name, convert }
  }
  const { x, y } = columns
  if (!x || !y) return `No columns for ${question.x.name} and ${question.y.name} were found in the header.`
  return { ...columns, x, y }
}

/** `pCO (mbar)`, `pCO [mbar]`, `pCO / mbar` → name and unit; no unit is undefined. */
function splitTitle(cell: string): { name: string; unit: string | undefined } {
  const [, name, unit] =
    /^(.*\S)\s*[[(]([^()[\]]*)[\])]$/.exec(cell.trim()) ?? /^(.*\S)\s+\/\s+(\S+)$/.exec(cell.trim()) ?? []
  // `tof(CO2)` is a name, not a quantity in CO2.
  if (name === undefined || unit === undefined || (parseUnit(unit) === undefined && /\S\(/.test(cell)))
    return { name: cell.trim(), unit: undefined }
  return { name, unit: unit.trim() }
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

function rolesOf(
  names: readonly string[],
  { x, y, output }: MeasuredQuestion,
): Partial<Record<Role, number>> {
  const find = (...wanted: string[]): number | undefined => {
    const at = names.findIndex(name => wanted.some(other => plain(other) === plain(name)))
    return at < 0 ? undefined : at
  }
  const named = { x: find(x.name, 'x'), y: find(y.name, 'y') }
  const byName = named.x !== undefined && named.y !== undefined && named.x !== named.y
  const [ix, iy] = byName ? [named.x!, named.y!] : [0, 1]
  const rest = names.map((_, k) => k).filter(k => k !== ix && k !== iy)
  const label = rest.find(k =>
    ['label', 'name', 'sample', 'id', 'reference', 'note'].includes(plain(names[k]!)),
  )
  const value = find(output.name, 'value')
  const valueAt = value !== undefined && rest.includes(value) ? value : rest.find(k => k !== label)
  const labelAt = label ?? rest.find(k => k !== valueAt)
  return {
    x: ix,
    y: iy,
    ...(valueAt !== undefined && { value: valueAt }),
    ...(labelAt !== undefined && { label: labelAt }),
  }
}

/** From the unit of a column to that of the map; a column without unit is in that of the map. */
function converter(name: string, unit: string | undefined, wanted: MeasuredQuantity) {
  if (unit === undefined) return (value: number): number => value
  const from = parseUnit(unit)
  const to = parseUnit(wanted.unit)
  if (!from || !to) {
    const lookAlike = findLookAlike(unit)
    return `${name}: "${unit}" is not a unit known here.${lookAlike ? ` Write "${lookAlike.repaired}".` : ''}`
  }
  if (from.dimension !== to.dimension)
    return `${name}: ${unit} does not fit ${wanted.name}, which is in ${wanted.unit === '1' ? 'plain numbers' : wanted.unit}.`
  if (from.factor === to.factor && from.offset === to.offset) return (value: number): number => value
  return (value: number): number => (value * from.factor + from.offset - to.offset) / to.factor
}
