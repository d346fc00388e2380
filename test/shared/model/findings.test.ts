import { describe, expect, it } from 'vitest'
import { parseModel, requireModel } from '../../../src/shared/model/parse-model.js'
import { isCode } from '../../../src/shared/errors.js'
import { edit, fixture, positionOf } from './samples.js'

const BASE = fixture('small.yaml')

interface Case {
  readonly what: string
  readonly rule: string
  readonly from: string
  readonly to: string
  /** Where the finding points; by default at the replaced text. */
  readonly at?: string
  readonly field?: string
  /** Part of the remedy. */
  readonly remedy?: string
  readonly severity?: 'warning'
}

// prettier-ignore
const CASES: readonly Case[] = [
  { what: 'an unknown key and the nearest one', rule: 'unknown-key', from: 'reference_pressure: 1 bar', to: 'reference_presure: 1 bar', remedy: '"reference_pressure"' },
  { what: 'an unknown key in a step', rule: 'unknown-key', from: 'label: desorption', to: 'lable: desorption', field: 'steps[3].lable', remedy: '"label"' },
  { what: 'a missing key', rule: 'missing-key', from: 'name: small\n', to: '', at: 'isobar', remedy: 'Add "name' },
  { what: 'a step without a rate law', rule: 'missing-key', from: '    forward: { barrier: 0.9 eV }\n', to: '', at: 'label: reaction', field: 'steps[2]' },
  { what: 'a reversible step without its reverse', rule: 'missing-key', from: '    reverse: { free_energy: -0.3 eV }\n', to: '', at: 'label: reaction', remedy: 'reaction_energy' },
  { what: 'a key without a value', rule: 'missing-value', from: 'T: 500 K', to: 'T:', field: 'parameters.T' },
  { what: 'a wrong type', rule: 'wrong-type', from: 'pB: 0.5 bar', to: 'pB: [1 bar]', at: '[1 bar]', field: 'parameters.pB' },
  { what: 'a list where a mapping belongs', rule: 'wrong-type', from: 'starts:\n  half: { CO*: 0.5 }', to: 'starts: [half]', at: '[half]' },
  { what: 'a duplicate key', rule: 'duplicate-key', from: 'pB: 0.5 bar', to: 'pA: 0.5 bar', field: 'parameters.pA' },
  { what: 'a missing unit', rule: 'missing-unit', from: '{ barrier: 0.9 eV }', to: '{ barrier: 0.9 }', at: '0.9 }', remedy: 'Add the unit' },
  { what: 'a unit of another dimension', rule: 'wrong-unit', from: '{ barrier: 0.9 eV }', to: '{ barrier: 500 K }', at: '500 K }', remedy: 'eV' },
  { what: 'a pressure in kelvin behind a name', rule: 'wrong-unit', from: 'CO: pA', to: 'CO: T', at: 'T\n  O2', field: 'gases.CO' },
  { what: 'an unknown unit and the nearest one', rule: 'unknown-unit', from: '0.5 bar', to: '0.5 baar', at: 'baar', remedy: '"bar"' },
  { what: 'a temperature without a unit', rule: 'missing-unit', from: 'T: 500 K', to: 'T: 500', at: '500', field: 'parameters.T' },
  { what: 'an unknown gas in a step', rule: 'unknown-species', from: 'equation: O2 + 2* -> 2 O*', to: 'equation: O3 + 2* -> 2 O*', at: 'O3', field: 'steps[1].equation', remedy: '"O2"' },
  { what: 'an unknown site in a step', rule: 'unknown-site', from: 'equation: O2 + 2* -> 2 O*', to: 'equation: O2 + 2*_t -> 2 O*_t', field: 'steps[1].equation', at: 'O2 + 2*_t' },
  { what: 'a lost element', rule: 'element-balance', from: 'equation: O2 + 2* -> 2 O*', to: 'equation: O2 + * -> O*', at: 'O*\n', field: 'steps[1].equation' },
  { what: 'a lost site', rule: 'site-balance', from: 'equation: O2 + 2* -> 2 O*', to: 'equation: O2 + * -> 2 O*', at: '2 O*', field: 'steps[1].equation', remedy: 'free sites' },
  { what: 'a transition state that loses an element', rule: 'element-balance', from: '<-> O-CO* + * ->', to: '<-> CO* + * ->', at: 'CO* + * ->', field: 'steps[2].equation' },
  { what: 'a transition state that loses a site', rule: 'site-balance', from: '<-> O-CO* + * ->', to: '<-> O-CO* ->', at: 'O-CO* ->', field: 'steps[2].equation' },
  { what: 'a step given twice', rule: 'duplicate-step', from: 'equation: CO* -> CO + *', to: 'equation: O2 + 2 * => 2O*', field: 'steps[3].equation', at: 'O2 + 2 * => 2O*' },
  { what: 'a label given twice', rule: 'duplicate-label', from: 'label: desorption', to: 'label: reaction', at: 'reaction\n    equation: CO* ->', field: 'steps[3].label' },
  { what: 'a label that is the number of another step', rule: 'bad-name', from: 'label: desorption', to: 'label: "1"', at: '"1"', field: 'steps[3].label' },
  { what: 'a missing parameter and the nearest one', rule: 'unknown-parameter', from: 'CO: pA', to: 'CO: pAA', at: 'pAA', remedy: '"pA"' },
  { what: 'a missing temperature', rule: 'missing-parameter', from: '  T: 500 K\n', to: '', at: 'isobar', remedy: 'T: 500 K' },
  { what: 'a cycle with its path', rule: 'cycle', from: 'pB: 0.5 bar', to: 'pB: { expression: q * 2, unit: bar }\n  q: { expression: pB + 1 }', at: '{ expression: q', field: 'parameters.pB' },
  { what: 'an expression of an unknown parameter', rule: 'bad-expression', from: 'pB: 0.5 bar', to: 'pB: { expression: pAA * 2, unit: bar }', at: 'pAA * 2', remedy: '"pA"' },
  { what: 'an expression that is not arithmetic', rule: 'bad-expression', from: 'pB: 0.5 bar', to: 'pB: { expression: "a = 3", unit: bar }', at: '"a = 3"' },
  { what: 'a derived value that is not finite', rule: 'not-finite', from: 'pB: 0.5 bar', to: 'pB: { expression: 1 / 0, unit: bar }', at: '{ expression' },
  { what: 'no site at all', rule: 'no-free-site', from: 'starts:\n', to: 'sites: {}\nstarts:\n', at: '{}' },
  { what: 'a pre-exponential factor of zero', rule: 'impossible-value', from: 'A: 1e13 1/s', to: 'A: 0 1/s', at: '0 1/s, Ea', remedy: 'above 0' },
  { what: 'a negative rate constant', rule: 'impossible-value', from: 'rate_constant: 100 1/s', to: 'rate_constant: -1 1/s', at: '-1 1/s' },
  { what: 'a temperature of zero', rule: 'impossible-value', from: 'T: 500 K', to: 'T: -273.15 degC', at: '-273.15' },
  { what: 'a negative pressure', rule: 'impossible-value', from: 'pA: 1 bar', to: 'pA: -1 bar', at: '-1 bar' },
  { what: 'a mass of zero', rule: 'not-positive', from: 'O2: pB', to: 'O2: { pressure: pB, mass: 0 amu }', at: '0 amu' },
  { what: 'a reference pressure of zero', rule: 'not-positive', from: 'reference_pressure: 1 bar', to: 'reference_pressure: 0 bar', at: '0 bar' },
  { what: 'a site total of zero', rule: 'not-positive', from: 'starts:\n', to: 'sites: { "*": 0 }\nstarts:\n', at: '0 }' },
  { what: 'a start above one', rule: 'bad-start', from: 'half: { CO*: 0.5 }', to: 'half: { CO*: 0.7, O*: 0.7 }', at: '{ CO*: 0.7', remedy: 'at most 1' },
  { what: 'a negative start', rule: 'bad-start', from: 'half: { CO*: 0.5 }', to: 'half: { CO*: -0.1 }', at: 'CO*: -0.1' },
  { what: 'a start of an unknown species', rule: 'unknown-species', from: 'half: { CO*: 0.5 }', to: 'half: { CO2*: 0.5 }', at: 'CO2*: 0.5', remedy: '"CO*"' },
  { what: 'a default start that is not there', rule: 'unknown-start', from: 'starts:\n', to: 'start: hal\nstarts:\n', at: 'hal', remedy: '"half"' },
  { what: 'an unused parameter', rule: 'unused-parameter', from: 'pB: 0.5 bar', to: 'pB: 0.5 bar\n  spare: 3 eV', at: '3 eV', severity: 'warning' },
  { what: 'a gas that no step touches', rule: 'untouched-species', from: 'O2: pB', to: 'O2: pB\n  N2: 1 bar', at: 'N2', severity: 'warning' },
  { what: 'a minus sign that is not ASCII', rule: 'not-a-number', from: 'free_energy: -0.3 eV', to: 'free_energy: −0.3 eV', at: '−0.3', remedy: 'Write "-0.3 eV"' },
  { what: 'full-width digits', rule: 'not-a-number', from: 'T: 500 K', to: 'T: ５00 K', at: '５00', remedy: 'Write "500 K"' },
  { what: 'a Cyrillic letter in a species', rule: 'look-alike', from: 'equation: CO* -> CO + *', to: 'equation: CО* -> CO + *', at: 'О* ->', remedy: 'CO* -> CO + *' },
  { what: 'an arrow that is not ASCII', rule: 'look-alike', from: 'equation: CO* -> CO + *', to: 'equation: CO* → CO + *', at: '→' },
  { what: 'a Cyrillic letter in the name of a gas', rule: 'look-alike', from: '  O2: pB', to: '  О2: pB', at: 'О2' },
  { what: 'a number beyond all doubles', rule: 'not-a-number', from: 'T: 500 K', to: 'T: 1e999 K', at: '1e999' },
  { what: 'infinity', rule: 'not-a-number', from: 'pA: 1 bar', to: 'pA: .inf', at: '.inf' },
  { what: 'not a number', rule: 'not-a-number', from: 'half: { CO*: 0.5 }', to: 'half: { CO*: .nan }', at: '.nan' },
  { what: 'a decimal comma', rule: 'not-a-number', from: 'pA: 1 bar', to: 'pA: "1,5"', at: '"1,5"', remedy: '1.5' },
  { what: 'a name that is too long', rule: 'bad-key', from: 'pB: 0.5 bar', to: `${'p'.repeat(81)}: 0.5 bar`, at: 'ppp' },
  { what: 'a name that is no identifier', rule: 'bad-name', from: 'pB: 0.5 bar', to: 'p-B: 0.5 bar', field: 'parameters.p-B' },
  { what: 'a reverse law of an irreversible step', rule: 'contradiction', from: 'label: desorption', to: 'label: desorption\n    reverse: { barrier: 1 eV }', at: '{ barrier: 1 eV }', field: 'steps[3].reverse' },
  { what: 'two rate laws at once', rule: 'two-laws', from: '{ barrier: 0.9 eV }', to: '{ barrier: 0.9 eV, rate_constant: 1 1/s }', at: '{ barrier: 0.9' },
  { what: 'adsorption without a gas', rule: 'no-adsorbing-gas', from: '{ barrier: 0.9 eV }', to: '{ adsorption: { sticking: 1, area: 1e-19 m^2 } }', at: '{ sticking' },
  { what: 'energies of species that have none', rule: 'missing-energy', from: '{ barrier: 0.9 eV }', to: 'energies', at: 'CO* + O* <->', field: 'steps[2].equation' },
  { what: 'an equation without an arrow', rule: 'bad-equation', from: 'equation: CO* -> CO + *', to: 'equation: CO* = CO + *', at: 'CO* = CO' },
  { what: 'an equation with a hole', rule: 'bad-equation', from: 'equation: CO* -> CO + *', to: 'equation: CO* -> + CO', at: '+ CO\n', field: 'steps[3].equation' },
  { what: 'a fractional coefficient', rule: 'bad-equation', from: 'equation: CO* -> CO + *', to: 'equation: 0.5 CO* -> CO + *', at: '0.5 CO*' },
  { what: 'a name that is no formula', rule: 'unknown-composition', from: 'O2: pB', to: 'Xy2: pB', at: 'Xy2', remedy: 'composition' },
  { what: 'an unknown element', rule: 'unknown-element', from: 'O2: pB', to: 'O2: { pressure: pB, composition: { Ox: 2 } }', at: 'Ox' },
  { what: 'an unknown thermo model', rule: 'unknown-thermo', from: 'O2: pB', to: 'O2: { pressure: pB, thermo: { model: ideal_gas } }', at: '{ model', remedy: '"ideal-gas"' },
  { what: 'two rotational temperatures', rule: 'bad-count', from: 'O2: pB', to: 'O2: { pressure: pB, thermo: { model: ideal-gas, rotational: [2 K, 3 K] } }', at: '[2 K' },
  { what: 'unknown constants', rule: 'unknown-constants', from: 'reference_pressure: 1 bar', to: 'constants: CODATA 2041', at: 'CODATA 2041', remedy: 'CODATA 201' },
  { what: 'a newer format', rule: 'unknown-version', from: 'isobar: 1', to: 'isobar: 2', at: '2', remedy: 'Update' },
  { what: 'a default axis that does not work', rule: 'bad-axis', from: 'x: pA=log:1e-3:1:5', to: 'x: pA=log:0:1:5', at: 'pA=log:0' },
  { what: 'a default output that is not there', rule: 'bad-axis', from: 'output: tof(CO2)', to: 'output: tof(CO3)', at: 'tof(CO3)', remedy: '"tof(CO2)"' },
]

