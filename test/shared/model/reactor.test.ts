import { describe, expect, it } from 'vitest'
import { buildPlan, chooseStart } from '../../../src/shared/model/build-plan.js'
import { lintModel } from '../../../src/shared/model/lint/lint-model.js'
import { parseModel, requireModel } from '../../../src/shared/model/parse-model.js'
import { columnsOf } from '../../../src/shared/record.js'
import { edit, fixture } from './samples.js'

const TANK = fixture('tank.yaml')

const CASES = [
  ['an unknown type', 'type: cstr', 'type: pfr', 'unknown-reactor', 'reactor.type'],
  ['a missing type', '  type: cstr\n', '', 'missing-key', 'reactor'],
  ['an unknown key', '  volume:', '  volum:', 'unknown-key', 'reactor.volum'],
  ['a flow without a volume', '  volume: 10 cm^3\n', '', 'reactor', 'reactor.flow'],
  ['no time at all', '  flow: flow\n', '', 'reactor', 'reactor'],
  ['no sites', '  sites: 3.32e-5 mol\n', '', 'reactor', 'reactor'],
  ['time twice', '  type: cstr', '  type: cstr\n  residence_time: 2 s', 'reactor', 'reactor.flow'],
  ['sites twice', '  type: cstr', '  type: cstr\n  site_density: 1 mol/m^3', 'reactor', 'reactor.sites'],
  ['a volume in metres', '10 cm^3', '10 cm', 'wrong-unit', 'reactor.volume'],
  ['a volume without a unit', '10 cm^3', '10', 'missing-unit', 'reactor.volume'],
  ['a flow of moles', '300 mL/min', '3 mol/min', 'wrong-unit', 'reactor.flow'],
  ['no volume', '10 cm^3', '0 cm^3', 'impossible-value', 'reactor.volume'],
  ['a flow backwards', '300 mL/min', '-3 mL/min', 'impossible-value', 'parameters.flow'],
  ['a gas at the start without a unit', 'CO: 0 bar }', 'CO: 0.1 }', 'missing-unit', 'starts.ignited.CO'],
  ['a negative gas at the start', 'CO: 0 bar }', 'CO: -1 bar }', 'bad-start', 'starts.ignited.CO'],
] as const

describe('the block "reactor"', () => {
  it('is read with every number as a parameter', () => {
    const { mechanism, findings } = requireModel(TANK)
    expect(findings).toEqual([])
    const nameOf = (index: number | undefined): string => mechanism.parameters[index!]!.name
    const { kind, volume, flow, siteCount } = mechanism.reactor!
    expect([kind, nameOf(volume), nameOf(flow), nameOf(siteCount)]).toEqual([
      'cstr',
      'volume(reactor)',
      'flow',
      'sites(reactor)',
    ])
    expect(mechanism.parameters[flow!]!.factor).toBeCloseTo(1e-6 / 60, 20)
    expect(mechanism.startPressures).toEqual({ ignited: [0, null, null] })
  })

  it.each(CASES)('refuses %s', (_, from, to, rule, field) => {
    const { findings } = parseModel(edit(TANK, from, to))
    const found = findings.find(finding => finding.rule === rule && finding.field === field)
    expect(found, JSON.stringify(findings)).toMatchObject({
      severity: 'error',
      remedy: expect.stringMatching(/\w/),
    })
  })

  it('refuses gases in starts where they are held fixed', () => {
    const { findings } = parseModel(
      TANK.replace(/reactor:[^]*?\ngases/, 'gases').replace('0 bar }\n  p', '0 }\n  p'),
    )
    expect(findings.map(({ rule, field }) => [rule, field])).toContainEqual([
      'unknown-species',
      'starts.ignited.CO',
    ])
  })

  it('adds pressures, and conversions of what is fed', () => {
    const columns = columnsOf(requireModel(TANK).mechanism).filter(({ group }) => group === 'reactor')
    expect(columns.map(({ name, unit }) => `${name} ${unit}`)).toEqual([
      'pressure(CO) bar',
      'pressure(O2) bar',
      'pressure(CO2) bar',
      'conversion(CO) 1',
      'conversion(O2) 1',
    ])
  })

  it('is refused on an axis or a setting below what is possible', () => {
    const axes = {
      x: { parameter: 'flow', scale: 'linear', from: 0, to: 1, count: 3 },
      y: { parameter: 'pCO', scale: 'linear', from: 0, to: 1, count: 3 },
    } as const
    const setup = { modelText: TANK, settings: {}, start: 'empty' }
    expect(() => buildPlan({ ...setup, ...axes })).toThrow(/x\.from: 0 mL\/min is impossible for flow/)
  })

  it('takes pressures in a start of one’s own, in the unit of the feed', () => {
    const { mechanism } = requireModel(TANK)
    const { startPressures } = chooseStart(mechanism, { 'O*': 0.5, CO2: 0.02 })
    expect(startPressures).toEqual([null, null, expect.closeTo(2000, 9)])
    expect(() => chooseStart(mechanism, { CO: -1 })).toThrow(/start\.CO/)
    expect(() => chooseStart(mechanism, { CH4: 1 })).toThrow(/start\.CH4/)
  })

  it('lets a gas that steps make be there for others', () => {
    const text = TANK.replace(
      'starts:',
      '  - { equation: CO2 + * -> CO2*, forward: { rate_constant: 1 1/s } }\nstarts:',
    )
    const rules = (model: string): string[] => lintModel(model).findings.map(({ rule }) => rule)
    expect(rules(text)).not.toContain('never-runs')
    const fixed = text.replace(/reactor:[^]*?\ngases/, 'gases').replace(/starts:[^]*/, '')
    expect(rules(fixed)).toContain('never-runs')
  })
})
