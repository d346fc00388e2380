import { isMap, isScalar } from 'yaml'
import { type Cell, type Door, report } from '../model/door.js'
import { entriesOf, numberOf, plainTextOf } from '../model/reader.js'

/** Factors from the units of a Cantera file to m, s, kg, kmol, J, Pa; activation energies to eV. */
export interface CanteraUnits {
  readonly length: number
  readonly time: number
  readonly quantity: number
  /** Energy per quantity, or a temperature, to eV. */
  readonly activation: number
  readonly pressure: number
}

// Exact by the SI of 2019; Cantera's calorie is the thermochemical one.
const E = 1.602176634e-19
const N_A = 6.02214076e23
const K_B = 1.380649e-23
const LENGTH: Factors = { m: 1, cm: 1e-2, mm: 1e-3, um: 1e-6, nm: 1e-9, angstrom: 1e-10 }
const TIME: Factors = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9, min: 60, hr: 3600 }
const QUANTITY: Factors = { kmol: 1, mol: 1e-3, gmol: 1e-3, mmol: 1e-6, molec: 1 / (N_A * 1e3) }
const ENERGY: Factors = { J: 1, kJ: 1e3, cal: 4.184, kcal: 4184, erg: 1e-7, eV: E }
const PRESSURE: Factors = { Pa: 1, kPa: 1e3, MPa: 1e6, bar: 1e5, atm: 101325, torr: 101325 / 760 }
type Factors = Readonly<Record<string, number>>

export const SI_UNITS: CanteraUnits = {
  length: 1,
  time: 1,
  quantity: 1,
  activation: activationFactor('J/kmol')!,
  pressure: 1,
}

/** `J/mol`, `kcal/mol`, `K`, `eV`: to eV per molecule. */
export function activationFactor(unit: string): number | undefined {
  if (unit === 'K') return K_B / E
  const [energy = '', quantity] = unit.replaceAll(' ', '').split('/')
  const joule = ENERGY[energy]
  if (joule === undefined) return undefined
  if (quantity === undefined) return energy === 'eV' ? 1 : undefined
  const kmol = QUANTITY[quantity]
  return kmol === undefined ? undefined : joule / (kmol * 1e3 * N_A * E)
}

/** The block `units`; keys that no surface mechanism needs are left alone. */
export function readCanteraUnits(door: Door, cell: Cell | undefined): CanteraUnits {
  const units = { ...SI_UNITS }
  const stated = new Map<string, string>()
  for (const [name, { value }] of (cell && entriesOf(door, cell, '"length: cm"')) ?? []) {
    const unit = plainTextOf(door, value)
    if (unit === undefined) continue
    stated.set(name, unit)
    const tables: Readonly<Record<string, Factors>> = {
      length: LENGTH,
      time: TIME,
      quantity: QUANTITY,
      pressure: PRESSURE,
    }
    const factor = name === 'activation-energy' ? activationFactor(unit) : tables[name]?.[unit]
    if (factor !== undefined && name === 'activation-energy') units.activation = factor
    else if (factor !== undefined) Object.assign(units, { [name]: factor })
    else if (name in tables || name === 'activation-energy')
      report(door, value, {
        rule: 'unknown-unit',
        message: `"${unit}" is no unit of ${name} known here.`,
        remedy: 'Convert the file to SI units with Cantera, or correct the unit.',
      })
  }
  // Without a unit of its own the activation energy is energy per quantity.
  if (!stated.has('activation-energy') && (stated.has('energy') || stated.has('quantity')))
    units.activation =
      activationFactor(`${stated.get('energy') ?? 'J'}/${stated.get('quantity') ?? 'kmol'}`) ??
      units.activation
  return units
}

/** A number, or text with a unit of its own such as `100 bar` or `12 kJ/mol`, by the factor of the file else. */
export function scaledNumber(
  door: Door,
  cell: Cell,
  factor: number,
  own: (unit: string) => number | undefined,
): number | undefined {
  const text = isScalar(cell.node) && typeof cell.node.value === 'string' ? cell.node.value.trim() : undefined
  const [, digits, unit] = text?.match(/^(\S+)\s+(.+)$/) ?? []
  if (digits === undefined) {
    if (isMap(cell.node)) return undefined
    const value = numberOf(door, cell)
    return value === undefined ? undefined : value * factor
  }
  const ownFactor = own(unit!)
  const value = Number(digits)
  if (ownFactor !== undefined && Number.isFinite(value)) return value * ownFactor
  return report(door, cell, {
    rule: 'unknown-unit',
    message: `"${text}" is not a number with a unit known here.`,
    remedy: 'Give it in the units of the file.',
  })
}

export const pressureFactor = (unit: string): number | undefined => PRESSURE[unit]