describe('findings', () => {
  it('has a base model without findings', () => {
    expect(parseModel(BASE).findings).toEqual([])
  })

  it.each(CASES)('names $what', ({ rule, from, to, at, field, remedy, severity }) => {
    const text = edit(BASE, from, to)
    const { mechanism, findings } = parseModel(text)
    const found = findings.filter(finding => finding.rule === rule)
    expect(found.map(f => ({ line: f.line, column: f.column, severity: f.severity }))).toContainEqual({
      ...positionOf(text, at ?? to),
      severity: severity ?? 'error',
    })
    if (field !== undefined) expect(found[0]!.field).toBe(field)
    if (remedy !== undefined) expect(found.map(f => f.remedy).join(' ')).toContain(remedy)
    expect(found.every(f => f.message !== '' && f.remedy !== '')).toBe(true)
    expect(mechanism === undefined).toBe(severity === undefined)
  })

  it('gives one finding for one mistake, not one in every step that meets it', () => {
    const text = edit(BASE, 'CO: pA', 'CO: { pressure: nowhere }')
    expect(parseModel(text).findings.map(f => f.rule)).toEqual(['unknown-parameter'])
  })

  it('tells the whole path of a cycle', () => {
    const text = edit(
      BASE,
      'pB: 0.5 bar',
      'pB: { expression: q * 2, unit: bar }\n  q: { expression: r + 1 }\n  r: { expression: pB }',
    )
    expect(parseModel(text).findings[0]!.message).toContain('pB → q → r → pB')
  })

  it('warns of an adsorbate that no step touches and leaves it out', () => {
    const text = edit(BASE, 'starts:\n', 'adsorbates:\n  CO*: {}\n  O*: {}\n  N*: {}\nstarts:\n')
    const { mechanism, findings } = parseModel(text)
    expect(findings).toMatchObject([
      { severity: 'warning', rule: 'untouched-species', ...positionOf(text, 'N*') },
    ])
    expect(mechanism!.surface.map(s => s.name)).toEqual(['CO*', 'O*', '*'])
  })

  it('takes a declared list of adsorbates as complete', () => {
    const text = edit(BASE, 'starts:\n', 'adsorbates:\n  CO*: {}\nstarts:\n')
    expect(parseModel(text).findings).toMatchObject([
      { rule: 'unknown-species', value: 'O*', field: 'steps[1].equation' },
      { rule: 'unknown-species', value: 'O*', field: 'steps[2].equation' },
    ])
  })

  it('allows the same reaction twice when both are meant', () => {
    const text = edit(BASE, 'equation: CO* -> CO + *', 'equation: O2 + 2 * => 2O*\n    duplicate: true')
    expect(parseModel(text).mechanism?.steps.length).toBe(3)
  })

  it('throws model/invalid with every finding for callers that need a mechanism', () => {
    const text = edit(edit(BASE, 'T: 500 K', 'T: 500'), 'pA: 1 bar', 'pA: 1 baar')
    let thrown: unknown
    try {
      requireModel(text)
    } catch (error) {
      thrown = error
    }
    expect(isCode(thrown, 'model/invalid') && thrown.data.findings).toEqual(parseModel(text).findings)
    expect((thrown as Error).message).toMatch(/^line \d+, column \d+: error: /)
  })
})

