import { isMap, isScalar } from 'yaml'
import type { Composition, Gas, GasCorrection } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { parseFormula, relativeMass } from './formula.js'
import { MAX_VIBRATIONS } from './limits.js'
import { parameterAt, type Registry } from './parameters.js'
import { characteristicTemperatureOf, literalOf, mustBePositive } from './quantity.js'
import { entriesOf, flagOf, listOf, numberOf, plainTextOf, recordOf, refuseLookAlike } from './reader.js'
import { suggest } from './nearest.js'

/** Masses of the elements [amu] and the atomic mass constant [kg], as the model has them. */
export interface Masses {
  readonly relative: Readonly<Record<string, number>>
  readonly amu: number
}

const NAME = /^[A-Za-z][A-Za-z0-9_()-]*$/

export function readGases(door: Door, registry: Registry, masses: Masses, cell: Cell | undefined): Gas[] {
  const entries = cell && entriesOf(door, cell, '"CO: { pressure: pCO }"')
  const gases: Gas[] = []
  for (const [name, { key, value }] of entries ?? []) {
    if (refuseLookAlike(door, key, name)) continue
    if (!NAME.test(name)) {
      report(door, key, {
        rule: 'bad-name',
        message: `"${name}" cannot be the name of a gas.`,
        remedy: 'Use letters, digits, _, - and parentheses; surface species stand under "adsorbates".',
      })
      continue
    }
    const gas = readGas(door, registry, masses, name, key, value)
    if (gas) gases.push(gas)
  }
  return gases
}

function readGas(
  door: Door,
  registry: Registry,
  masses: Masses,
  name: string,
  key: Cell,
  cell: Cell,
): Gas | undefined {
  // `CO: pCO` and `CO: 1 bar` are short for a gas of which only the pressure is stated.
  const record = isMap(cell.node)
    ? recordOf(
        door,
        cell,
        ['pressure', 'composition', 'mass', 'thermo', 'energy', 'description'],
        ['pressure'],
      )
    : { pressure: cell }
  if (!record) return undefined
  const pressure = record.pressure && parameterAt(door, registry, record.pressure, 'Pa', `pressure(${name})`)
  const composition = compositionOf(door, masses, name, key, record.composition)
  const mass = record.mass
    ? positive(door, record.mass, 'kg')
    : composition && relativeMass(composition, masses.relative) * masses.amu
  const correction = record.thermo
    ? readThermo(door, registry, name, record.thermo)
    : { kind: 'none' as const }
  const energy = record.energy && parameterAt(door, registry, record.energy, 'eV', `energy(${name})`)
  if (pressure === undefined || mass === undefined || !composition || !correction) return undefined
  return { name, composition, pressure, mass, correction, ...(energy !== undefined && { energy }) }
}

function positive(door: Door, cell: Cell, dimension: string): number | undefined {
  const value = literalOf(door, cell, dimension)
  return value === undefined || value > 0 ? value : mustBePositive(door, cell)
}

/** Composition as stated (`CO2` or `{C: 1, O: 2}`), or read off the name of the species. */
export function compositionOf(
  door: Door,
  masses: Masses,
  formula: string,
  species: Cell,
  stated: Cell | undefined,
): Composition | undefined {
  const isElement = (symbol: string): boolean => Object.hasOwn(masses.relative, symbol)
  if (stated && isMap(stated.node)) return readComposition(door, stated, isElement)
  const text = stated ? plainTextOf(door, stated) : formula
  if (text === undefined) return undefined
  const composition = parseFormula(text, isElement)
  if (composition) return composition
  return report(door, stated ?? species, {
    rule: 'unknown-composition',
    value: text,
    message: `"${text}" is not a chemical formula of known elements.`,
    remedy: 'Add "composition: { C: 1, O: 2 }"; further elements go under "atomic_masses".',
  })
}

function readComposition(
  door: Door,
  cell: Cell,
  isElement: (symbol: string) => boolean,
): Composition | undefined {
  const entries = entriesOf(door, cell, '"{ C: 1, O: 2 }"')
  if (!entries) return undefined
  const composition: Record<string, number> = {}
  for (const [symbol, { key, value }] of entries) {
    const count = numberOf(door, value)
    if (!isElement(symbol))
      report(door, key, {
        rule: 'unknown-element',
        message: `"${symbol}" is not a known element.`,
        remedy: 'Correct the symbol, or give its mass under "atomic_masses".',
      })
    else if (count !== undefined && (!Number.isInteger(count) || count < 1 || count > 1000))
      report(door, value, {
        rule: 'bad-count',
        message: `${count} is not a number of atoms.`,
        remedy: 'Use whole numbers from 1.',
      })
    else if (count !== undefined) composition[symbol] = count
  }
  return composition
}

