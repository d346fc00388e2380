import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isCode } from '../../../src/shared/errors.js'
import { importCantera } from '../../../src/shared/import/cantera.js'
import { buildPlan } from '../../../src/shared/model/build-plan.js'
import { parseModel } from '../../../src/shared/model/parse-model.js'
import { STATUS } from '../../../src/shared/record.js'
import { linear, solvePoints } from '../../worker/support/samples.js'

const source = readFileSync(
  new URL('../../fixtures/import/pt-co-oxidation.cantera.yaml', import.meta.url),
  'utf8',
)
const imported = importCantera(source, 'pt.yaml')

describe('a surface mechanism of Cantera', () => {
  it('becomes a model without findings', () => {
    const { mechanism, findings } = parseModel(imported.text)
    expect(findings.filter(finding => finding.severity === 'error')).toEqual([])
    expect(mechanism!.surface.map(species => species.name)).toEqual(['O*', 'CO*', 'CO2*', '*'])
    expect(mechanism!.steps.length).toBe(8)
  })

  it('starts from the coverages of the file, at its temperature and partial pressures', () => {
    const { mechanism } = parseModel(imported.text)
    expect(mechanism!.start).toEqual([0.3, 0.2, 0, 0.5])
    const value = (name: string): number => mechanism!.parameters.find(p => p.name === name)!.value
    expect(value('T')).toBe(700)
    expect(value('p_CO')).toBeCloseTo(0.05 * 101325, 8)
  })

  it('has the rates that its own units and formulas give, per site', () => {
    const T = 700
    const plan = buildPlan({
      modelText: imported.text,
      x: linear('p_CO', 0.05 * 101325, 0.06 * 101325, 2),
      y: linear('T', T, 710, 2),
      settings: {},
      start: 'imported',
    })
    const points = solvePoints(plan)
    const { status, get } = points.at(0)
    expect(status).toBe(STATUS.certified)
    const expected = cgsRates(T, { O2: 0.2 * 101325, CO: 0.05 * 101325 }, [
      get('coverage(O*)'),
      get('coverage(CO*)'),
      get('coverage(CO2*)'),
      get('coverage(*)'),
    ])
    for (const [j, rate] of expected.forward.entries())
      expect(Math.abs(get(`forward_rate(${j + 1})`) / rate - 1)).toBeLessThan(1e-8)
    expect(Math.abs(get('reverse_rate(6)') / expected.reverse - 1)).toBeLessThan(1e-8)
  })

  it('refuses what it cannot read by name, with line and remedy', () => {
    const cases: [string, string, string][] = [
      ['species: [O2, CO, CO2, AR]', 'species: [O2, {gri30.yaml/species: [CO, CO2]}]', 'other-file'],
      ['model: NASA7', 'model: NASA9', 'unknown-thermo'],
      ['  site-density: 2.7063e-09\n', '', 'missing-key'],
      ['2 O(S) => O2 + 2 PT(S)', '2 O(X) => O2 + 2 PT(S)', 'unknown-species'],
      ['A: 1.618e+20', 'A: -1', 'not-positive'],
      ['thermo: ideal-surface', 'thermo: lattice', 'missing-phase'],
    ]
    for (const [from, to, rule] of cases)
      try {
        importCantera(source.replace(from, to), 'pt.yaml')
        expect.unreachable(`${to} was accepted`)
      } catch (thrown) {
        if (!isCode(thrown, 'model/invalid')) throw thrown
        const finding = thrown.data.findings.find(f => f.rule === rule)
        expect(finding, `${rule} in ${JSON.stringify(thrown.data.findings)}`).toBeDefined()
        expect(finding!.line).toBeGreaterThan(0)
        expect(finding!.remedy).not.toBe('')
      }
  })
})

/**
 * The rates of the file per site [s⁻¹] as Cantera's manual defines them, in mol, cm and s, written apart from the
 * importer: concentrations p/RT and θ Γ, sticking after Motz and Wise, reverse rates from NASA polynomials.
 */
function cgsRates(
  T: number,
  p: { O2: number; CO: number },
  theta: readonly [number, number, number, number],
) {
  const R = 8.31446261815324
  const gamma = 2.7063e-9
  const [O, CO, CO2, free] = theta.map(value => value * gamma) as [number, number, number, number]
  const gas = { O2: (p.O2 / (R * T)) * 1e-6, CO: (p.CO / (R * T)) * 1e-6 }
  const k = (A: number, b: number, Ea: number): number => A * T ** b * Math.exp(-Ea / (R * T))
  const thermal = (mass: number): number => 100 * Math.sqrt((R * T) / (2 * Math.PI * mass * 1e-3))
  const stick = 0.1 * Math.exp(-5000 / (R * T))
  const motzWise = stick / (1 - stick / 2)
  const sixth = ((motzWise * thermal(28.01)) / gamma) * gas.CO * free
  const forward = [
    k(1.8e21, -0.5, 0) * gas.O2 * free ** 2,
    ((0.023 * thermal(31.998)) / gamma ** 2) * gas.O2 * free ** 2,
    k(3.7e21, 0, 213200 - 60000 * theta[0]) * O ** 2,
    k(1.618e20, 0.5, 0) * gas.CO * free ** 2,
    k(1e13, 0, 125500) * CO,
    sixth,
    k(1e13, 0, 20500) * CO2,
    k(3.7e21, 0, 105000) * CO * O,
  ].map(rate => rate / gamma)
  const g = (a: readonly number[]): number => {
    const [a1, a2, a3, a4, a5, a6, a7] = a as [number, number, number, number, number, number, number]
    const h = a1 + (a2 * T) / 2 + (a3 * T ** 2) / 3 + (a4 * T ** 3) / 4 + (a5 * T ** 4) / 5 + a6 / T
    return h - (a1 * Math.log(T) + a2 * T + (a3 * T ** 2) / 2 + (a4 * T ** 3) / 3 + (a5 * T ** 4) / 4 + a7)
  }
  const gCO = g([
    3.57953347, -6.1035368e-4, 1.01681433e-6, 9.07005884e-10, -9.04424499e-13, -14344.086, 3.50840928,
  ])
  const gAds = g([6, 0.2e-2, 0, 0, 0, -3.2e4, -33])
  // K with the gas at one atmosphere: r₋/r₊ = (θ_CO / θ_*) / (p / p°) / K.
  const ratio = theta[1] / theta[3] / (p.CO / 101325) / Math.exp(-(gAds - gCO))
  return { forward, reverse: (sixth / gamma) * ratio }
}
