import { isScalar, isSeq } from 'yaml'
import { type Cell, type Door, report } from '../model/door.js'
import { entriesOf, flagOf, listOf, numberOf, plainTextOf } from '../model/reader.js'
import { readYaml } from '../model/yaml-source.js'
import { adsorbateNames, type PhaseSpecies } from './cantera-names.js'
import { readCanteraReaction, REFERENCE_PRESSURE } from './cantera-reactions.js'
import { type CanteraSpecies, readCanteraSpecies } from './cantera-species.js'
import { type CanteraUnits, pressureFactor, readCanteraUnits, scaledNumber } from './cantera-units.js'
import { finishImport, type Imported, type ModelDraft, quantity } from './imported.js'

type Entries = ReadonlyMap<string, { readonly key: Cell; readonly value: Cell }>

interface Phase {
  readonly name: string
  readonly cell: Cell
  readonly entries: Entries
  readonly thermo: string
  readonly species: readonly string[]
}

/** Whether a text looks like a Cantera input file rather than a model file. */
export const isCantera = (text: string): boolean => /^phases:/m.test(text) && !/^isobar:/m.test(text)

/**
 * Reads a surface mechanism in Cantera's YAML format: one interface phase and the gas phase beside it. The rates
 * become those per site, with coverages and p/p⁰ in place of concentrations.
 *
 * Throws `model/invalid` with findings about the Cantera file. Format: Cantera 3, YAML input file reference.
 */
export function importCantera(source: string, fileName: string): Imported {
  const { door, root } = readYaml(source)
  const entries = root && entriesOf(door, root, '"phases: …"')
  if (!entries) return finishImport(door, undefined, [])
  const units = readCanteraUnits(door, entries.get('units')?.value)
  const phases = entries.get('phases') ? readPhases(door, entries.get('phases')!.value) : []
  const surface = onePhase(door, root, phases, ['ideal-surface', 'surface'], 'interface')
  const gas = onePhase(door, root, phases, ['ideal-gas'], 'gas')
  if (!surface || !gas) return finishImport(door, undefined, [])
  const lists = [...entries].filter(([name]) => /species$/.test(name)).map(([, { value }]) => value)
  const species = readCanteraSpecies(door, lists, molarEnergy(entries, units))
  const notes = [`imported from ${fileName} (Cantera YAML), phases ${surface.name} and ${gas.name}`]
  const draft = draftOf(door, entries, units, species, surface, gas, notes)
  return finishImport(door, draft, notes)
}

/** J kmol⁻¹ per unit of molar energy; files state enthalpies in energy per quantity. */
const molarEnergy = (entries: Entries, units: CanteraUnits): number =>
  entries.has('units') ? 1 / units.quantity : 1

function readPhases(door: Door, cell: Cell): Phase[] {
  return listOf(cell).flatMap(item => {
    const entries = entriesOf(door, item, '"name: surface"')
    const textAt = (key: string): string | undefined => {
      const found = entries?.get(key)?.value
      return found && plainTextOf(door, found)
    }
    const [name, thermo] = [textAt('name'), textAt('thermo')]
    if (!entries || name === undefined || thermo === undefined) return []
    const list = entries.get('species')?.value
    const species = (list ? listOf(list) : []).flatMap(one => {
      if (isScalar(one.node)) return [String(one.node.value)]
      report(door, one, {
        rule: 'other-file',
        message: 'Species from another file or section are not read.',
        remedy: 'Copy them into this file, or write it out with Cantera (write_yaml).',
      })
      return []
    })
    return [{ name, cell: item, entries, thermo, species }]
  })
}

function onePhase(
  door: Door,
  root: Cell,
  phases: readonly Phase[],
  kinds: readonly string[],
  what: string,
): Phase | undefined {
  const found = phases.filter(phase => kinds.includes(phase.thermo))
  if (found.length === 1) return found[0]
  return report(door, found[1]?.cell ?? root, {
    rule: found.length === 0 ? 'missing-phase' : 'too-many',
    value: found.map(phase => phase.name).join(', '),
    message: `The file has ${found.length} ${what} phases.`,
    remedy: `Keep one phase with thermo ${kinds.join(' or ')}.`,
  })
}

