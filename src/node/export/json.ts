import { type Axis } from '../../shared/plan.js'
import { type Output, outputsOf, STATUS_TEXT } from '../../shared/record.js'
import { type ExportSource, valueAt } from './source.js'

/**
 * `{plan, axes, outputs, status, certificates, provenance}`: the axes with x first, and every table as
 * rows of y by x. A value that is not known is null.
 */
export function* jsonText(source: ExportSource): Generator<string> {
  const { plan, ledger, about } = source
  const outputs = outputsOf(plan.mechanism)
  yield `{"plan":${JSON.stringify(plan)},\n"axes":${JSON.stringify([plan.x, plan.y].map(describeAxis))},\n"outputs":`
  yield* tables(
    source,
    outputs.filter(({ group }) => group !== 'certificate'),
  )
  yield ',\n"status":'
  yield* table(source, point => STATUS_TEXT[ledger.status[ledger.positionOf[point]!]!] ?? null)
  yield ',\n"certificates":'
  yield* tables(
    source,
    outputs.filter(({ group }) => group === 'certificate'),
  )
  yield `,\n"provenance":${JSON.stringify(about())}}\n`
}

const describeAxis = ({ parameter, unit, scale, values }: Axis): object => ({
  name: parameter,
  unit,
  scale,
  values,
})

function* tables(source: ExportSource, outputs: readonly Output[]): Generator<string> {
  let separator = '{'
  for (const output of outputs) {
    yield `${separator}\n${JSON.stringify(output.name)}:{"unit":${JSON.stringify(output.unit)},"values":`
    yield* table(source, point => valueAt(source, output, point))
    yield '}'
    separator = ','
  }
  yield '}'
}

function* table(
  { plan }: ExportSource,
  valueOf: (point: number) => number | string | null,
): Generator<string> {
  const nx = plan.x.values.length
  const points = nx * plan.y.values.length
  for (let first = 0; first < points; first += nx) {
    // JSON.stringify writes null for what is not finite.
    const row = JSON.stringify(Array.from({ length: nx }, (_, i) => valueOf(first + i)))
    yield `${first === 0 ? '[' : ',\n'}${row}`
  }
  yield ']'
}
