import * as keys from '../../shared/model/keys.js'

/** What may stand at a place of the format. */
export type Slot =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** A number with its unit, or a parameter of the dimension. */
  | { readonly kind: 'quantity'; readonly dimension: string | undefined }
  | {
      readonly kind:
        | 'unit'
        | 'expression'
        | 'equation'
        | 'gas'
        | 'adsorbate'
        | 'site'
        | 'start'
        | 'axis'
        | 'parameter'
        | 'output'
    }

type Table<T> = readonly (readonly [pattern: string, entry: T])[]

const thermoKeys = [...new Set(Object.values(keys.THERMO_KEYS).flat())]
const surfaceThermoKeys = [...new Set(Object.values(keys.SURFACE_THERMO_KEYS).flat())]

/** Keys by the path of their mapping; `*` stands for any one name. The first match counts. */
const KEYS: Table<readonly string[] | 'adsorbates'> = [
  ['', keys.MODEL_KEYS],
  ['constants', keys.CONSTANT_KEYS],
  ['gases/*', keys.GAS_KEYS],
  ['gases/*/thermo', thermoKeys],
  ['gases/*/thermo/ranges/[]', keys.THERMO_RANGE_KEYS],
  ['reactor', keys.REACTOR_KEYS],
  ['sites/*', keys.SITE_KEYS],
  ['adsorbates', 'adsorbates'],
  ['adsorbates/*', keys.ADSORBATE_KEYS],
  ['adsorbates/*/thermo', surfaceThermoKeys],
  ['adsorbates/*/thermo/ranges/[]', keys.THERMO_RANGE_KEYS],
  ['interactions', 'adsorbates'],
  ['interactions/*', 'adsorbates'],
  ['steps/[]', keys.STEP_KEYS],
  ['steps/[]/forward', keys.LAW_KEYS],
  ['steps/[]/reverse', keys.REVERSE_LAW_KEYS],
  ['steps/[]/*/arrhenius', keys.ARRHENIUS_KEYS],
  ['steps/[]/*/adsorption', keys.ADSORPTION_KEYS],
  ['steps/[]/*/energies', keys.ENERGIES_KEYS],
  ['steps/[]/*/energies/thermo', surfaceThermoKeys],
  ['steps/[]/coverage', 'adsorbates'],
  ['steps/[]/reverse_coverage', 'adsorbates'],
  ['steps/[]/coverage/*', keys.COVERAGE_KEYS],
  ['steps/[]/reverse_coverage/*', keys.COVERAGE_KEYS],
  ['starts/*', 'adsorbates'],
  ['map', keys.MAP_KEYS],
  ['map/*', keys.AXIS_KEYS],
]

const words = (...list: string[]): Slot => ({ kind: 'words', words: list })
const quantity = (dimension?: string): Slot => ({ kind: 'quantity', dimension })

