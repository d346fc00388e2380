import { outputsOf, STATUS_TEXT } from '../../shared/record.js'
import { field, withUnit } from './csv-field.js'
import { type ExportSource, valueAt } from './source.js'

/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'
/** Lines made at a time. */
const CHUNK = 256

/**
 * One line per point, row-major with x fastest: x, y, how the point ended, and all outputs. The header
 * has units in brackets; a value that is not known is an empty field.
 */
export function* csvText(source: ExportSource): Generator<string> {
  const { plan, ledger } = source
  const { x, y } = plan
  const outputs = outputsOf(plan.mechanism)
  const head = [
    withUnit(x.parameter, x.unit),
    withUnit(y.parameter, y.unit),
    'status',
    ...outputs.map(({ name, unit }) => withUnit(name, unit)),
  ]
  let text = `${BYTE_ORDER_MARK}${head.map(field).join(',')}\n`
  const nx = x.values.length
  const points = nx * y.values.length
  for (let point = 0; point < points; point++) {
    const status = ledger.status[ledger.positionOf[point]!]!
    text += `${x.values[point % nx]!},${y.values[Math.floor(point / nx)]!},${field(STATUS_TEXT[status] ?? '')}`
    for (const output of outputs) {
      const value = valueAt(source, output, point)
      text += Number.isNaN(value) ? ',' : `,${value}`
    }
    text += '\n'
    if (point % CHUNK !== CHUNK - 1) continue
    yield text
    text = ''
  }
  yield text
}
