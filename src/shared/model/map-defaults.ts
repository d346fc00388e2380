import { isMap } from 'yaml'
import { isCode } from '../errors.js'
import type { AxisRequest, Mechanism } from '../mechanism.js'
import { outputsOf } from '../record.js'
import { layOutAxis, parseAxisText } from './axis.js'
import { type Cell, type Door, report } from './door.js'
import { findOutput } from './find-output.js'
import { AXIS_KEYS, MAP_KEYS } from './keys.js'
import { listOf, numberOf, plainTextOf, recordOf, textOf } from './reader.js'

/** The block `map`: what a map of this model shows first. Axes are text (`pCO=lin:…`) or a mapping. */
export function readMapDefaults(
  door: Door,
  mechanism: Mechanism,
  cell: Cell | undefined,
): Mechanism['defaults'] {
  const record = cell && recordOf(door, cell, MAP_KEYS)
  const axis = (value: Cell | undefined): AxisRequest | undefined =>
    value && asFinding(door, value, () => checked(mechanism, readAxis(door, value)))
  const x = axis(record?.x)
  const y = axis(record?.y)
  if (x && y && x.parameter === y.parameter)
    report(door, record!.y!, {
      rule: 'bad-axis',
      message: `Both axes are ${x.parameter}.`,
      remedy: 'Choose another parameter for one of them.',
    })
  const outputCell = record?.output
  const name = outputCell && textOf(door, outputCell, 200)
  const output =
    name === undefined ? undefined : asFinding(door, outputCell!, () => findOutput(mechanism, name).name)
  return { x, y, output: output ?? mainOutput(mechanism) }
}

/** The turnover frequency of the first gas that the steps only make. */
function mainOutput(mechanism: Mechanism): string {
  const { gases, steps } = mechanism
  const consumed = new Set(
    steps.flatMap(step => step.reactants.flatMap(term => ('gas' in term ? [term.gas] : []))),
  )
  const product = steps
    .flatMap(step => step.products)
    .find((term): term is { gas: number; count: number } => 'gas' in term && !consumed.has(term.gas))
  return product ? `tof(${gases[product.gas]!.name})` : outputsOf(mechanism)[0]!.name
}

function readAxis(door: Door, cell: Cell): AxisRequest | undefined {
  if (!isMap(cell.node)) {
    const text = plainTextOf(door, cell, 5000)
    return text === undefined ? undefined : parseAxisText(text)
  }
  const record = recordOf(door, cell, AXIS_KEYS, ['parameter'])
  const parameter = record?.parameter && plainTextOf(door, record.parameter)
  const scale = (record?.scale && plainTextOf(door, record.scale)) ?? (record?.values ? 'list' : 'linear')
  if (!record || parameter === undefined) return undefined
  if (record.values) {
    const values = listOf(record.values).map(item => numberOf(door, item))
    return values.includes(undefined) ? undefined : { parameter, scale: 'list', values: values as number[] }
  }
  const [from, to, count] = (['from', 'to', 'count'] as const).map(key => {
    if (record[key]) return numberOf(door, record[key])
    return report(door, cell, {
      rule: 'missing-key',
      message: `The key "${key}" is missing.`,
      remedy: `Add "${key}: …".`,
    })
  })
  if (from === undefined || to === undefined || count === undefined) return undefined
  // An unknown scale is left to the check of the axis, which knows how to refuse it.
  return { parameter, scale: scale as 'linear' | 'log', from, to, count }
}

function checked(mechanism: Mechanism, request: AxisRequest | undefined): AxisRequest | undefined {
  if (request) layOutAxis(request, mechanism)
  return request
}

/** Runs a check that throws `input/invalid`, and turns that into a finding at the cell. */
function asFinding<T>(door: Door, cell: Cell, check: () => T): T | undefined {
  try {
    return check()
  } catch (thrown) {
    if (!isCode(thrown, 'input/invalid')) throw thrown
    const { value, remedy, field } = thrown.data
    const message = thrown.message.replace(`${field}: `, '').replace(` ${remedy}`, '')
    return report(door, cell, { rule: 'bad-axis', value, message, remedy })
  }
}
