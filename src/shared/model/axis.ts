import { IsobarError } from '../errors.js'
import type { AxisRequest, Mechanism, Parameter } from '../mechanism.js'
import type { Axis } from '../plan.js'
import { type Bound, boundsOf, impossible } from './bounds.js'
import { MAX_AXIS_VALUES } from './limits.js'
import { suggest } from './nearest.js'
import { readNumberText } from './number-text.js'

const AXIS = /^(.*)=(lin|linear|log|list):(.*)$/s
const AXIS_EXAMPLE = 'Write for example pCO=lin:1e-5:0.5:10, pO2=log:1e-3:1:200 or T=list:400,450,500.'

function refuse(field: string, value: unknown, problem: string, remedy: string): never {
  throw new IsobarError('input/invalid', `${field}: ${problem} ${remedy}`, {
    field,
    value: String(value),
    remedy,
  })
}

/**
 * Reads an axis as the command line and model files state it: `pCO=lin:1e-5:0.5:10` (from, to, count),
 * `pO2=log:1e-3:1:200` or `T=list:400,450,500`. Throws `input/invalid`; `field` names the axis in errors.
 */
export function parseAxisText(text: string, field = 'axis'): AxisRequest {
  const [, name = '', scale, rest = ''] = text.match(AXIS) ?? []
  if (scale === undefined || name.trim() === '')
    refuse(field, text, `"${text}" does not describe an axis.`, AXIS_EXAMPLE)
  const parameter = name.trim()
  const numberAt = (part: string, key: string): number => numberIn(part, `${field}.${key}`)
  if (scale === 'list') {
    const values = rest.split(',').map((part, i) => numberAt(part, `values[${i + 1}]`))
    return { parameter, scale, values }
  }
  const parts = rest.split(':')
  if (parts.length !== 3)
    refuse(field, text, `After "${scale}:" belong three numbers: from, to and count.`, AXIS_EXAMPLE)
  const [from, to, count] = parts as [string, string, string]
  return {
    parameter,
    scale: scale === 'log' ? 'log' : 'linear',
    from: numberAt(from, 'from'),
    to: numberAt(to, 'to'),
    count: numberAt(count, 'count'),
  }
}

/** A number from a form or the command line; throws `input/invalid` on `field`. */
export function numberIn(text: string, field: string): number {
  const reading = readNumberText(text)
  return 'value' in reading
    ? reading.value
    : refuse(field, text, `"${text}" ${reading.problem}.`, reading.remedy)
}

/**
 * Lays out the values of an axis and checks them against the parameter. Throws `input/invalid`.
 *
 * Linear: from + i (to − from) / (count − 1), as numpy.linspace does it. Logarithmic: equal ratios,
 * rounded to 15 digits so that decades come out as 0.001 and not 0.0009999999999999998. Both end
 * exactly at `to`.
 */
export function layOutAxis(request: AxisRequest, mechanism: Mechanism, field = 'axis'): Axis {
  const index = mechanism.parameters.findIndex(parameter => parameter.name === request.parameter)
  const parameter = mechanism.parameters[index]
  if (!parameter) return refuseUnknown(request, mechanism, field)
  if (parameter.expression)
    refuse(
      `${field}.parameter`,
      parameter.name,
      `${parameter.name} follows from other parameters.`,
      'Choose one of those it depends on.',
    )
  const bound = boundsOf(mechanism).get(index)
  const values =
    request.scale === 'list'
      ? listValues(request.values, parameter, bound, field)
      : rangeValues(request, parameter, bound, field)
  return { parameter: parameter.name, unit: parameter.unit, scale: request.scale, values }
}

function refuseUnknown(request: AxisRequest, mechanism: Mechanism, field: string): never {
  const free = mechanism.parameters
    .filter(parameter => !parameter.expression)
    .map(parameter => parameter.name)
  const name = String(request.parameter)
  return refuse(`${field}.parameter`, name, `There is no parameter "${name}".`, suggest(name, free))
}

