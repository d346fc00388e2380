import { readFileSync } from 'node:fs'
import { type AxisRequest } from '../../../src/shared/mechanism.js'
import { buildPlan } from '../../../src/shared/model/build-plan.js'
import { type Plan } from '../../../src/shared/plan.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'

export interface SampleSetup {
  readonly settings?: Readonly<Record<string, number>>
  readonly start?: string | Readonly<Record<string, number>>
}

export const linear = (parameter: string, from: number, to: number, count: number): AxisRequest => ({
  parameter,
  scale: 'linear',
  from,
  to,
  count,
})

export function samplePlan(id: string, x: AxisRequest, y: AxisRequest, rest: SampleSetup = {}): Plan {
  const url = new URL(`../../../resources/models/${id}.yaml`, import.meta.url)
  return buildPlan({ modelText: readFileSync(url, 'utf8'), x, y, settings: {}, start: 'empty', ...rest })
}

/** Solves points of a plan and gives their columns by name. */
export function solvePoints(plan: Plan) {
  const compiled = compilePlan(plan, () => 0)
  const row = new Float64Array(compiled.columns.length)
  return {
    constants: compiled.constants,
    order: compiled.order,
    at: (point: number): { status: number; reason: string | undefined; get: (column: string) => number } => {
      const { status, reason } = compiled.solve(point, row, 0)
      const values = row.slice()
      return { status, reason, get: column => values[compiled.columns.indexOf(column)]! }
    },
  }
}
