import { type NetcdfAttributes } from './netcdf-header.js'
import { type ExportSource } from './source.js'

/**
 * What a file says of itself as a whole: names that CF-1.11 and ACDD-1.3 define, then our own, from which
 * the map can be computed again.
 */
export function globalAttributes(source: ExportSource): NetcdfAttributes {
  const { plan } = source
  const about = source.about()
  const { mechanism, x, y } = plan
  const runs = about.runs.map(
    run => `${isoTime(run.startedAt)} computed on ${run.host} with ${run.workers} workers`,
  )
  const last = about.runs.at(-1)?.startedAt ?? about.createdAt
  const isobar = `Isobar ${about.version}`
  return {
    Conventions: 'CF-1.11, ACDD-1.3',
    title: `${mechanism.name}: steady states over ${x.parameter} and ${y.parameter}`,
    summary:
      mechanism.description.trim() ||
      `Steady states of the microkinetic model ${mechanism.name} on a grid of ${x.values.length} by ${y.values.length} points.`,
    keywords: 'microkinetics, heterogeneous catalysis, steady state, turnover frequency, coverage',
    source: `mean-field microkinetic model, solved by ${isobar} (${about.engine})`,
    references: mechanism.source,
    history: [`${isoTime(about.createdAt)} session made by ${isobar}`, ...runs].join('\n'),
    id: about.sessionId,
    product_version: about.version,
    processing_level: 'model output',
    cdm_data_type: 'Grid',
    date_created: isoTime(about.createdAt),
    date_modified: isoTime(last),
    isobar_version: about.version,
    isobar_engine: about.engine,
    isobar_session: about.sessionId,
    isobar_plan_hash: about.planHash,
    isobar_model_name: mechanism.name,
    isobar_model_text: plan.modelText,
    isobar_conditions: JSON.stringify(conditionsOf(plan)),
    isobar_settings: JSON.stringify(plan.settings),
    isobar_start_name: plan.startName,
    isobar_start: JSON.stringify(
      Object.fromEntries(mechanism.surface.map(({ name }, i) => [name, plan.start[i]])),
    ),
    isobar_solver: JSON.stringify(plan.solver),
    isobar_computed_by: JSON.stringify(about.machines),
    isobar_runs: JSON.stringify(about.runs),
  }
}

const isoTime = (ms: number): string => new Date(ms).toISOString()

/** Values of the parameters that are not axes, with their units; those that follow from others are left out. */
function conditionsOf({ mechanism, settings, x, y }: ExportSource['plan']): Record<string, [number, string]> {
  const fixed = mechanism.parameters.filter(
    ({ name, expression }) => name !== x.parameter && name !== y.parameter && expression === undefined,
  )
  return Object.fromEntries(fixed.map(({ name, value, unit }) => [name, [settings[name] ?? value, unit]]))
}
