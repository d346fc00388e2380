import type { Composition } from '../mechanism.js'
import { type Cell, type Door, report } from '../model/door.js'
import { entriesOf, listOf, numberOf, plainTextOf } from '../model/reader.js'
import { isSeq } from 'yaml'

/** A species of a Cantera file. */
export interface CanteraSpecies {
  readonly name: string
  readonly cell: Cell
  readonly composition: Composition
  /** Sites it covers. */
  readonly sites: number
  /** Its thermochemistry as `thermo` of a model file; undefined where the file has none. */
  readonly thermo: Readonly<Record<string, unknown>> | undefined
  /** Whether G is zero at all temperatures, as free sites have it. */
  readonly isZero: boolean
}

/** Cantera takes the tables of species without a pressure of their own at one atmosphere. */
const DEFAULT_PRESSURE = '1 atm'
const RANGE: readonly [number, number] = [200, 6000]
/** Molar gas constant, exact by the SI of 2019 [J kmol⁻¹ K⁻¹]. */
const R = 8314.46261815324

export function readCanteraSpecies(
  door: Door,
  cells: readonly Cell[],
  energyFactor: number,
): Map<string, CanteraSpecies> {
  const species = new Map<string, CanteraSpecies>()
  for (const list of cells)
    for (const cell of isSeq(list.node) ? listOf(list) : []) {
      const read = readOne(door, cell, energyFactor)
      if (read) species.set(read.name, read)
    }
  return species
}

/** @param energyFactor J kmol⁻¹ per unit of molar energy in the file */
function readOne(door: Door, cell: Cell, energyFactor: number): CanteraSpecies | undefined {
  const entries = entriesOf(door, cell, '"name: CO(S)"')
  const nameCell = entries?.get('name')?.value
  const name = nameCell && plainTextOf(door, nameCell)
  if (!entries || name === undefined) return undefined
  const composition: Record<string, number> = {}
  const stated = entries.get('composition')?.value
  for (const [symbol, { value }] of (stated && entriesOf(door, stated, '"{ C: 1, O: 1 }"')) ?? []) {
    const count = numberOf(door, value)
    if (count !== undefined && symbol !== 'E') composition[symbol] = count
  }
  const sites = entries.get('sites')
  const thermoCell = entries.get('thermo')?.value
  const thermo = thermoCell && readThermo(door, thermoCell, energyFactor)
  const numbers = thermo?.ranges.flatMap(range => range.coefficients) ?? []
  return {
    name,
    cell,
    composition,
    sites: (sites && numberOf(door, sites.value)) ?? 1,
    thermo: thermo && {
      model: 'nasa7',
      reference_pressure: thermo.pressure,
      ranges: thermo.ranges.map(write),
    },
    isZero: numbers.every(value => value === 0),
  }
}

interface Range {
  readonly from: number
  readonly to: number
  readonly coefficients: readonly number[]
}

const write = ({ from, to, coefficients }: Range): Record<string, unknown> => ({
  from: `${from} K`,
  to: `${to} K`,
  coefficients,
})

function readThermo(
  door: Door,
  cell: Cell,
  energyFactor: number,
): { pressure: string; ranges: Range[] } | undefined {
  const entries = entriesOf(door, cell, '"model: NASA7"')
  if (!entries) return undefined
  const modelCell = entries.get('model')?.value
  const model = modelCell && plainTextOf(door, modelCell)
  const pressureCell = entries.get('reference-pressure')?.value
  const pressure = pressureCell && readPressure(door, pressureCell)
  const ranges =
    model === 'NASA7'
      ? nasaRanges(door, cell, entries)
      : model === 'constant-cp'
        ? constantHeat(door, entries, energyFactor)
        : report(door, modelCell ?? cell, {
            rule: 'unknown-thermo',
            message: `Thermochemistry of the model ${model ?? ''} is not imported.`,
            remedy: 'Convert it to NASA7 with Cantera.',
          })
  return ranges && { pressure: pressure ?? DEFAULT_PRESSURE, ranges }
}

function readPressure(door: Door, cell: Cell): string | undefined {
  const text = cell.node.toString().trim()
  return /^[\d.eE+-]+$/.test(text) ? `${numberOf(door, cell)} Pa` : plainTextOf(door, cell)
}

function nasaRanges(
  door: Door,
  cell: Cell,
  entries: ReadonlyMap<string, { readonly value: Cell }>,
): Range[] | undefined {
  const [temperatures, data] = [entries.get('temperature-ranges')?.value, entries.get('data')?.value]
  if (!temperatures || !data)
    return report(door, cell, {
      rule: 'missing-key',
      message: 'NASA7 needs temperature-ranges and data.',
      remedy: 'Add both.',
    })
  const limits = listOf(temperatures).map(item => numberOf(door, item))
  const rows = listOf(data).map(row => listOf(row).map(item => numberOf(door, item)))
  if (rows.length + 1 !== limits.length || rows.some(row => row.length !== 7))
    return report(door, data, {
      rule: 'bad-count',
      message: `There are ${rows.length} rows of coefficients for ${limits.length} temperatures.`,
      remedy: 'Give one row of seven per range of temperature.',
    })
  if ([...limits, ...rows.flat()].includes(undefined)) return undefined
  return rows.map((row, i) => ({ from: limits[i]!, to: limits[i + 1]!, coefficients: row as number[] }))
}

/** h0 + cp (T − T0), s0 + cp ln(T/T0) as the seven coefficients. */
function constantHeat(
  door: Door,
  entries: ReadonlyMap<string, { readonly value: Cell }>,
  energyFactor: number,
): Range[] | undefined {
  const at = (key: string, missing: number): number | undefined => {
    const cell = entries.get(key)?.value
    return cell ? numberOf(door, cell) : missing
  }
  const [T0, h0, s0, cp] = [at('T0', 298.15), at('h0', 0), at('s0', 0), at('cp0', 0)]
  if (T0 === undefined || h0 === undefined || s0 === undefined || cp === undefined) return undefined
  const heat = (cp * energyFactor) / R
  const coefficients = [
    heat,
    ...[0, 0, 0, 0],
    (h0 * energyFactor) / R - heat * T0,
    (s0 * energyFactor) / R - heat * Math.log(T0),
  ]
  return [{ from: RANGE[0], to: RANGE[1], coefficients }]
}
