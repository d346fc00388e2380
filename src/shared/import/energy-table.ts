import { type Door } from '../model/door.js'
import { type Line, openLines, refuseLine } from './line-door.js'

/** A row of a table of energies in the format of CatMAP. */
export interface EnergyRow {
  /** `None` becomes undefined: gases belong to no surface. */
  readonly surface: string | undefined
  readonly site: string
  readonly species: string
  /** Formation energy [eV]. */
  readonly energy: number
  /** Wavenumbers [cm⁻¹]. */
  readonly frequencies: readonly number[]
}

const COLUMNS = ['surface_name', 'site_name', 'species_name', 'formation_energy'] as const

/** Tab-separated, with a header whose names matter and whose order does not. */
export function readEnergyTable(source: string): { door: Door; rows: EnergyRow[] } {
  const { door, lines } = openLines(source, /$^/)
  const filled = lines.filter(line => line.text.trim() !== '')
  const header = filled[0]?.text.split('\t').map(name => name.trim()) ?? []
  const missing = COLUMNS.filter(name => !header.includes(name))
  if (missing.length > 0) {
    refuseLine(door, filled[0] ?? { text: '', offset: 0 }, '', {
      rule: 'missing-key',
      message: `The table of energies has no column ${missing.join(', ')}.`,
      remedy: 'Give it a header line with tabs between the names of the columns.',
    })
    return { door, rows: [] }
  }
  return { door, rows: filled.slice(1).flatMap(line => readRow(door, line, header) ?? []) }
}

function readRow(door: Door, line: Line, header: readonly string[]): EnergyRow | undefined {
  const cells = line.text.split('\t').map(cell => cell.trim())
  const at = (name: string): string => cells[header.indexOf(name)] ?? ''
  const energy = Number(at('formation_energy'))
  if (at('formation_energy') === '' || !Number.isFinite(energy))
    return refuseLine(door, line, at('formation_energy'), {
      rule: 'not-a-number',
      message: `The formation energy "${at('formation_energy')}" is not a number.`,
      remedy: 'Give it in eV with a decimal point.',
    })
  const written = at('frequencies')
  const frequencies = written
    .replace(/^\[|\]$/g, '')
    .split(',')
    .filter(part => part.trim() !== '')
    .map(Number)
  if (frequencies.some(value => !(value >= 0 && value < Infinity)))
    return refuseLine(door, line, written, {
      rule: 'not-a-number',
      message: `The frequencies "${written}" are not a list of numbers.`,
      remedy: 'Write them as [2170, 400], in cm⁻¹.',
    })
  const surface = at('surface_name')
  return {
    surface: surface === 'None' || surface === '' ? undefined : surface,
    site: at('site_name'),
    species: at('species_name'),
    energy,
    frequencies: frequencies.filter(value => value > 0),
  }
}
