import type { Catmap } from './catmap.js'
import { type Constraint, fitRelation, type Relation, type Sample } from './catmap-scaling.js'
import type { CatmapStep, CatmapSteps, CatmapTerm } from './catmap-steps.js'
import { type ADSORBATE_MODES, surfaceThermo } from './catmap-thermo.js'
import type { EnergyRow } from './energy-table.js'
import { isDict } from './python-literals.js'

export interface CatmapEnergies {
  readonly parameters: Readonly<Record<string, unknown>>
  readonly adsorbates: Readonly<Record<string, unknown>>
  readonly steps: readonly Readonly<Record<string, unknown>>[]
  readonly map: Readonly<Record<string, unknown>> | undefined
}

/**
 * Energies of adsorbates and transition states: those of the one surface of the set-up, or linear scaling relations
 * on its descriptors, fitted over its surfaces as the constraints say.
 */
export function energiesOf(
  catmap: Catmap,
  rows: readonly EnergyRow[],
  read: CatmapSteps,
  mode: (typeof ADSORBATE_MODES)[number],
): CatmapEnergies | undefined {
  const { refuse, notes } = catmap
  const surfaces = (catmap.list('surface_names') ?? []).map(String)
  const stated = catmap.raw('descriptor_names') === undefined ? [] : catmap.list('descriptor_names')
  const descriptors = (stated ?? []).map(String)
  const scaled = descriptors.filter(name => /_[a-z]$/.test(name))
  if (scaled.length !== descriptors.length)
    return refuse(
      'descriptor_names',
      'unsupported',
      'Only energies of adsorbates are imported as descriptors.',
      'Name them as O_s, CO_s; temperature and pressures are axes of any map.',
    )
  const siteNames = (letter: string): string[] => {
    const definitions = catmap.raw('species_definitions')
    const own = isDict(definitions) ? definitions[letter] : undefined
    const names = isDict(own) ? own['site_names'] : undefined
    return Array.isArray(names) ? names.map(String) : []
  }
  const rowOf = (surface: string, formula: string, letter: string): EnergyRow | undefined =>
    rows.find(
      row => row.surface === surface && row.species === formula && siteNames(letter).includes(row.site),
    )
  const onSurface = (terms: readonly CatmapTerm[]): CatmapTerm[] =>
    terms.filter(term => term.site !== 'g' && term.formula !== '')
  const species = unique(read.steps.flatMap(step => onSurface([...step.reactants, ...step.products])))
  const parameterOf = ({ formula, site }: CatmapTerm): string =>
    `E_${formula.replace(/[^A-Za-z0-9]/g, '_')}${read.sites.length > 1 ? `_${site}` : ''}`
  const split = (name: string): { formula: string; site: string } => ({
    formula: name.slice(0, name.lastIndexOf('_')),
    site: name.slice(name.lastIndexOf('_') + 1),
  })
  const descriptorValues = (surface: string): number[] | undefined => {
    const values = scaled.map(name => rowOf(surface, split(name).formula, split(name).site)?.energy)
    return values.includes(undefined) ? undefined : (values as number[])
  }
  const descriptorParameters = scaled.map(name => parameterOf({ ...split(name), count: 1 }))

  /** The energy of a species as a parameter of a model file, and its relation when it is scaled. */
  function energy(term: CatmapTerm, step: CatmapStep | undefined): unknown {
    const name = `${term.formula}_${term.site}`
    if (scaled.length === 0) {
      const row = surfaces[0] === undefined ? undefined : rowOf(surfaces[0], term.formula, term.site)
      return row ? `${row.energy} eV` : missing(name)
    }
    const at = scaled.indexOf(name)
    if (at >= 0) {
      const value = surfaces
        .map(surface => rowOf(surface, term.formula, term.site)?.energy)
        .find(v => v !== undefined)
      return value === undefined ? missing(name) : `${value} eV`
    }
    const constraint = constraintOf(catmap, name)
    if (constraint === 'initial_state' || constraint === 'final_state') {
      const side = step && (constraint === 'initial_state' ? step.reactants : step.products)
      return side ? scaleWithState(term, onSurface(side)) : missing(name)
    }
    const samples = surfaces.flatMap((surface): Sample[] => {
      const row = rowOf(surface, term.formula, term.site)
      const values = descriptorValues(surface)
      return row && values ? [{ descriptors: values, energy: row.energy }] : []
    })
    const wanted = Array.isArray(constraint) ? constraint : [...scaled.map(() => null), null]
    if (wanted.length !== scaled.length + 1)
      return refuse(
        'scaling_constraint_dict',
        'bad-count',
        `The constraints of ${name} are ${wanted.length} for ${scaled.length} descriptors and a constant.`,
        'Give one for each descriptor and one for the constant.',
      )
    const relation = fitRelation(samples, wanted)
    return relation ? expression(relation, descriptorParameters, name) : missing(name)
  }

  function scaleWithState(term: CatmapTerm, state: readonly CatmapTerm[]): unknown {
    const name = `${term.formula}_${term.site}`
    const samples = surfaces.flatMap((surface): Sample[] => {
      const row = rowOf(surface, term.formula, term.site)
      const parts = state.map(part => rowOf(surface, part.formula, part.site)?.energy)
      if (!row || parts.includes(undefined)) return []
      const sum = state.reduce((total, part, k) => total + part.count * parts[k]!, 0)
      return [{ descriptors: [sum], energy: row.energy }]
    })
    const relation = fitRelation(samples, [null, null])
    if (!relation) return missing(name)
    const sum = state
      .map(part => `${part.count === 1 ? '' : `${part.count} * `}${parameterOf(part)}`)
      .join(' + ')
    return expression(relation, [`(${sum})`], name)
  }

  function expression({ slopes, intercept }: Relation, names: readonly string[], what: string): unknown {
    const terms = slopes
      .map((slope, k) => (slope === 0 ? '' : `${slope} * ${names[k]!}`))
      .filter(text => text !== '')
    notes.push(`${what} = ${[...terms, String(intercept)].join(' + ')}, fitted over ${surfaces.join(', ')}`)
    return { expression: [...terms, String(intercept)].join(' + ').replaceAll('+ -', '- '), unit: 'eV' }
  }

  const missing = (name: string): undefined =>
    refuse(
      'input_file',
      'missing-energy',
      `The table has not enough energies of ${name} on ${surfaces.join(', ') || 'any surface'}.`,
      'Add its rows, with the site names that species_definitions states.',
    )

  const frequenciesOf = (term: CatmapTerm): readonly number[] =>
    surfaces
      .map(surface => rowOf(surface, term.formula, term.site)?.frequencies ?? [])
      .find(list => list.length > 0) ?? []

  const parameters: Record<string, unknown> = {}
  for (const term of species) parameters[parameterOf(term)] = energy(term, undefined)
  const adsorbates = Object.fromEntries(
    species.map(term => {
      const thermo = surfaceThermo(mode, frequenciesOf(term))
      return [read.nameOf(term), { energy: parameterOf(term), ...(thermo && { thermo }) }]
    }),
  )
  const steps = read.steps.map(step => {
    const states = unique(onSurface(step.transition ?? []))
    for (const state of states) parameters[parameterOf(state)] ??= energy(state, step)
    const forward = forwardOf(states, parameterOf, surfaceThermo(mode, states.flatMap(frequenciesOf)))
    return { equation: equationOf(step, read), forward }
  })
  if (catmap.door.findings.length > 0) return undefined
  return { parameters, adsorbates, steps, map: mapOf(catmap, descriptorParameters) }
}

