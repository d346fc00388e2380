import { describe, expect, it } from 'vitest'
import { parseUnit } from '../../../src/shared/model/units.js'

describe('parseUnit', () => {
  it.each([
    ['eV', 1, 'eV'],
    ['kJ/mol', 1 / 96.48533212331, 'eV'],
    ['kJ mol-1', 1 / 96.48533212331, 'eV'],
    ['kJ·mol⁻¹', 1 / 96.48533212331, 'eV'],
    ['kcal/mol', 4.184 / 96.48533212331, 'eV'],
    ['J/mol', 1e-3 / 96.48533212331, 'eV'],
    ['bar', 1e5, 'Pa'],
    ['Torr', 133.32236842105263, 'Pa'],
    ['Å^2', 1e-20, 'm2'],
    ['nm²', 1e-18, 'm2'],
    ['cm2', 1e-4, 'm2'],
    ['1/s', 1, 's-1'],
    ['s^-1', 1, 's-1'],
    ['s^(-1)', 1, 's-1'],
    ['1/min', 1 / 60, 's-1'],
    ['eV/K', 1, 'eV K-1'],
    ['g/mol', 1.66053906717385e-27, 'kg'],
    ['%', 0.01, '1'],
  ])('reads %s', (text, factor, dimension) => {
    const unit = parseUnit(text)!
    expect(unit.dimension).toBe(dimension)
    expect(Math.abs(unit.factor / factor - 1)).toBeLessThan(1e-13)
  })

  it.each(['kPa', 'mbar', 'atm', 'Å^2', 'cm^2', 'eV', 'K'])('has an exact factor for %s', text => {
    const exact = { kPa: 1000, mbar: 100, atm: 101325, 'Å^2': 1e-20, 'cm^2': 1e-4, eV: 1, K: 1 }
    expect(parseUnit(text)!.factor).toBe(exact[text as keyof typeof exact])
  })

  it.each([
    'baar',
    'eV/',
    '/s',
    'eV^',
    'eV^1.5',
    '10',
    'eVs',
    'constructor',
    'm^99',
    '1/0',
    'eV + K',
    '__proto__',
  ])('does not take "%s" for a unit', text => {
    expect(parseUnit(text)).toBeUndefined()
  })
})
