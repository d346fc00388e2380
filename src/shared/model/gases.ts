import { isMap } from 'yaml'
import type { Gas } from '../mechanism.js'
import { compositionOf, type Masses } from './composition.js'
import { type Cell, type Door, report } from './door.js'
import { relativeMass } from './formula.js'
import { GAS_KEYS } from './keys.js'
import { parameterAt, type Registry } from './parameters.js'
import { literalOf, mustBePositive } from './quantity.js'
import { entriesOf, recordOf, refuseLookAlike } from './reader.js'
import { readThermo } from './thermo.js'

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
  const record = isMap(cell.node) ? recordOf(door, cell, GAS_KEYS, ['pressure']) : { pressure: cell }
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
