import { isMap } from 'yaml'
import type { GasCorrection } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { THERMO_KEYS } from './keys.js'
import { parameterAt, type Registry } from './parameters.js'
import { characteristicTemperatureOf } from './quantity.js'
import { flagOf, listOf, numberOf, recordOf } from './reader.js'
import { readTable, thermoModelOf, unknownThermo, vibrationsOf } from './thermo-tables.js'

const NUMBERS = {
  fixed: 'value: -0.8 eV',
  'ideal-gas': 'rotational: 2.78 K, …',
  shomate: 'ranges: …',
  nasa7: 'ranges: …',
} as const

/** `thermo: none`, `{ model: fixed, value }` or `{ model: ideal-gas, rotational, … }`. */
export function readThermo(
  door: Door,
  registry: Registry,
  gas: string,
  cell: Cell,
): GasCorrection | undefined {
  const model = thermoModelOf(cell)
  if (model === undefined || !Object.hasOwn(THERMO_KEYS, model))
    return unknownThermo(door, cell, model, Object.keys(THERMO_KEYS))
  if (model === 'none') return { kind: 'none' }
  if (!isMap(cell.node))
    return report(door, cell, {
      rule: 'missing-key',
      message: `The thermo model "${model}" needs numbers.`,
      remedy: `Write { model: ${model}, ${NUMBERS[model as keyof typeof NUMBERS]} }.`,
    })
  if (model === 'shomate' || model === 'nasa7') return readTable(door, cell, model)
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
  const vibrational = record.vibrational ? vibrationsOf(door, record.vibrational) : []
  if (rotational.length !== 0 && rotational.length !== 1 && rotational.length !== 3)
    report(door, record.rotational!, {
      rule: 'bad-count',
      message: `A molecule has one or three rotational temperatures, not ${rotational.length}.`,
      remedy: 'Give one for a linear molecule, three for any other, none for an atom.',
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
  if (!known(rotational) || !vibrational || symmetry === undefined || zeroPoint === undefined)
    return undefined
  return { kind: 'ideal-gas', rotational, symmetry, vibrational, zeroPoint }
}
