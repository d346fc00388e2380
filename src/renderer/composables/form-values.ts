import { type AxisRequest, type Mechanism, type Parameter } from '../../shared/mechanism.js'
import { formatInput, formatUnit } from '../../shared/figure/numbers.js'
import { say, text } from '../text/text.js'

/** What stands in the fields of an axis; text, because that is what people type. */
export interface AxisDraft {
  readonly parameter: string
  readonly scale: 'linear' | 'log' | 'list'
  readonly from: string
  readonly to: string
  readonly count: number
  readonly values: string
}

export type AxisField = 'parameter' | 'from' | 'to' | 'count' | 'values'
export type AxisProblems = Partial<Record<AxisField, string>>

export const MAX_COUNT = 10_000

/** A number typed by a person, in `unit`, or the sentence that says what is wrong with it. */
export function readNumber(typed: string, unit: string): number | string {
  // Full-width digits and the typographic minus are what some keyboards and papers give.
  let plain = typed
    .normalize('NFKC')
    .replace(/\u2212/g, '-')
    .trim()
  if (plain === '') return text.check.empty
  if (/^[-+]?\d+,\d+$/.test(plain)) return text.check.comma
  const [, number, written] = /^([-+\d.]+(?:e[-+]?\d+)?)\s*(\S*)$/i.exec(plain) ?? []
  // `1e` is a number half typed, not a value in units of e.
  if (written && /^e[-+]?$/i.test(written)) return notNumber(typed)
  if (written) {
    if (unit === '1' || unit === '')
      return /^[\d.]/.test(plain) ? notNumber(typed, text.check.unitless) : notNumber(typed)
    if (written !== unit && written !== formatUnit(unit))
      return say(text.check.unit, { unit: formatUnit(unit) })
    plain = number!
  }
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN
  return Number.isFinite(value) ? value : notNumber(typed)
}

const notNumber = (value: string, otherwise: string = text.check.number): string =>
  say(otherwise, { value: value.length > 24 ? `${value.slice(0, 24)}…` : value })

/** What physics forbids for a parameter of this kind, as a sentence; the owner checks everything else. */
export function checkValue(value: number, kind: Parameter['kind']): string | undefined {
  if (kind === 'temperature' && value <= 0) return text.check.temperature
  if (kind === 'pressure' && value < 0) return text.check.pressure
  return undefined
}

/** The axis the fields describe, or a problem per field. */
export function readAxis(
  draft: AxisDraft,
  parameter: Parameter | undefined,
): { axis: AxisRequest | undefined; problems: AxisProblems } {
  const unit = parameter?.unit ?? '1'
  const kind = parameter?.kind ?? 'other'
  const problems: AxisProblems = {}
  if (draft.scale === 'list') {
    const values = readList(draft.values, unit, kind)
    if (typeof values === 'string') return { axis: undefined, problems: { values } }
    return { axis: { parameter: draft.parameter, scale: 'list', values }, problems }
  }
  const bound = (field: 'from' | 'to'): number => {
    const value = readNumber(draft[field], unit)
    const problem = typeof value === 'string' ? value : checkValue(value, kind)
    if (problem !== undefined) problems[field] = problem
    else if (draft.scale === 'log' && (value as number) <= 0) problems[field] = text.check.logPositive
    return value as number
  }
  const from = bound('from')
  const to = bound('to')
  if (!problems.from && !problems.to && from === to) problems.to = text.check.same
  if (!Number.isInteger(draft.count) || draft.count < 2 || draft.count > MAX_COUNT)
    problems.count = say(text.check.count, { min: 2, max: MAX_COUNT })
  const axis = { parameter: draft.parameter, scale: draft.scale, from, to, count: draft.count }
  return { axis: Object.keys(problems).length === 0 ? axis : undefined, problems }
}

function readList(typed: string, unit: string, kind: Parameter['kind']): number[] | string {
  const words = typed.split(/[\s;]+/).filter(word => word !== '')
  if (words.length === 0) return text.check.listShort
  const values: number[] = []
  for (const word of words) {
    const value = readNumber(word.replace(/,$/, ''), unit)
    if (typeof value === 'string') return value
    const problem = checkValue(value, kind)
    if (problem) return problem
    values.push(value)
  }
  const rising = values.every((value, i) => i === 0 || value > values[i - 1]!)
  const falling = values.every((value, i) => i === 0 || value < values[i - 1]!)
  return rising || falling ? values : text.check.listOrder
}

/** Fields filled from an axis as stated by a model or a session. */
export function draftOf(axis: AxisRequest): AxisDraft {
  const { parameter, scale } = axis
  if (axis.scale === 'list')
    return { parameter, scale, from: '', to: '', count: 2, values: axis.values.map(formatInput).join(' ') }
  return {
    parameter,
    scale,
    from: formatInput(axis.from),
    to: formatInput(axis.to),
    count: axis.count,
    values: '',
  }
}

/** A sensible first range for a parameter that was just chosen: a factor of two around its value. */
export function draftFor(parameter: Parameter, count: number): AxisDraft {
  const { value, kind } = parameter
  const [from, to] =
    kind === 'temperature'
      ? [Math.round(value * 0.8), Math.round(value * 1.2)]
      : value === 0
        ? [0, 1]
        : [value / 2, value * 2].sort((a, b) => a - b)
  const short = (v: number): string => formatInput(Number(v.toPrecision(6)))
  return { parameter: parameter.name, scale: 'linear', from: short(from!), to: short(to!), count, values: '' }
}

/** The axes of a model that names none: its first two parameters that are plain numbers. */
export function defaultDrafts({ defaults, parameters }: Mechanism): [AxisDraft, AxisDraft] {
  const free = parameters.filter(p => !p.expression)
  const ranked = [...free.filter(p => p.kind === 'pressure'), ...free.filter(p => p.kind !== 'pressure')]
  const x = defaults.x ? draftOf(defaults.x) : draftFor(ranked[0]!, 20)
  const y = defaults.y
    ? draftOf(defaults.y)
    : draftFor(ranked.find(p => p.name !== x.parameter) ?? ranked[0]!, 20)
  return [x, y]
}
