import { isScalar } from 'yaml'
import { type Cell, type Door, report, writtenText } from './door.js'
import { nearest } from './nearest.js'
import { NUMBER_PATTERN, readNumberText } from './number-text.js'
import { plainTextOf, refuseLookAlike, wrongType } from './reader.js'
import { describeDimension, parseUnit, type Unit, UNIT_NAMES } from './units.js'

/** A number as written, with its unit. */
export interface Quantity {
  readonly value: number
  readonly unit: string
  readonly scale: Unit
}

const PLAIN: Unit = { factor: 1, offset: 0, dimension: '1' }
const QUANTITY = new RegExp(`^(${NUMBER_PATTERN.source})\\s*(.*)$`, 's')

/** Reads `500 K`, `0.444` or `1e13 1/s`; a bare number is dimensionless. */
export function quantityOf(door: Door, cell: Cell): Quantity | undefined {
  const { node } = cell
  if (!isScalar(node) || node.value === null || typeof node.value === 'boolean')
    return wrongType(door, cell, 'a number with its unit', 'Write for example 500 K.')
  const text = (typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))).trim()
  const [, digits, unitText] = text.match(QUANTITY) ?? []
  // "1 bar" has a unit; "1,5" and "1e" are misspelt numbers, which readNumberText explains.
  const reading =
    digits !== undefined && /^$|^[A-Za-zÅÅ°℃%1/]/.test(unitText!) && !/^e$/i.test(unitText!)
      ? readNumberText(digits)
      : readNumberText(text)
  if (!('value' in reading)) {
    const message = `"${writtenText(door, node)}" ${reading.problem}.`
    return report(door, cell, { rule: 'not-a-number', message, remedy: reading.remedy })
  }
  if (unitText === undefined || unitText === '') return { value: reading.value, unit: '1', scale: PLAIN }
  const scale = readUnit(door, cell, unitText, text.length - unitText.length)
  return scale && { value: reading.value, unit: unitText.trim(), scale }
}

export function unitOf(door: Door, cell: Cell): { unit: string; scale: Unit } | undefined {
  if (isScalar(cell.node) && cell.node.value === 1) return { unit: '1', scale: PLAIN }
  const unit = plainTextOf(door, cell)
  const scale = unit === undefined ? undefined : readUnit(door, cell, unit, 0)
  return scale && { unit: unit!, scale }
}

function readUnit(door: Door, cell: Cell, unit: string, at: number): Unit | undefined {
  const scale = parseUnit(unit)
  if (scale) return scale
  if (refuseLookAlike(door, cell, unit)) return undefined
  const near = nearest(unit, UNIT_NAMES)
  return report(door, cell, {
    rule: 'unknown-unit',
    at,
    value: unit,
    message: `"${unit}" is not a unit known here.`,
    remedy:
      near === undefined ? 'Use for example K, bar, eV, kJ/mol, m^2 or 1/s.' : `Did you mean "${near}"?`,
  })
}

/** Says so when a quantity is not of the expected dimension. */
export function checkDimension(
  door: Door,
  cell: Cell,
  found: { readonly unit: string; readonly scale: Unit },
  dimension: string,
): boolean {
  if (found.scale.dimension === dimension) return true
  const wanted = describeDimension(dimension)
  const written = writtenText(door, cell.node)
  if (found.scale.dimension === '1')
    report(door, cell, {
      rule: 'missing-unit',
      message: `Here belongs ${wanted.name}, but "${written}" has no unit.`,
      remedy: `Add the unit, for example ${wanted.example}.`,
    })
  else
    report(door, cell, {
      rule: 'wrong-unit',
      message: `Here belongs ${wanted.name}, but ${found.unit} is ${describeDimension(found.scale.dimension).name}.`,
      remedy: `Write for example ${wanted.example}.`,
    })
  return false
}

/** A literal quantity in the internal unit of `dimension`. */
export function literalOf(door: Door, cell: Cell, dimension: string): number | undefined {
  const quantity = quantityOf(door, cell)
  if (!quantity || !checkDimension(door, cell, quantity, dimension)) return undefined
  return quantity.value * quantity.scale.factor + quantity.scale.offset
}

// h c / kB [m K] and e / kB [K eV⁻¹], from the exact constants of the SI of 2019.
const KELVIN_PER: Readonly<Record<string, number>> = {
  K: 1,
  'm-1': (6.62607015e-34 * 299792458) / 1.380649e-23,
  eV: 1.602176634e-19 / 1.380649e-23,
}

/** A characteristic temperature [K], given in K, as a wavenumber (cm^-1) or as an energy; positive. */
export function characteristicTemperatureOf(door: Door, cell: Cell): number | undefined {
  const quantity = quantityOf(door, cell)
  if (!quantity) return undefined
  const perUnit = KELVIN_PER[quantity.scale.dimension]
  if (perUnit === undefined) {
    checkDimension(door, cell, quantity, 'K')
    return undefined
  }
  const kelvin = (quantity.value * quantity.scale.factor + quantity.scale.offset) * perUnit
  return kelvin > 0 ? kelvin : mustBePositive(door, cell)
}

export function mustBePositive(door: Door, cell: Cell): undefined {
  return report(door, cell, {
    rule: 'not-positive',
    message: `"${writtenText(door, cell.node)}" is not greater than zero.`,
    remedy: 'Give a positive value.',
  })
}
