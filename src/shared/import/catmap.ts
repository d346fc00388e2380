import { type Door, reportAt } from '../model/door.js'
import { type Assigned, isDict, type Literal, readAssignments } from './python-literals.js'
import { readCatmapSteps } from './catmap-steps.js'
import { ADSORBATE_MODES, GAS_MODES, gasThermo } from './catmap-thermo.js'
import { energiesOf } from './catmap-energies.js'
import { type EnergyRow, readEnergyTable } from './energy-table.js'
import { finishImport, type Imported, type ModelDraft } from './imported.js'
import { openLines } from './line-door.js'

export const isCatmap = (text: string): boolean => /^\s*rxn_expressions\s*=/m.test(text)

/** A CatMAP set-up while it is read. */
export interface Catmap {
  readonly door: Door
  readonly notes: string[]
  /** An assignment by name; `undefined` with a finding when it is not of the wanted kind. */
  readonly text: (name: string, missing?: string) => string | undefined
  readonly list: (name: string) => readonly Literal[] | undefined
  readonly raw: (name: string) => Literal | undefined
  readonly refuse: (name: string, rule: string, message: string, remedy: string) => undefined
}

/** The table of energies that a set-up names with `input_file`; undefined when it names none. */
export function energyTableName(source: string): string | undefined {
  const { door } = openLines(source, /$^/)
  const value = readAssignments(door).get('input_file')?.value
  return typeof value === 'string' ? value : undefined
}

/**
 * Reads a set-up of CatMAP (`.mkm`, Python) and its table of energies. Only literal assignments are read, nothing is
 * run. Throws `model/invalid` with findings about the set-up or the table.
 */
export function importCatmap(source: string, table: string, fileName: string): Imported {
  const { door } = openLines(source, /$^/)
  const notes = [`imported from ${fileName} (CatMAP) with its table of energies`]
  const catmap = openCatmap(door, readAssignments(door), notes)
  const energies = readEnergyTable(table)
  if (energies.door.findings.length > 0) return finishImport(energies.door, undefined, [])
  const draft = door.findings.length === 0 ? draftOf(catmap, energies.rows) : undefined
  return finishImport(door, draft, notes)
}

function openCatmap(door: Door, names: ReadonlyMap<string, Assigned>, notes: string[]): Catmap {
  const refuse: Catmap['refuse'] = (name, rule, message, remedy) => {
    reportAt(door, names.get(name)?.offset ?? 0, {
      severity: 'error',
      rule,
      field: name,
      value: JSON.stringify(names.get(name)?.value ?? null).slice(0, 80),
      message,
      remedy,
    })
  }
  return {
    door,
    notes,
    raw: name => names.get(name)?.value,
    text: (name, missing) => {
      const value = names.get(name)?.value ?? missing
      return typeof value === 'string'
        ? value
        : refuse(name, 'wrong-type', `${name} is not text.`, 'Write it in quotes.')
    },
    list: name => {
      const value = names.get(name)?.value
      if (Array.isArray(value)) return value as readonly Literal[]
      return refuse(name, 'wrong-type', `${name} is not a list.`, `Assign a list to ${name}.`)
    },
    refuse,
  }
}

function draftOf(catmap: Catmap, rows: readonly EnergyRow[]): ModelDraft | undefined {
  const { notes, raw, refuse } = catmap
  const expressions = catmap.list('rxn_expressions')
  if (!expressions) return undefined
  const read = readCatmapSteps(catmap, expressions)
  const gasMode = modeOf(catmap, 'gas_thermo_mode', 'ideal_gas', GAS_MODES)
  const adsorbateMode = modeOf(catmap, 'adsorbate_thermo_mode', 'frozen_adsorbate', ADSORBATE_MODES)
  if (!read || !gasMode || !adsorbateMode) return undefined
  const energies = energiesOf(catmap, rows, read, adsorbateMode)
  if (!energies) return undefined
  const definitions = raw('species_definitions')
  const gases = read.gases.map(name => {
    const row = rows.find(candidate => candidate.site === 'gas' && candidate.species === name)
    if (!row) {
      refuse(
        'input_file',
        'missing-energy',
        `The table has no energy of the gas ${name}.`,
        `Add a row with site gas.`,
      )
      return undefined
    }
    const thermo = gasThermo(gasMode, name, row.frequencies)
    if ('problem' in thermo) {
      refuse(
        'gas_thermo_mode',
        'unknown-thermo',
        `${thermo.problem}.`,
        'Choose another mode, or edit the model afterwards.',
      )
      return undefined
    }
    const pressure = pressureOf(definitions, name)
    if (pressure === undefined)
      notes.push(`the pressure of ${name} is not a number in the set-up; 1 bar is assumed`)
    return { name, energy: row.energy, thermo: thermo.thermo, pressure: pressure ?? 1 }
  })
  if (gases.includes(undefined)) return undefined
  const known = gases.filter(gas => gas !== undefined)
  const T = raw('temperature')
  if (typeof T !== 'number') notes.push('the temperature is not in the set-up; 500 K is assumed')
  return {
    isobar: 1,
    name: 'imported from CatMAP',
    source: notes[0],
    constants: { base: 'CODATA 2010', kB: '8.617332478e-5 eV/K' },
    reference_pressure: '1 bar',
    parameters: {
      T: `${typeof T === 'number' ? T : 500} K`,
      ...Object.fromEntries(known.map(gas => [`p_${gas.name}`, `${gas.pressure} bar`])),
      ...energies.parameters,
    },
    gases: Object.fromEntries(
      known.map(gas => [
        gas.name,
        { pressure: `p_${gas.name}`, energy: `${gas.energy} eV`, thermo: gas.thermo },
      ]),
    ),
    ...(read.sites.length > 1 || read.sites.some(site => totalOf(definitions, site.letter) !== 1)
      ? { sites: Object.fromEntries(read.sites.map(site => [site.name, totalOf(definitions, site.letter)])) }
      : {}),
    adsorbates: energies.adsorbates,
    steps: energies.steps,
    ...(energies.map && { map: energies.map }),
  }
}

function modeOf<M extends string>(
  { text, refuse }: Catmap,
  name: string,
  missing: string,
  known: readonly M[],
): M | undefined {
  const mode = text(name, missing)
  const found = known.find(candidate => candidate === mode)
  if (mode === undefined || found) return found
  return refuse(
    name,
    'unknown-thermo',
    `The ${name} ${mode} is not imported.`,
    `Choose one of ${known.join(', ')}, or give the model's "thermo" afterwards.`,
  )
}

function pressureOf(definitions: Literal | undefined, gas: string): number | undefined {
  const own = isDict(definitions) ? definitions[`${gas}_g`] : undefined
  const pressure = isDict(own) ? (own['pressure'] ?? own['concentration']) : undefined
  return typeof pressure === 'number' && pressure >= 0 ? pressure : undefined
}

function totalOf(definitions: Literal | undefined, letter: string): number {
  const own = isDict(definitions) ? definitions[letter] : undefined
  const total = isDict(own) ? own['total'] : undefined
  return typeof total === 'number' && total > 0 ? total : 1
}
