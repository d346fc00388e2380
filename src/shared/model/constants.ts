import { isScalar } from 'yaml'
import { type Cell, type Door, report } from './door.js'
import { CONSTANT_SETS, type ConstantSet, DEFAULT_CONSTANT_SET } from './constant-sets.js'
import { CONSTANT_KEYS } from './keys.js'
import { literalOf, mustBePositive } from './quantity.js'
import { recordOf, textOf } from './reader.js'
import { suggest } from './nearest.js'

// J in eV, undone so that a constant given in J is kept to the last digit.
const JOULE = 1 / 1.602176634e-19

/** The block `constants`: the name of a set, or a set with some of its numbers replaced. */
export function readConstants(door: Door, cell: Cell | undefined): ConstantSet {
  const fallback = CONSTANT_SETS[DEFAULT_CONSTANT_SET]!
  if (!cell) return fallback
  if (isScalar(cell.node)) return namedSet(door, cell) ?? fallback
  const record = recordOf(door, cell, CONSTANT_KEYS)
  if (!record) return fallback
  const base = (record.base && namedSet(door, record.base)) ?? fallback
  const read = (value: Cell | undefined, dimension: string, otherwise: number, unit = 1): number => {
    const number = value && literalOf(door, value, dimension)
    if (value === undefined || number === undefined) return otherwise
    return number > 0 ? keepDigits(value, number / unit) : (mustBePositive(door, value) ?? otherwise)
  }
  return {
    kBeV: read(record.kB, 'eV K-1', base.kBeV),
    kBJ: read(record.kB_J, 'eV K-1', base.kBJ, JOULE),
    heV: read(record.h, 'eV s', base.heV),
    hJ: read(record.h_J, 'eV s', base.hJ, JOULE),
    amu: read(record.amu, 'kg', base.amu),
  }
}

/** There and back between J and eV may change the last digit; the digits as written are the truth. */
function keepDigits(cell: Cell, number: number): number {
  const written = isScalar(cell.node) ? parseFloat(String(cell.node.value)) : number
  return Math.abs(number / written - 1) < 1e-14 ? written : number
}

function namedSet(door: Door, cell: Cell): ConstantSet | undefined {
  const name = textOf(door, cell)
  if (name === undefined) return undefined
  if (Object.hasOwn(CONSTANT_SETS, name)) return CONSTANT_SETS[name]
  const names = Object.keys(CONSTANT_SETS)
  return report(door, cell, {
    rule: 'unknown-constants',
    message: `There is no set of constants "${name}".`,
    remedy: suggest(name, names),
  })
}
