import type { AxisRequest } from '../../shared/mechanism.js'
import type { SweepSetup } from '../../shared/owner-contract.js'
import type { Axis, Plan } from '../../shared/plan.js'

/** The form that would make this plan again; what an interface shows for a session it opens. */
export function setupOf(plan: Plan, workers: number): SweepSetup {
  return {
    modelText: plan.modelText,
    x: requestOf(plan.x),
    y: requestOf(plan.y),
    settings: plan.settings,
    start: plan.startName === 'custom' ? coveragesOf(plan) : plan.startName,
    workers,
    solver: plan.solver,
    ...(plan.mechanism.analysis && { analysis: plan.mechanism.analysis }),
  }
}

const coveragesOf = ({ mechanism, start, startPressures = [] }: Plan): Record<string, number> =>
  Object.fromEntries([
    ...mechanism.surface.map((species, i) => [species.name, start[i]!] as const),
    ...mechanism.gases.flatMap(({ name, pressure }, g) => {
      const { factor, offset } = mechanism.parameters[pressure]!
      const stated = startPressures[g] ?? null
      return stated === null ? [] : [[name, (stated - offset) / factor] as const]
    }),
  ])

function requestOf({ parameter, scale, values }: Axis): AxisRequest {
  return scale === 'list'
    ? { parameter, scale, values }
    : { parameter, scale, from: values[0]!, to: values.at(-1)!, count: values.length }
}