function listValues(
  values: readonly number[],
  parameter: Parameter,
  bound: Bound | undefined,
  field: string,
): readonly number[] {
  if (!Array.isArray(values) || values.length < 2)
    refuse(
      `${field}.values`,
      values,
      'An axis needs at least two values.',
      'Add a value, or use a fixed setting.',
    )
  checkCount(values.length, `${field}.values`)
  values.forEach((value: number, i) => checkValue(value, parameter, bound, `${field}.values[${i + 1}]`))
  const direction = Math.sign(values[1]! - values[0]!)
  for (let i = 1; i < values.length; i++) {
    const at = `${field}.values[${i + 1}]`
    if (values[i] === values[i - 1])
      refuse(at, values[i], 'The value is in the list twice.', 'Remove one of them.')
    if (Math.sign(values[i]! - values[i - 1]!) !== direction)
      refuse(at, values[i], 'The list goes up and down.', 'Sort the values.')
  }
  return [...values]
}

type Range = Extract<AxisRequest, { scale: 'linear' | 'log' }>

function rangeValues(
  { scale, from, to, count }: Range,
  parameter: Parameter,
  bound: Bound | undefined,
  field: string,
): readonly number[] {
  if (scale !== 'linear' && scale !== 'log')
    refuse(`${field}.scale`, scale, 'There is no such scale.', 'Use linear, log or list.')
  checkValue(from, parameter, bound, `${field}.from`)
  checkValue(to, parameter, bound, `${field}.to`)
  if (!Number.isInteger(count))
    refuse(`${field}.count`, count, `${count} is not a whole number.`, 'Give a whole number from 2.')
  if (count < 2)
    refuse(
      `${field}.count`,
      count,
      'An axis needs at least two values.',
      'Give 2 or more, or use a fixed setting.',
    )
  checkCount(count, `${field}.count`)
  if (from === to)
    refuse(`${field}.to`, to, 'From and to are the same.', 'Make them differ, or use a fixed setting.')
  if (from > to)
    refuse(
      `${field}.to`,
      to,
      `The axis runs backwards, from ${from} to ${to}.`,
      `Swap them: from ${to} to ${from}.`,
    )
  if (scale === 'log' && from <= 0)
    refuse(
      `${field}.from`,
      from,
      'A logarithmic axis cannot start at or below zero.',
      'Start above zero, or use linear.',
    )
  const values = spaced(scale, from, to, count)
  const stuck = values.findIndex((value, i) => i > 0 && !(value > values[i - 1]!))
  if (stuck >= 0)
    refuse(
      `${field}.count`,
      count,
      'The values are too close to tell apart.',
      'Use fewer values or a wider range.',
    )
  return values
}

/** The values of a linear or logarithmic axis, see `layOutAxis`; shape (count). */
export const spaced = (scale: 'linear' | 'log', from: number, to: number, count: number): number[] =>
  scale === 'log' ? logarithmic(from, to, count) : linear(from, to, count)

function linear(from: number, to: number, count: number): number[] {
  const step = (to - from) / (count - 1)
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? to : from + i * step))
}

function logarithmic(from: number, to: number, count: number): number[] {
  const low = Math.log10(from)
  const step = (Math.log10(to) - low) / (count - 1)
  return Array.from({ length: count }, (_, i) => {
    if (i === 0) return from
    return i === count - 1 ? to : Number((10 ** (low + i * step)).toPrecision(15))
  })
}

function checkCount(count: number, field: string): void {
  if (count > MAX_AXIS_VALUES)
    refuse(field, count, `${count} values are too many for one axis.`, `Use up to ${MAX_AXIS_VALUES}.`)
}

function checkValue(value: unknown, parameter: Parameter, bound: Bound | undefined, field: string): void {
  if (typeof value !== 'number' || !Number.isFinite(value))
    refuse(field, value, `${String(value)} is not a finite number.`, 'Give a finite number.')
  const trouble = impossible(parameter, bound, value)
  if (trouble) refuse(field, value, trouble.problem, trouble.remedy)
}