function forwardOf(
  states: readonly CatmapTerm[],
  parameterOf: (term: CatmapTerm) => string,
  thermo: Readonly<Record<string, unknown>> | undefined,
): unknown {
  if (states.length === 0) return 'energies'
  const sum = states
    .map(state => `${state.count === 1 ? '' : `${state.count} * `}${parameterOf(state)}`)
    .join(' + ')
  const single = states.length === 1 && states[0]!.count === 1
  const value = single ? parameterOf(states[0]!) : { expression: sum, unit: 'eV' }
  return { energies: { transition_state: value, ...(thermo && { thermo }) } }
}

function equationOf({ reactants, transition, products }: CatmapStep, { nameOf }: CatmapSteps): string {
  const side = (terms: readonly CatmapTerm[]): string =>
    terms.map(term => `${term.count === 1 ? '' : `${term.count} `}${nameOf(term)}`).join(' + ')
  const middle = transition ? ` <-> ${side(transition)} -> ` : ' <-> '
  return `${side(reactants)}${middle}${side(products)}`
}

const unique = (terms: readonly CatmapTerm[]): CatmapTerm[] => [
  ...new Map(terms.map(term => [`${term.formula}_${term.site}`, term])).values(),
]

function constraintOf(catmap: Catmap, name: string): Constraint[] | string | undefined {
  const constraints = catmap.raw('scaling_constraint_dict')
  const own = isDict(constraints) ? constraints[name] : undefined
  if (typeof own === 'string') return own
  if (!Array.isArray(own)) return undefined
  return own.map(value => (value === '+' || value === '-' || typeof value === 'number' ? value : null))
}

/** Axes from `descriptor_ranges` and `resolution`. */
function mapOf(catmap: Catmap, names: readonly string[]): Record<string, string> | undefined {
  const ranges = catmap.raw('descriptor_ranges')
  const resolution = catmap.raw('resolution')
  if (names.length !== 2 || !Array.isArray(ranges) || ranges.length !== 2) return undefined
  if (!ranges.every(range => Array.isArray(range))) return undefined
  const counts = Array.isArray(resolution) ? resolution : [resolution ?? 15, resolution ?? 15]
  const axis = (k: number): string => {
    const [from, to] = ranges[k] as readonly number[]
    return `${names[k]}=lin:${from}:${to}:${String(counts[k])}`
  }
  return { x: axis(0), y: axis(1) }
}
