import { isMap } from 'yaml'
import type { Composition } from '../mechanism.js'
import { type Cell, type Door, report } from './door.js'
import { parseFormula } from './formula.js'
import { mustBePositive } from './quantity.js'
import { entriesOf, numberOf, plainTextOf } from './reader.js'

/** Masses of the elements [amu] and the atomic mass constant [kg], as the model has them. */
export interface Masses {
  readonly relative: Readonly<Record<string, number>>
  readonly amu: number
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
