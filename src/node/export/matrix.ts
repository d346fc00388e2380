import { type Output } from '../../shared/record.js'
import { field, withUnit } from './csv-field.js'
import { type ExportSource, valueAt } from './source.js'

/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * One output as a table: x along the first line, y down the first column, as Origin and Excel take a
 * matrix. The corner says what the values and the axes are; a value that is not known is an empty field.
 */
export function* matrixText(source: ExportSource, output: Output): Generator<string> {
  const { x, y } = source.plan
  const nx = x.values.length
  const corner = `${withUnit(output.name, output.unit)}; y: ${withUnit(y.parameter, y.unit)}; x: ${withUnit(x.parameter, x.unit)}`
  yield `${BYTE_ORDER_MARK}${[field(corner), ...x.values].join(',')}\n`
  for (const [j, value] of y.values.entries()) {
    let line = String(value)
    for (let i = 0; i < nx; i++) {
      const z = valueAt(source, output, j * nx + i)
      line += Number.isNaN(z) ? ',' : `,${z}`
    }
    yield `${line}\n`
  }
}
