import { expect, it } from 'vitest'
import { udunits } from '../../../src/node/export/udunits.js'

it.each([
  ['', '1'],
  ['1', '1'],
  ['K', 'K'],
  ['°C', 'degC'],
  ['atm', 'atm'],
  ['1/s', 's-1'],
  ['s^-1', 's-1'],
  ['kJ/mol', 'kJ mol-1'],
  ['Å²', 'angstrom2'],
  ['m^2', 'm2'],
  ['kcal/mol', '(4184 J) mol-1'],
  ['amu', 'u'],
])('%j is %j to UDUNITS', (unit, expected) => {
  expect(udunits(unit)).toBe(expected)
})
