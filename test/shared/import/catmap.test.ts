import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isCode } from '../../../src/shared/errors.js'
import { energyTableName, importCatmap } from '../../../src/shared/import/catmap.js'
import { buildPlan } from '../../../src/shared/model/build-plan.js'
import { parseModel } from '../../../src/shared/model/parse-model.js'
import { STATUS } from '../../../src/shared/record.js'
import { linear, solvePoints } from '../../worker/support/samples.js'

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/import/${name}`, import.meta.url), 'utf8')
const source = fixture('co-oxidation.mkm')
const table = fixture('energies.txt')
const { text, notes } = importCatmap(source, table, 'model.mkm')

/** Findings of an import that is refused. */
function findingsOf(set: string, energies = table) {
  try {
    importCatmap(set, energies, 'model.mkm')
  } catch (thrown) {
    if (isCode(thrown, 'model/invalid')) return thrown.data.findings
    throw thrown
  }
  return expect.unreachable('the import was accepted')
}

describe('a set-up of CatMAP, tutorial 2', () => {
  it('becomes a model without errors, with its descriptors as axes', () => {
    const { mechanism, findings } = parseModel(text)
    expect(findings.filter(finding => finding.severity === 'error')).toEqual([])
    expect(mechanism!.defaults.x).toMatchObject({ parameter: 'E_O', from: -1, to: 3, count: 15 })
    expect(mechanism!.defaults.y).toMatchObject({ parameter: 'E_CO', from: -0.5, to: 4, count: 15 })
    expect(energyTableName(source)).toBe('energies.txt')
  })

  it('has the published scaling relations', () => {
    const relations = notes.join('\n')
    expect(relations).toMatch(/O-CO_s = 0\.673844278\d* \* \(E_CO \+ E_O\) \+ 1\.8330483\d*/)
    const oo = relations.match(/O-O_s = (\S+) \* \(2 \* E_O\) \+ (\S+),/)!
    expect(Number(oo[1]) * 2).toBeCloseTo(1.43185233, 7)
    expect(Number(oo[2])).toBeCloseTo(3.1898893, 6)
  })

  it('has the volcano that exact roots give: 7544.949 s⁻¹ at (1.2857, 1.75), every point certified', () => {
    const plan = buildPlan({
      modelText: text,
      x: linear('E_O', -1, 3, 15),
      y: linear('E_CO', -0.5, 4, 15),
      settings: { p_O2: 1 / 3 },
      start: 'empty',
    })
    const points = solvePoints(plan)
    let best = { rate: 0, x: NaN, y: NaN }
    for (const point of points.order) {
      const { status, get } = points.at(point)
      expect(status).toBe(STATUS.certified)
      const rate = get('rate(3)')
      if (rate > best.rate)
        best = { rate, x: plan.x.values[point % 15]!, y: plan.y.values[Math.floor(point / 15)]! }
    }
    expect([best.x, best.y]).toEqual([expect.closeTo(1.285714, 5), expect.closeTo(1.75, 9)])
    // The corrections of the gases are those of CatMAP to about 1e-4 eV, which is 0.5 % of a rate.
    expect(Math.abs(best.rate / 7544.949 - 1)).toBeLessThan(0.01)
  })

  it('refuses constraints that do not fit the descriptors, and descriptors that are no list', () => {
    const one = source.replace("['O_s', 'CO_s']", "['O_s']")
    expect(findingsOf(one)[0]).toMatchObject({ rule: 'bad-count' })
    const text = source.replace("descriptor_names = ['O_s', 'CO_s']", "descriptor_names = 'O_s'")
    expect(findingsOf(text)[0]).toMatchObject({ rule: 'wrong-type', value: expect.stringContaining('O_s') })
  })

  it('has no axes where the ranges of the descriptors are no pairs', () => {
    const flat = source.replace('descriptor_ranges = [[-1, 3], [-0.5, 4]]', 'descriptor_ranges = [1, 2]')
    const { mechanism } = parseModel(importCatmap(flat, table, 'model.mkm').text)
    expect(mechanism!.defaults.x).toBeUndefined()
  })

  it('runs nothing: code is refused by name and line', () => {
    const cases = [
      ['temperature = 500', 'import os\ntemperature = 500', 'import os'],
      ['temperature = 500', 'temperature = float("500")', 'float("500")'],
      ['temperature = 500', 'temperature = __import__("os").system("id")', '__import__("os").system("id")'],
      ['temperature = 500', 'temperature = 2 * 250', '2 * 250'],
      ['temperature = 500', 'for i in range(3): pass', 'for i in range(3): pass'],
      ['temperature = 500', 'def f():\n    return 1', 'def f():'],
      ['resolution = 15', 'resolution = [x for x in (1, 2)]', '[x for x in (1, 2)]'],
      ['gas_thermo_mode = "shomate_gas"', 'gas_thermo_mode = f"{1}"', 'f"{1}"'],
    ] as const
    for (const [from, to, value] of cases) {
      const findings = findingsOf(source.replace(from, to))
      expect(findings[0]).toMatchObject({ rule: 'code', value })
      expect(findings[0]!.line).toBeGreaterThan(5)
    }
  })

  it('names what is missing or unknown', () => {
    expect(findingsOf(source.replace('shomate_gas', 'ideal_gas'))[0]).toMatchObject({
      rule: 'unknown-thermo',
    })
    expect(findingsOf(source.replace("'O_s', 'CO_s'", "'temperature', 'pressure'"))[0]!.rule).toBe(
      'unsupported',
    )
    expect(findingsOf(source.replace('2O*', '2O* ; beta=0.5'))[0]!.rule).toBe('unsupported')
    expect(findingsOf(source.replace('-> CO*', '- CO*'))[0]!.rule).toBe('bad-equation')
    expect(findingsOf(source, table.replace(/.*\tCO2\t.*\n/, ''))[0]!.rule).toBe('missing-energy')
    expect(findingsOf(source, table.replace(/.*\tO-CO\t.*\n/g, ''))[0]!.rule).toBe('missing-energy')
    expect(findingsOf(source, table.replace('5.35', 'five'))[0]).toMatchObject({ rule: 'not-a-number' })
    expect(findingsOf(source, table.replace('formation_energy', 'energy'))[0]!.rule).toBe('missing-key')
  })
})
