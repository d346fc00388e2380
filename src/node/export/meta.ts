import { outputsOf, STATUS_TEXT } from '../../shared/record.js'
import { type ExportSource } from './source.js'

/** What the numbers of a map mean and where they come from, as plain data. */
export function metaOf({ plan, about }: ExportSource): object {
  const { mechanism, x, y, settings, start, startName, solver, modelText } = plan
  return {
    model: mechanism.name,
    source: mechanism.source,
    axes: [x, y].map(({ parameter, unit, scale }) => ({ name: parameter, unit, scale })),
    units: Object.fromEntries(outputsOf(mechanism).map(({ name, unit }) => [name, unit])),
    status: STATUS_TEXT,
    settings,
    start: Object.fromEntries(mechanism.surface.map(({ name }, i) => [name, start[i]])),
    startName,
    solver,
    modelText,
    provenance: about(),
  }
}
