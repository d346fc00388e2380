import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contextAt } from '../../../src/renderer/editor/cursor-context.js'
import { offersAt } from '../../../src/renderer/editor/completions.js'

const sample = readFileSync(
  new URL('../../../resources/models/co-oxidation-pt100.yaml', import.meta.url),
  'utf8',
)

/** Labels on offer when `typed` stands in place of `replaced`, the cursor at the bar. */
function labels(replaced: string, typed: string): readonly string[] | undefined {
  expect(sample).toContain(replaced)
  const text = sample.replace(replaced, typed)
  const cursor = text.indexOf('|')
  return offersAt(text.replace('|', ''), cursor, ['tof(CO2)'])?.offers.map(offer => offer.label)
}

describe('the place of the cursor', () => {
  it.each([
    ['iso', [], 'key', 'iso'],
    ['parameters:\n  T: 500 ', ['parameters', 'T'], 'value', '500 '],
    ['parameters:\n  cell: { value: 1, un', ['parameters', 'cell'], 'key', 'un'],
    ['gases:\n  CO:\n    ', ['gases', 'CO'], 'key', ''],
    ['steps:\n  - label: a\n    equation: "CO + ', ['steps', '[]', 'equation'], 'value', 'CO + '],
    [
      'steps:\n- label: a\n  forward: { adsorption: { area: 1, st',
      ['steps', '[]', 'forward', 'adsorption'],
      'key',
      'st',
    ],
    ['steps:\n  - label: a\n  - ', ['steps', '[]'], 'key', ''],
    [
      'gases:\n  CO: { thermo: { vibrational: [954 K,\n    18',
      ['gases', 'CO', 'thermo', 'vibrational', '[]'],
      'value',
      '18',
    ],
    ['map: { x: { # the first\n  scale: ', ['map', 'x', 'scale'], 'value', ''],
    ['a: { b: 1 }\nmap:\n  out', ['map'], 'key', 'out'],
    ['description: >\n  any: text\nmap:\n  x: ', ['map', 'x'], 'value', ''],
  ] as const)('is known after %j', (text, path, role, before) => {
    expect(contextAt(text)).toEqual({ path, role, before })
  })

  it.each(['# T: ', 'T: 5 # at ', 'description: >\n  some wo'])('is of no matter after %j', text => {
    expect(contextAt(text)).toBeUndefined()
  })
})

describe('what may be written', () => {
  it('at the top are the keys of a model', () => {
    expect(labels('starts:', 'sta|:')).toContain('starts')
  })

  it('in an equation are species and arrows', () => {
    expect(labels('CO + * <-> CO*', 'CO + |')?.toSorted()).toEqual(
      ['CO*', 'O*', 'CO', 'O2', 'CO2', '*', '<->', '->'].toSorted(),
    )
  })

  it('as a pressure is a parameter that is one', () => {
    expect(labels('pressure: pO2', 'pressure: p|')).toEqual(['pCO', 'pO2', 'pCO2'])
  })

  it('after a number is a unit of the right dimension', () => {
    expect(labels('barrier: 0.39 eV', 'barrier: 0.39 |')).toEqual(
      expect.arrayContaining(['eV', 'kJ/mol', 'kcal/mol', 'meV']),
    )
    expect(labels('barrier: 0.39 eV', 'barrier: 0.39 |')).not.toContain('K')
    expect(labels('rotational: 2.78 K', 'rotational: 2.78 |')).toEqual(
      expect.arrayContaining(['K', 'cm^-1', 'meV']),
    )
  })

  it('in a rate law are its keys', () => {
    expect(labels('forward: { barrier: 0.39 eV }', 'forward: { |')).toContain('arrhenius')
    expect(labels('forward: { barrier: 0.39 eV }', 'forward: { |')).not.toContain('free_energy')
    expect(labels('reverse: { reaction_energy: -0.46 eV }', 'reverse: { fr| }')).toContain('free_energy')
  })

  it('in an expression are parameters and functions', () => {
    expect(labels('T: 500 K', 'T: { expression: 2 * pC|, unit: K }')).toEqual(
      expect.arrayContaining(['pCO', 'exp']),
    )
  })

  it('as an output is one of the model, as an axis a parameter with its scale', () => {
    expect(labels('output: tof(CO2)', 'output: |')).toEqual(['tof(CO2)'])
    expect(labels('x: pCO=lin:1e-5:0.5:10', 'x: |')).toContain('T=lin:')
  })

  it('where a name is free, is nothing', () => {
    expect(labels('name: CO oxidation', 'name: CO| oxidation')).toBeUndefined()
  })
})
