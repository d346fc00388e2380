import { type SweepView } from '../../shared/owner-contract.js'
import { analysisLayout } from '../../shared/point-analysis.js'
import { evaluateOutput, outputsOf } from '../../shared/record.js'
import { type PointReport } from '../../shared/worker-contract.js'

export interface NamedValue {
  readonly name: string
  readonly value: number
  readonly unit: string
}

/** Everything a report says in numbers: conditions, results, analysis, rate constants, eigenvalues. */
export function pointValues({ mechanism }: Pick<SweepView, 'mechanism'>, report: PointReport): NamedValue[] {
  const { parameters, steps } = mechanism
  const { analysis } = report
  const layout = analysisLayout(mechanism)
  const outputs = outputsOf(mechanism)
  const known = new Set(outputs.map(({ name }) => name))
  const further = [...layout.columns.entries()].filter(([, { name }]) => !known.has(name))
  return [
    ...parameters.map(({ name, unit }, i) => ({ name, unit, value: report.conditions[i]! })),
    ...outputs.map(output => ({
      name: output.name,
      unit: output.unit,
      value: evaluateOutput(output, report.row, 0),
    })),
    ...(analysis ? further.map(([i, { name, unit }]) => ({ name, unit, value: analysis[i]! })) : []),
    ...steps.flatMap(({ label }, j) => [
      { name: `kf(${label})`, unit: 's-1', value: report.kf[j]! },
      { name: `kr(${label})`, unit: 's-1', value: report.kr[j]! },
    ]),
    ...report.eigenvalues.flatMap(({ re, im }, k) => [
      { name: `eigenvalue_re(${k + 1})`, unit: 's-1', value: re },
      { name: `eigenvalue_im(${k + 1})`, unit: 's-1', value: im },
    ]),
  ]
}

/** A table that a spreadsheet takes: name, value, unit; every digit of the double. */
export const asTsv = (values: readonly NamedValue[]): string =>
  [['name', 'value', 'unit'], ...values.map(({ name, value, unit }) => [name, String(value), unit])]
    .map(cells => cells.join('\t'))
    .join('\n')

/** The same as one object; what is not a number is null, as JSON has it. */
export function asJson(
  { sessionId, planHash, mechanism }: Pick<SweepView, 'sessionId' | 'planHash' | 'mechanism'>,
  report: PointReport,
): string {
  const { point, status, reason } = report
  const values = Object.fromEntries(
    pointValues({ mechanism }, report).map(({ name, value, unit }) => [name, { value, unit }]),
  )
  return JSON.stringify(
    { model: mechanism.name, sessionId, planHash, point, status, reason, values },
    null,
    2,
  )
}
