import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Mechanism } from '../../../src/shared/mechanism.js'
import { requireModel } from '../../../src/shared/model/parse-model.js'
import { evaluateParameters } from '../../../src/shared/model/evaluate-parameters.js'
import { rateConstants } from './rate-constants.js'
import { edit, fixture } from './samples.js'

const BASE = fixture('small.yaml')
const ALL = fixture('everything.yaml')

const parse = (text: string): Mechanism => requireModel(text).mechanism
const parameterOf = (mechanism: Mechanism, name: string): Mechanism['parameters'][number] =>
  mechanism.parameters.find(parameter => parameter.name === name)!

describe('parseModel', () => {
  it('makes a named parameter of every literal number', () => {
    expect(parse(BASE).parameters.map(parameter => parameter.name)).toEqual([
      'T',
      'pA',
      'pB',
      'pressure(CO2)',
      'rate_constant(adsorption)',
      'barrier(reaction)',
      'free_energy(reaction)',
      'A(desorption)',
      'Ea(desorption)',
    ])
  })

  it('keeps numbers in the units of the model and says how to reach internal ones', () => {
    const { parameters } = parse(BASE)
    const Ea = parameters.find(parameter => parameter.name === 'Ea(desorption)')!
    expect(Ea).toMatchObject({ value: 96.485, unit: 'kJ/mol', offset: 0, kind: 'energy' })
    expect(Ea.value * Ea.factor).toBeCloseTo(96.485 / 96.48533212331, 12)
    expect(parameters[1]).toMatchObject({ value: 1, unit: 'bar', factor: 1e5, kind: 'pressure', line: 6 })
  })

  it('reads degrees Celsius with their offset', () => {
    const { parameters, temperature } = parse(edit(BASE, 'T: 500 K', 'T: 226.85 degC'))
    expect(parameters[temperature]).toMatchObject({ value: 226.85, factor: 1, offset: 273.15 })
  })

  it('takes the temperature from the parameter that the model names', () => {
    const text = edit(BASE, 'T: 500 K', 'temp: 500 K').replace('parameter: T,', 'parameter: temp,')
    const mechanism = parse(edit(text, 'parameters:', 'temperature: temp\nparameters:'))
    expect(mechanism.parameters[mechanism.temperature]!.name).toBe('temp')
  })

  it('makes a named parameter of a literal temperature', () => {
    const mechanism = parse(
      edit(edit(BASE, '  T: 500 K\n', ''), 'parameters:', 'temperature: 450 K\nparameters:'),
    )
    expect(mechanism.parameters[mechanism.temperature]).toMatchObject({ name: 'T', value: 450 })
  })

  it('reads three-part steps as reversible, with coefficients in each spelling', () => {
    const [adsorption, reaction] = parse(BASE).steps
    expect(adsorption).toMatchObject({
      reactants: [
        { gas: 1, count: 1 },
        { surface: 2, count: 2 },
      ],
      products: [{ surface: 0, count: 2 }],
      reverse: { kind: 'irreversible' },
    })
    expect(reaction!.reverse.kind).toBe('free-energy')
    const spelled = parse(edit(BASE, 'O2 + 2* -> 2 O*', 'O2_g + * + * => 2O*'))
    expect(spelled.steps[0]!.reactants).toEqual(adsorption!.reactants)
  })

  it('numbers steps without a label', () => {
    expect(
      parse(edit(BASE, '  - label: reaction\n    equation', '  - equation')).steps.map(s => s.label),
    ).toEqual(['adsorption', '2', 'desorption'])
  })

  it('defaults to CODATA 2018, 1 bar, the empty surface and the turnover of the product', () => {
    const { constants, referencePressure, start, starts, defaults } = parse(
      edit(edit(BASE, 'reference_pressure: 1 bar\n', ''), '  output: tof(CO2)\n', ''),
    )
    expect(constants.kBJ).toBe(1.380649e-23)
    expect(constants.kBeV).toBeCloseTo(8.617333262e-5, 14)
    expect(referencePressure).toBe(1e5)
    expect(start).toEqual(starts.empty)
    expect(defaults.output).toBe('tof(CO2)')
  })

  it('keeps constants as written, to the last digit', () => {
    const text = edit(BASE, 'reference_pressure', CONSTANTS)
    expect(parse(text).constants).toEqual({
      kBeV: 8.6173324e-5,
      kBJ: 1.38064852e-23,
      heV: 4.135667662e-15,
      hJ: 6.62607004e-34,
    })
  })

  it('reads what the format has: site types, bidentates, all thermo models, all rate laws', () => {
    const { mechanism, findings } = requireModel(ALL)
    expect(findings).toEqual([])
    expect(mechanism.sites).toEqual([
      { name: '*', total: 0.8 },
      { name: '*_t', total: 0.2 },
    ])
    expect(mechanism.surface).toMatchObject([
      { name: 'CO*', site: 0, occupies: 1, free: false },
      { name: 'CO2*', site: 0, occupies: 2 },
      { name: 'H*_t', site: 1, composition: { H: 1 } },
      { name: '*', site: 0, free: true, composition: {} },
      { name: '*_t', site: 1, free: true },
    ])
    expect(mechanism.gases.map(gas => gas.correction.kind)).toEqual([
      'fixed',
      'ideal-gas',
      'ideal-gas',
      'none',
    ])
    expect(mechanism.steps.map(step => [step.forward.kind, step.reverse.kind])).toEqual([
      ['energies', 'energies'],
      ['collision', 'reaction-energy'],
      ['collision', 'law'],
      ['energies', 'energies'],
      ['arrhenius', 'irreversible'],
    ])
    expect(mechanism.starts.mixed).toEqual([0.2, 0.1, 0.1, expect.closeTo(0.4, 15), expect.closeTo(0.1, 15)])
    expect(rateConstants(mechanism).kf.every(k => k > 0 && Number.isFinite(k))).toBe(true)
  })

  it('reads wavenumbers as characteristic temperatures', () => {
    const { correction } = parse(ALL).gases[1]!
    expect(correction).toMatchObject({ rotational: [87.6], symmetry: 2, zeroPoint: true })
    // h c / kB = 1.438776877 cm K.
    expect(correction.kind === 'ideal-gas' && correction.vibrational[0]).toBeCloseTo(4401 * 1.438776877, 5)
  })

  it('takes masses from the elements, from the model, or as stated', () => {
    const amu = 1.6605390666e-27
    const masses = parse(ALL).gases.map(gas => gas.mass / amu)
    expect(masses).toEqual([
      expect.closeTo(12 + 15.999, 9),
      expect.closeTo(2 * 1.008, 9),
      expect.closeTo(44.01, 6),
      expect.closeTo(39.95, 9),
    ])
  })

  it('computes derived parameters whatever their order in the file', () => {
    const mechanism = parse(ALL)
    expect(parameterOf(mechanism, 'E_TS').value).toBeCloseTo(0.5 * -1.2 + 1.5, 14)
    const at = mechanism.parameters.findIndex(parameter => parameter.name === 'E_TS')
    expect(evaluateParameters(mechanism.parameters, { E_CO: -1 })[at]).toBeCloseTo(1, 14)
  })

  it('computes a chain of nine hundred nested expressions without running out of stack', () => {
    const nested = (name: string): string => `${'('.repeat(25)}${name}${' + 1)'.repeat(25)}`
    const chain = Array.from({ length: 900 }, (_, i) => `  q${i}: { expression: ${nested(`q${i + 1}`)} }`)
    const text = edit(BASE, '  T: 500 K', [...chain, '  q900: 0', '  T: 500 K'].join('\n'))
    expect(parameterOf(parse(text), 'q0').value).toBe(900 * 25)
  })

  it('accepts the annotated example of the documentation', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/models.md'), 'utf8')
    const example = page.match(/```yaml\n([\s\S]*?)```/)![1]!
    expect(requireModel(example).findings).toEqual([])
  })

  it('gives the same mechanism for the same text', () => {
    expect(parse(ALL)).toEqual(parse(ALL))
  })

  it('gives plain data that survives structured cloning and JSON', () => {
    const mechanism = parse(BASE)
    expect(structuredClone(mechanism)).toEqual(mechanism)
    expect(JSON.parse(JSON.stringify(mechanism))).toEqual(
      JSON.parse(JSON.stringify(structuredClone(mechanism))),
    )
  })
})

const CONSTANTS = `constants:
  kB: 8.6173324e-5 eV/K
  kB_J: 1.38064852e-23 J/K
  h: 4.135667662e-15 eV s
  h_J: 6.626070040e-34 J s
reference_pressure`
