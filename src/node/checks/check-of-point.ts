import type { Plan } from '../../shared/plan.js'
import type { PointCheck } from '../../shared/points-contract.js'
import { evaluateOutput, outputsOf } from '../../shared/record.js'

/** Far above what certified values are off, far below what a change of a model does. */
const TOLERANCE = 1e-6

/** What is kept of a solved point: turnover frequencies and coverages. */
export function checkOfPoint(plan: Plan, point: number, row: Float64Array, now: Date): PointCheck {
  const { x, y, mechanism, settings, start, startName } = plan
  const nx = x.values.length
  const kept = outputsOf(mechanism).filter(
    ({ group }) => group === 'turnover frequency' || group === 'coverage',
  )
  return {
    id: `point-${now.getTime().toString(36)}`,
    at: {
      [x.parameter]: x.values[point % nx]!,
      [y.parameter]: y.values[Math.floor(point / nx)]!,
      ...settings,
    },
    // Free sites follow from the rest.
    start:
      startName === 'custom'
        ? Object.fromEntries(
            mechanism.surface.flatMap((species, i) => (species.free ? [] : [[species.name, start[i]!]])),
          )
        : startName,
    expect: Object.fromEntries(kept.map(output => [output.name, evaluateOutput(output, row, 0)])),
    tolerance: TOLERANCE,
    kept: now.toISOString(),
  }
}