const VALUES: Table<Slot> = [
  ['isobar', words('1')],
  ['constants', words('CODATA 2018', 'CODATA 2014', 'CODATA 2010')],
  ['constants/base', words('CODATA 2018', 'CODATA 2014', 'CODATA 2010')],
  ['reference_pressure', quantity('Pa')],
  ['temperature', quantity('K')],
  ['parameters/*', quantity()],
  ['gases/*', quantity('Pa')],
  ['gases/*/pressure', quantity('Pa')],
  ['gases/*/energy', quantity('eV')],
  ['gases/*/mass', quantity('kg')],
  ['gases/*/thermo', words('none')],
  ['gases/*/thermo/model', words(...Object.keys(keys.THERMO_KEYS))],
  ['gases/*/thermo/value', quantity('eV')],
  ['gases/*/thermo/zero_point', words('true', 'false')],
  ['gases/*/thermo/rotational', quantity('Θ')],
  ['gases/*/thermo/rotational/[]', quantity('Θ')],
  ['gases/*/thermo/vibrational', quantity('Θ')],
  ['gases/*/thermo/vibrational/[]', quantity('Θ')],
  ['reactor/type', words(...keys.REACTOR_TYPES)],
  ['reactor/residence_time', quantity('s')],
  ['reactor/volume', quantity('m3')],
  ['reactor/flow', quantity('m3 s-1')],
  ['reactor/site_density', quantity('m-3')],
  ['reactor/sites', quantity('1')],
  ['adsorbates/*/energy', quantity('eV')],
  ['adsorbates/*/thermo', words('none')],
  ['adsorbates/*/thermo/model', words(...Object.keys(keys.SURFACE_THERMO_KEYS))],
  ['adsorbates/*/thermo/value', quantity('eV')],
  ['adsorbates/*/thermo/zero_point', words('true', 'false')],
  ['adsorbates/*/thermo/vibrational/[]', quantity('Θ')],
  ['adsorbates/*/site', { kind: 'site' }],
  ['interactions/*/*', quantity('eV')],
  ['steps/[]/equation', { kind: 'equation' }],
  ['steps/[]/duplicate', words('true', 'false')],
  ['steps/[]/transfer', quantity('1')],
  ['steps/[]/coverage/*/E', quantity('eV')],
  ['steps/[]/reverse_coverage/*/E', quantity('eV')],
  ['steps/[]/forward', words('energies')],
  ['steps/[]/reverse', words('energies')],
  ['steps/[]/*/rate_constant', quantity('s-1')],
  ['steps/[]/*/barrier', quantity('eV')],
  ['steps/[]/*/free_energy', quantity('eV')],
  ['steps/[]/*/reaction_energy', quantity('eV')],
  ['steps/[]/*/arrhenius/A', quantity('s-1')],
  ['steps/[]/*/arrhenius/b', quantity('1')],
  ['steps/[]/*/arrhenius/Ea', quantity('eV')],
  ['steps/[]/*/adsorption/sticking', quantity('1')],
  ['steps/[]/*/adsorption/area', quantity('m2')],
  ['steps/[]/*/adsorption/barrier', quantity('eV')],
  ['steps/[]/*/adsorption/b', quantity('1')],
  ['steps/[]/*/adsorption/motz_wise', words('true', 'false')],
  ['steps/[]/*/adsorption/gas', { kind: 'gas' }],
  ['steps/[]/*/energies/transition_state', quantity('eV')],
  ['start', { kind: 'start' }],
  ['map/output', { kind: 'output' }],
  ['map/*', { kind: 'axis' }],
  ['map/*/parameter', { kind: 'parameter' }],
  ['map/*/scale', words('linear', 'log', 'list')],
]

/** Keys that may stand in the mapping at `path`. */
export function keysAt(path: readonly string[]): readonly string[] | 'adsorbates' | undefined {
  const known = lookUp(KEYS, path)
  // Wherever a quantity may stand, it may be a mapping with a description.
  return known ?? (lookUp(VALUES, path)?.kind === 'quantity' ? keys.PARAMETER_KEYS : undefined)
}

/** What may stand as the value at `path`. */
export function slotAt(path: readonly string[]): Slot | undefined {
  const known = lookUp(VALUES, path)
  if (known) return known
  const owner = lookUp(VALUES, path.slice(0, -1))
  if (owner?.kind !== 'quantity') return undefined
  if (path.at(-1) === 'unit') return { kind: 'unit' }
  return path.at(-1) === 'expression' ? { kind: 'expression' } : undefined
}

function lookUp<T>(table: Table<T>, path: readonly string[]): T | undefined {
  const fits = (pattern: string): boolean => {
    const parts = pattern === '' ? [] : pattern.split('/')
    return (
      parts.length === path.length &&
      parts.every((part, k) => (part === '*' ? path[k] !== '[]' : part === path[k]))
    )
  }
  return table.find(([pattern]) => fits(pattern))?.[1]
}
