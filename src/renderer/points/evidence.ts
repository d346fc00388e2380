import { CERTIFICATE_LIMITS } from '../../shared/certificate-limits.js'
import { type Mechanism } from '../../shared/mechanism.js'
import { columnsOf } from '../../shared/record.js'

/** One piece of evidence; without a value there is no verdict. */
export interface Evidence {
  readonly id: string
  readonly value: number
  readonly limit: number | undefined
  readonly holds: boolean | undefined
}

/** The evidence in a row of results, judged as the solver judges it. */
export function evidenceOf(mechanism: Mechanism, row: Float64Array): Evidence[] {
  const columns = columnsOf(mechanism)
  const valueOf = (name: string): number => row[columns.findIndex(column => column.name === name)]!
  const judged = Object.entries(CERTIFICATE_LIMITS).map(([id, limit]) => {
    const value = valueOf(id)
    return { id, value, limit, holds: Number.isNaN(value) ? undefined : value <= limit }
  })
  const relaxation = valueOf('relaxation_time')
  const stable = Number.isNaN(relaxation) ? undefined : relaxation >= 0
  return [...judged, { id: 'stable', value: relaxation, limit: undefined, holds: stable }]
}
