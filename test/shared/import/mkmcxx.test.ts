import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isCode } from '../../../src/shared/errors.js'
import { importMkmcxx } from '../../../src/shared/import/mkmcxx.js'
import { buildPlan } from '../../../src/shared/model/build-plan.js'
import { parseModel } from '../../../src/shared/model/parse-model.js'
import { STATUS } from '../../../src/shared/record.js'
import { linear, solvePoints } from '../../worker/support/samples.js'

const source = readFileSync(new URL('../../fixtures/import/co-oxidation.mkx', import.meta.url), 'utf8')
const { text, notes } = importMkmcxx(source, 'input.mkx')

describe('an input file of MKMCXX', () => {
  it('becomes a model without errors, its runs an axis of temperature', () => {
    const { mechanism, findings } = parseModel(text)
    expect(findings.filter(finding => finding.severity === 'error')).toEqual([])
    expect(mechanism!.steps.map(step => step.equation)).toEqual([
      'CO + * <-> CO*',
      'O2 + 2 * <-> 2 O*',
      'CO* + O* <-> CO2 + 2 *',
    ])
    expect(mechanism!.defaults.y).toMatchObject({ parameter: 'T', from: 500, to: 600, count: 3 })
    expect(notes.join()).toContain('per bar')
  })

  it('has the rate constants of Hertz–Knudsen and Arrhenius as MKMCXX defines them', () => {
    const plan = buildPlan({
      modelText: text,
      x: linear('p_CO', 1.32, 2, 2),
      y: linear('T', 550, 560, 2),
      settings: {},
      start: 'empty',
    })
    const points = solvePoints(plan)
    expect(points.at(0).status).toBe(STATUS.certified)
    const { K, kr } = points.constants
    const [kB, h, amu, T, R] = [1.380649e-23, 6.62607015e-34, 1.6605390666e-27, 550, 8.31446261815324]
    const adsorption = (p: number, mass: number): number =>
      (p * 1e5 * 1e-20) / Math.sqrt(2 * Math.PI * mass * amu * kB * T)
    const desorption = (mass: number, theta: number, sigma: number, E: number): number =>
      ((kB * T ** 3) / h ** 3) *
      ((1e-20 * 2 * Math.PI * mass * amu * kB) / (sigma * theta)) *
      Math.exp(-E / (R * T))
    // The masses of the model are those of its gases, which MKMCXX users round to whole numbers.
    expect(Math.abs(K[0]! / adsorption(1.32, 28.01) - 1)).toBeLessThan(1e-4)
    expect(Math.abs(K[1]! / adsorption(0.66, 31.998) - 1)).toBeLessThan(1e-4)
    expect(Math.abs(K[2]! / (1e13 * Math.exp(-90e3 / (R * T))) - 1)).toBeLessThan(1e-9)
    expect(Math.abs(kr[0]! / desorption(28, 2.8, 1, 120e3) - 1)).toBeLessThan(1e-9)
    expect(Math.abs(kr[1]! / desorption(32, 2.08, 2, 200e3) - 1)).toBeLessThan(1e-9)
    expect(Math.abs(kr[2]! / (1e3 * Math.exp(-150e3 / (R * T))) - 1)).toBeLessThan(1e-9)
  })

  it('refuses what it cannot read, with the line', () => {
    const cases: [string, string, string, number][] = [
      ['AR; {CO*}', 'XX; {CO*}', 'unknown-kind', 13],
      ['{CO*} + {O*} =>', '{CO*} + {N*} =>', 'unknown-species', 13],
      ['90e3', 'ninety', 'not-a-number', 13],
      ['CO*;  1', 'CO*;  0', 'contradiction', 6],
      ['&settings', '&setings', 'unknown-block', 15],
      ['500; 1e8', '-5; 1e8', 'not-a-number', 20],
    ]
    for (const [from, to, rule, line] of cases)
      try {
        importMkmcxx(source.replace(from, to), 'input.mkx')
        expect.unreachable(`${to} was accepted`)
      } catch (thrown) {
        if (!isCode(thrown, 'model/invalid')) throw thrown
        expect(thrown.data.findings).toContainEqual(expect.objectContaining({ rule, line }))
      }
  })
})