describe('sizes', () => {
  it('refuses more than 500 steps', () => {
    const steps = Array.from({ length: 501 }, () => '  - {}').join('\n')
    const text = `isobar: 1\nname: big\ngases: { CO: 1 bar }\nparameters: { T: 500 K }\nsteps:\n${steps}\n`
    expect(parseModel(text).findings).toMatchObject([{ rule: 'too-many', line: 6, value: '501' }])
  })

  it('refuses more than 1000 parameters, once', () => {
    const lines = Array.from({ length: 1005 }, (_, i) => `  q${i}: 1 eV`).join('\n')
    const text = edit(BASE, '  T: 500 K', `  T: 500 K\n${lines}`)
    const found = parseModel(text).findings.filter(f => f.rule === 'too-many')
    expect(found).toMatchObject([{ ...positionOf(text, '1 eV\n  q1000:'), field: 'parameters.q999' }])
  })

  it('refuses more than 200 species', () => {
    const gases = Array.from({ length: 200 }, (_, i) => `  H${i + 1}: 1 bar`).join('\n')
    expect(parseModel(edit(BASE, '  CO: pA', `  CO: pA\n${gases}`)).findings).toContainEqual(
      expect.objectContaining({ rule: 'too-many', severity: 'error' }),
    )
  })

  it('refuses more than 200 starts and more than 300 vibrations', () => {
    const starts = Array.from({ length: 200 }, (_, i) => `  s${i}: { CO*: 0.1 }`).join('\n')
    const vibrational = Array.from({ length: 301 }, () => '100 K').join(', ')
    const gas = `O2: { pressure: pB, thermo: { model: ideal-gas, vibrational: [${vibrational}] } }`
    const text = edit(edit(BASE, 'starts:', `starts:\n${starts}`), 'O2: pB', gas)
    expect(parseModel(text).findings).toMatchObject([
      { rule: 'too-many', value: '301', field: 'gases.O2.thermo.vibrational' },
      { rule: 'too-many', value: '201', field: 'starts' },
    ])
  })

  it('stops reporting when nobody reads on, without losing the error', () => {
    const lines = Array.from({ length: 500 }, (_, i) => `  q${i}: 1 baar`).join('\n')
    const { mechanism, findings } = parseModel(edit(BASE, '  T: 500 K', `  T: 500 K\n${lines}`))
    expect([mechanism, findings.length]).toEqual([undefined, 100])
  })
})