function draftOf(
  door: Door,
  entries: Entries,
  units: CanteraUnits,
  species: ReadonlyMap<string, CanteraSpecies>,
  surface: Phase,
  gas: Phase,
  notes: string[],
): ModelDraft | undefined {
  const members = (phase: Phase): CanteraSpecies[] =>
    phase.species.flatMap(name => {
      const found = species.get(name)
      if (found) return [found]
      report(door, phase.entries.get('species')?.value ?? phase.cell, {
        rule: 'unknown-species',
        value: name,
        message: `The species ${name} of the phase ${phase.name} is not described.`,
        remedy: 'Add it under "species".',
      })
      return []
    })
  const names = adsorbateNames(door, surface.cell, members(surface), members(gas), notes)
  const density = surface.entries.get('site-density')
  const siteDensity =
    density && scaledNumber(door, density.value, units.quantity / units.length ** 2, () => undefined)
  if (!density)
    report(door, surface.cell, {
      rule: 'missing-key',
      message: 'The interface has no site-density.',
      remedy: 'Add it.',
    })
  if (!names || siteDensity === undefined) return undefined
  const motzWise = surface.entries.get('Motz-Wise')?.value
  const context = {
    door,
    units,
    species: names.named,
    siteDensity,
    motzWise: (motzWise && flagOf(door, motzWise)) ?? false,
  }
  const steps = reactionCells(entries, surface).flatMap(cell => readCanteraReaction(context, cell) ?? [])
  const { T, pressures } = readState(door, units, gas, names.gases)
  return {
    isobar: 1,
    name: surface.name,
    source: notes[0],
    reference_pressure: quantity(REFERENCE_PRESSURE, 'Pa'),
    parameters: {
      T: quantity(T, 'K'),
      ...Object.fromEntries(pressures.map(p => [p.parameter, quantity(p.value, 'Pa')])),
    },
    gases: Object.fromEntries(
      names.gases.map((g, i) => [
        g.name,
        {
          pressure: pressures[i]!.parameter,
          composition: g.composition,
          ...(g.thermo && { thermo: g.thermo }),
        },
      ]),
    ),
    ...(names.adsorbates.length > 0 && { adsorbates: Object.fromEntries(names.adsorbates) }),
    steps,
    ...startOf(door, surface, names.named),
  }
}

/** `reactions: all` and sections such as `surface-reactions`. */
function reactionCells(entries: Entries, surface: Phase): Cell[] {
  const stated = surface.entries.get('reactions')?.value
  const sections = stated && isSeq(stated.node) ? listOf(stated).map(cell => String(cell.node)) : []
  const own = sections.filter(section => entries.has(section))
  const names = own.length > 0 ? own : [...entries.keys()].filter(name => /reactions$/.test(name))
  return names.flatMap(name => listOf(entries.get(name)!.value))
}

/** Temperature and partial pressures from the state of the gas; each pressure becomes a parameter. */
function readState(
  door: Door,
  units: CanteraUnits,
  gas: Phase,
  gases: readonly PhaseSpecies[],
): { T: number; pressures: { parameter: string; value: number }[] } {
  const cell = gas.entries.get('state')?.value
  const state = cell && entriesOf(door, cell, '"{ T: 500, P: 1 atm }"')
  const T = (state?.get('T') && numberOf(door, state.get('T')!.value)) ?? 500
  const P =
    (state?.get('P') && scaledNumber(door, state.get('P')!.value, units.pressure, pressureFactor)) ?? 101325
  const shares = new Map<string, number>()
  const mixture = state?.get('X')?.value
  if (mixture && isScalar(mixture.node)) {
    for (const part of String(mixture.node.value).split(',')) {
      const [name, share] = part.split(':')
      if (name && share) shares.set(name.trim(), Number(share))
    }
  } else if (mixture)
    for (const [name, { value }] of entriesOf(door, mixture, '"CO: 1"') ?? [])
      shares.set(name, numberOf(door, value) ?? 0)
  const sum = [...shares.values()].reduce((a, b) => a + b, 0)
  return {
    T,
    pressures: gases.map(({ name, original }) => ({
      parameter: `p_${name.replace(/[^A-Za-z0-9_]/g, '_')}`,
      value: sum > 0 ? (P * (shares.get(original) ?? 0)) / sum : P / gases.length,
    })),
  }
}

function startOf(
  door: Door,
  surface: Phase,
  named: ReadonlyMap<string, { readonly name: string; readonly sites: number }>,
): Record<string, unknown> {
  const cell = surface.entries.get('state')?.value
  const coverages = cell && entriesOf(door, cell, '"coverages: …"')?.get('coverages')?.value
  if (!coverages) return {}
  const start: Record<string, number> = {}
  for (const [name, { value }] of entriesOf(door, coverages, '"O(S): 1"') ?? []) {
    const own = named.get(name)
    const share = numberOf(door, value)
    if (own && share !== undefined && !own.name.startsWith('*')) start[own.name] = share / own.sites
  }
  return Object.keys(start).length === 0 ? {} : { starts: { imported: start }, start: 'imported' }
}
