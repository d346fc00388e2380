import { type Mechanism, type Parameter } from '../../shared/mechanism.js'
import { type ParameterPlace } from '../../shared/model/parameter-places.js'
import { type Use, whereUsed } from '../../shared/model/where-used.js'
import { type Reading } from './reading.js'

export interface ParameterRow {
  readonly place: ParameterPlace
  readonly kind: Parameter['kind']
  /** Value of an expression, in the unit of the parameter; undefined while the text has errors. */
  readonly value: number | undefined
  readonly uses: readonly Use[]
}

export interface ParameterGroup {
  readonly kind: Parameter['kind']
  readonly rows: readonly ParameterRow[]
}

const ORDER: readonly Parameter['kind'][] = ['temperature', 'pressure', 'energy', 'rate', 'other']
const KINDS: Readonly<Record<string, Parameter['kind']>> = {
  K: 'temperature',
  Pa: 'pressure',
  eV: 'energy',
  's-1': 'rate',
}

/** Parameters by kind, in the order of the model, of those whose name, description or use holds `wanted`. */
export function parameterGroups({ places, mechanism }: Reading, wanted: string): ParameterGroup[] {
  const rows = rowsOf(places, mechanism)
  const needle = wanted.trim().toLowerCase()
  const shown = rows.filter(({ place, uses }) =>
    [place.name, place.description, ...uses.flatMap(use => [use.owner, use.key])].some(text =>
      text.toLowerCase().includes(needle),
    ),
  )
  return ORDER.map(kind => ({ kind, rows: shown.filter(row => row.kind === kind) })).filter(
    ({ rows: some }) => some.length > 0,
  )
}

function rowsOf(places: readonly ParameterPlace[], mechanism: Mechanism | undefined): ParameterRow[] {
  const uses = mechanism && whereUsed(mechanism)
  return places.map(place => {
    const index = mechanism?.parameters.findIndex(({ name }) => name === place.name) ?? -1
    return {
      place,
      kind: KINDS[place.dimension] ?? 'other',
      value: mechanism?.parameters[index]?.value,
      uses: uses?.[index] ?? [],
    }
  })
}
