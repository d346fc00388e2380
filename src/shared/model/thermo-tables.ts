import { isMap, isScalar } from 'yaml'
import type { SurfaceCorrection, TabulatedCorrection, ThermoRange } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { SURFACE_THERMO_KEYS, THERMO_KEYS, THERMO_RANGE_KEYS } from './keys.js'
import { MAX_VIBRATIONS } from './limits.js'
import { suggest } from './nearest.js'
import { parameterAt, type Registry } from './parameters.js'
import { characteristicTemperatureOf, literalOf, mustBePositive } from './quantity.js'
import { flagOf, listOf, numberOf, recordOf, wrongType } from './reader.js'

/** 1 bar [Pa], the pressure of tables that name none. */
const TABLE_PRESSURE = 1e5
const COEFFICIENTS = { shomate: 8, nasa7: 7 } as const

/** The word behind `model` of a mapping, or the word itself. */
export function thermoModelOf(cell: Cell): string | undefined {
  const named = isMap(cell.node)
    ? cell.node.items.find(pair => isScalar(pair.key) && pair.key.value === 'model')?.value
    : cell.node
  return isScalar(named) && typeof named.value === 'string' ? named.value : undefined
}

export function unknownThermo(
  door: Door,
  cell: Cell,
  model: string | undefined,
  known: readonly string[],
): undefined {
  return report(door, cell, {
    rule: 'unknown-thermo',
    value: model ?? '',
    message:
      model === undefined ? 'The key "model" is missing here.' : `There is no thermo model "${model}".`,
    remedy: suggest(model ?? '', known),
  })
}

/**
 * `thermo` of an adsorbate or transition state; `autoName` is the name of the parameter that a fixed value
 * becomes. `{}` where there is none.
 */
export function readSurfaceThermo(
  door: Door,
  registry: Registry,
  autoName: string,
  cell: Cell | undefined,
): { correction?: SurfaceCorrection } | undefined {
  if (!cell) return {}
  const model = thermoModelOf(cell)
  switch (model) {
    case 'none':
      return {}
    case 'fixed': {
      const record = recordOf(door, cell, SURFACE_THERMO_KEYS.fixed, ['value'])
      const value = record?.value && parameterAt(door, registry, record.value, 'eV', autoName)
      return value === undefined ? undefined : { correction: { kind: 'fixed', value } }
    }
    case 'harmonic': {
      const correction = readHarmonic(door, cell)
      return correction && { correction }
    }
    case 'shomate':
    case 'nasa7': {
      const correction = readTable(door, cell, model)
      return correction && { correction }
    }
    default:
      return unknownThermo(door, cell, model, Object.keys(SURFACE_THERMO_KEYS))
  }
}

function readHarmonic(door: Door, cell: Cell): SurfaceCorrection | undefined {
  const record = recordOf(door, cell, SURFACE_THERMO_KEYS.harmonic, ['vibrational'])
  if (!record?.vibrational) return undefined
  const vibrational = vibrationsOf(door, record.vibrational)
  const zeroPoint = record.zero_point ? flagOf(door, record.zero_point) : true
  return vibrational && zeroPoint !== undefined ? { kind: 'harmonic', vibrational, zeroPoint } : undefined
}

/** Vibrational temperatures [K] of a molecule. */
export function vibrationsOf(door: Door, cell: Cell): number[] | undefined {
  const temperatures = listOf(cell).map(item => characteristicTemperatureOf(door, item))
  if (temperatures.length > MAX_VIBRATIONS)
    return report(door, cell, {
      rule: 'too-many',
      value: String(temperatures.length),
      message: `The molecule has ${temperatures.length} vibrations.`,
      remedy: `Give up to ${MAX_VIBRATIONS}.`,
    })
  return temperatures.includes(undefined) ? undefined : (temperatures as number[])
}

/** `{ model: nasa7, ranges: [{ from, to, coefficients }] }`, or `coefficients` alone for all temperatures. */
export function readTable(
  door: Door,
  cell: Cell,
  kind: TabulatedCorrection['kind'],
): TabulatedCorrection | undefined {
  if (!isMap(cell.node)) return wrongType(door, cell, 'a mapping', `Write { model: ${kind}, ranges: … }.`)
  const keys: readonly (typeof THERMO_KEYS.shomate)[number][] = THERMO_KEYS[kind]
  const record = recordOf(door, cell, keys, ['ranges'])
  if (!record?.ranges) return undefined
  const ranges = listOf(record.ranges).map(item => readRange(door, item, COEFFICIENTS[kind]))
  const pressure = record.reference_pressure
    ? literalOf(door, record.reference_pressure, 'Pa')
    : TABLE_PRESSURE
  if (pressure !== undefined && !(pressure > 0)) return mustBePositive(door, record.reference_pressure!)
  const heat = record.enthalpy_298 ? literalOf(door, record.enthalpy_298, 'eV') : 0
  if (ranges.includes(undefined) || pressure === undefined || heat === undefined) return undefined
  const sorted = (ranges as ThermoRange[]).toSorted((a, b) => a.from - b.from)
  if (!checkGaps(door, record.ranges, sorted)) return undefined
  return kind === 'shomate' ? { kind, heat, pressure, ranges: sorted } : { kind, pressure, ranges: sorted }
}

function readRange(door: Door, cell: Cell, count: number): ThermoRange | undefined {
  const record = recordOf(door, cell, THERMO_RANGE_KEYS, THERMO_RANGE_KEYS)
  if (!record?.from || !record.to || !record.coefficients) return undefined
  const from = literalOf(door, record.from, 'K')
  const to = literalOf(door, record.to, 'K')
  const coefficients = listOf(record.coefficients).map(item => numberOf(door, item))
  if (coefficients.length !== count)
    return report(door, record.coefficients, {
      rule: 'bad-count',
      value: String(coefficients.length),
      message: `There are ${coefficients.length} coefficients.`,
      remedy: `Give ${count}.`,
    })
  if (from === undefined || to === undefined || coefficients.includes(undefined)) return undefined
  if (from > 0 && to > from) return { from, to, coefficients: coefficients as number[] }
  return report(door, record.to, {
    rule: 'bad-range',
    message: `The range from ${from} to ${to} K is not one of rising temperatures above 0.`,
    remedy: 'Give "from" below "to".',
  })
}

function checkGaps(door: Door, cell: Cell, ranges: readonly ThermoRange[]): boolean {
  const broken = ranges.findIndex((range, i) => i > 0 && range.from !== ranges[i - 1]!.to)
  if (broken < 0) return true
  report(door, cell, {
    rule: 'bad-range',
    value: `${ranges[broken]!.from} K`,
    message: `The ranges do not meet: one ends at ${ranges[broken - 1]!.to} K, the next begins at ${ranges[broken]!.from} K.`,
    remedy: 'Let each range begin where the one before ends.',
  })
  return false
}