const THERMO_KEYS = {
  none: ['model'],
  fixed: ['model', 'value'],
  'ideal-gas': ['model', 'rotational', 'symmetry', 'vibrational', 'zero_point'],
} as const

/** `thermo: none`, `{ model: fixed, value }` or `{ model: ideal-gas, rotational, … }`. */
function readThermo(door: Door, registry: Registry, gas: string, cell: Cell): GasCorrection | undefined {
  const named = isMap(cell.node)
    ? cell.node.items.find(pair => isScalar(pair.key) && pair.key.value === 'model')?.value
    : cell.node
  const model = isScalar(named) && typeof named.value === 'string' ? named.value : undefined
  if (model === undefined || !Object.hasOwn(THERMO_KEYS, model))
    return report(door, cell, {
      rule: 'unknown-thermo',
      value: model ?? '',
      message:
        model === undefined ? 'The key "model" is missing here.' : `There is no thermo model "${model}".`,
      remedy: suggest(model ?? '', Object.keys(THERMO_KEYS)),
    })
  if (model === 'none') return { kind: 'none' }
  if (!isMap(cell.node))
    return report(door, cell, {
      rule: 'missing-key',
      message: `The thermo model "${model}" needs numbers.`,
      remedy: `Write { model: ${model}, ${model === 'fixed' ? 'value: -0.8 eV' : 'rotational: 2.78 K, …'} }.`,
    })
  return model === 'fixed' ? readFixed(door, registry, gas, cell) : readIdealGas(door, cell)
}

function readFixed(door: Door, registry: Registry, gas: string, cell: Cell): GasCorrection | undefined {
  const record = recordOf(door, cell, THERMO_KEYS.fixed, ['value'])
  if (!record?.value) return undefined
  const value = parameterAt(door, registry, record.value, 'eV', `correction(${gas})`)
  return value === undefined ? undefined : { kind: 'fixed', value }
}

function readIdealGas(door: Door, cell: Cell): GasCorrection | undefined {
  const record = recordOf(door, cell, THERMO_KEYS['ideal-gas'])
  if (!record) return undefined
  const temperatures = (list: Cell | undefined): (number | undefined)[] =>
    list ? listOf(list).map(item => characteristicTemperatureOf(door, item)) : []
  const rotational = temperatures(record.rotational)
  const vibrational = temperatures(record.vibrational)
  if (rotational.length !== 0 && rotational.length !== 1 && rotational.length !== 3)
    report(door, record.rotational!, {
      rule: 'bad-count',
      message: `A molecule has one or three rotational temperatures, not ${rotational.length}.`,
      remedy: 'Give one for a linear molecule, three for any other, none for an atom.',
    })
  if (vibrational.length > MAX_VIBRATIONS)
    report(door, record.vibrational!, {
      rule: 'too-many',
      value: String(vibrational.length),
      message: `The molecule has ${vibrational.length} vibrations.`,
      remedy: `Give up to ${MAX_VIBRATIONS}.`,
    })
  const symmetry = record.symmetry ? numberOf(door, record.symmetry) : 1
  if (symmetry !== undefined && (!Number.isInteger(symmetry) || symmetry < 1))
    report(door, record.symmetry!, {
      rule: 'bad-count',
      message: `${symmetry} is not a symmetry number.`,
      remedy: 'Use a whole number from 1, for example 2 for O2.',
    })
  const zeroPoint = record.zero_point ? flagOf(door, record.zero_point) : true
  const known = (list: readonly (number | undefined)[]): list is readonly number[] =>
    !list.includes(undefined)
  if (!known(rotational) || !known(vibrational) || symmetry === undefined || zeroPoint === undefined)
    return undefined
  return { kind: 'ideal-gas', rotational, symmetry, vibrational, zeroPoint }
}

/** The block `atomic_masses`: relative masses that replace or add to the table. */
export function readMasses(
  door: Door,
  table: Readonly<Record<string, number>>,
  amu: number,
  cell: Cell | undefined,
): Masses {
  const relative: Record<string, number> = { ...table }
  for (const [symbol, { key, value }] of (cell && entriesOf(door, cell, '"C: 12.011"')) ?? []) {
    const mass = numberOf(door, value)
    if (!/^[A-Z][a-z]?$/.test(symbol))
      report(door, key, {
        rule: 'bad-name',
        message: `"${symbol}" cannot be the symbol of an element.`,
        remedy: `Write it as one capital letter, or one capital and one small letter.`,
      })
    else if (mass !== undefined && mass <= 0) mustBePositive(door, value)
    else if (mass !== undefined) relative[symbol] = mass
  }
  return { relative, amu }
}
