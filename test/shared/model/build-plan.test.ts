import { describe, expect, it } from 'vitest'
import { isCode } from '../../../src/shared/errors.js'
import {
  buildPlan,
  parseSettingText,
  parseStartText,
  type PlanSetup,
} from '../../../src/shared/model/build-plan.js'
import { estimate } from '../../../src/shared/model/estimate.js'
import { DEFAULT_SOLVER } from '../../../src/shared/plan.js'
import { columnsOf } from '../../../src/shared/record.js'
import { fixture, sample } from './samples.js'

const SETUP: PlanSetup = {
  modelText: sample('co-oxidation-pt100'),
  x: { parameter: 'pCO', scale: 'linear', from: 1e-5, to: 0.5, count: 10 },
  y: { parameter: 'pO2', scale: 'linear', from: 1e-5, to: 0.5, count: 10 },
  settings: { T: 550 },
  start: 'empty',
}
const ALL: PlanSetup = {
  ...SETUP,
  modelText: fixture('everything.yaml'),
  x: { parameter: 'E_CO', scale: 'linear', from: -2, to: -1, count: 2 },
  y: { parameter: 'T', scale: 'linear', from: 400, to: 500, count: 2 },
  settings: {},
}

function refusal(action: () => unknown): { field: string; value: string; remedy: string; message: string } {
  try {
    action()
  } catch (thrown) {
    if (isCode(thrown, 'input/invalid')) return { ...thrown.data, message: thrown.message }
    throw thrown
  }
  throw new Error('nothing was refused')
}

describe('buildPlan', () => {
  it('turns a form into a plan', () => {
    const plan = buildPlan({ ...SETUP, solver: { rtol: 1e-8 } })
    expect(plan).toMatchObject({
      modelText: SETUP.modelText,
      x: { parameter: 'pCO', unit: 'atm', scale: 'linear' },
      settings: { T: 550 },
      start: [0, 0, 1],
      startName: 'empty',
      solver: { ...DEFAULT_SOLVER, rtol: 1e-8 },
    })
    expect([plan.x.values.length, plan.y.values.length]).toEqual([10, 10])
  })

  it('starts from a named start or from stated coverages, the rest free', () => {
    expect(buildPlan({ ...SETUP, start: 'CO-covered' })).toMatchObject({ startName: 'CO-covered' })
    const custom = buildPlan({ ...SETUP, start: { 'CO*': 0.25, 'O*': 0.5 } })
    expect([custom.start, custom.startName]).toEqual([[0.25, 0.5, 0.25], 'custom'])
  })

  it('balances each site type by itself, counting sites that a molecule occupies', () => {
    const { start } = buildPlan({ ...ALL, start: { 'CO2*': 0.25, 'H*_t': 0.1 } })
    expect(start).toEqual([0, 0.25, 0.1, expect.closeTo(0.3, 15), 0.1])
  })

  it('accepts coverages that add up in decimals though not in doubles', () => {
    const { start } = buildPlan({ ...SETUP, start: { 'CO*': 0.1, 'O*': 0.2, '*': 0.7 } })
    expect(start).toEqual([0.1, 0.2, 0.7])
  })

  it.each<[string, Partial<PlanSetup>, string, string]>([
    ['the same parameter twice', { y: SETUP.x }, 'y.parameter', 'another'],
    ['a bad axis', { y: { ...SETUP.x, parameter: 'pO3' } }, 'y.parameter', '"pO2"'],
    ['an unknown setting', { settings: { t: 500 } }, 'settings.t', '"T"'],
    ['a setting that is not finite', { settings: { T: NaN } }, 'settings.T', 'finite'],
    ['a setting that is text', { settings: { T: '500' as unknown as number } }, 'settings.T', 'finite'],
    ['an impossible setting', { settings: { T: 0 } }, 'settings.T', 'above 0 K'],
    ['a setting that is an axis', { settings: { pCO: 0.1 } }, 'settings.pCO', 'Remove'],
    ['an unknown start', { start: 'CO-coverd' }, 'start', '"CO-covered"'],
    ['the prototype as a start', { start: 'constructor' }, 'start', 'Known here'],
    ['an unknown species', { start: { 'C0*': 0.5 } }, 'start.C0*', '"CO*"'],
    ['a negative coverage', { start: { 'CO*': -0.5 } }, 'start.CO*', '0 or more'],
    ['a coverage that is not finite', { start: { 'CO*': NaN } }, 'start.CO*', '0 to 1'],
    ['too much on the surface', { start: { 'CO*': 0.7, 'O*': 0.7 } }, 'start.*', 'at most 1'],
    ['a free site that does not fit', { start: { 'CO*': 0.7, '*': 0.2 } }, 'start.*', 'add up to 1'],
    ['a tolerance of zero', { solver: { rtol: 0 } }, 'solver.rtol', 'from'],
    ['a negative time', { solver: { maxTime: -1 } }, 'solver.maxTime', 'from'],
    ['half a step', { solver: { maxSteps: 1000.5 } }, 'solver.maxSteps', 'whole'],
    ['an unknown option', { solver: { rtoll: 1 } as never }, 'solver.rtoll', '"rtol"'],
  ])('refuses %s', (_, change, field, remedy) => {
    const data = refusal(() => buildPlan({ ...SETUP, ...change }))
    expect(data.field).toBe(field)
    expect(data.remedy).toContain(remedy)
  })

  it('refuses to set a derived parameter', () => {
    expect(refusal(() => buildPlan({ ...ALL, settings: { E_TS: 1 } })).field).toBe('settings.E_TS')
  })

  it('refuses more than 1e8 points and tells the memory they would need', () => {
    const count = 20_000
    const { field, message } = refusal(() =>
      buildPlan({ ...SETUP, x: { ...SETUP.x, count } as never, y: { ...SETUP.y, count } as never }),
    )
    expect(field).toBe('y.count')
    expect(message).toMatch(/400000000 points would need [\d.]+ GB/)
  })

  it('rejects a broken model as such', () => {
    let thrown: unknown
    try {
      buildPlan({ ...SETUP, modelText: 'isobar: 1' })
    } catch (error) {
      thrown = error
    }
    expect(isCode(thrown, 'model/invalid')).toBe(true)
  })
})

describe('parseStartText', () => {
  it.each([
    ['empty', 'empty'],
    [' CO-covered ', 'CO-covered'],
    ['CO*=0.9999,O*=0', { 'CO*': 0.9999, 'O*': 0 }],
  ])('reads %s', (text, start) => {
    expect(parseStartText(text)).toEqual(start)
  })

  it.each([
    ['', 'start'],
    ['CO*=', 'start.CO*'],
    ['CO*=0,5', 'start'],
    ['CO*=0.5,CO*=0.1', 'start.CO*'],
    ['=0.5', 'start'],
  ])('refuses "%s"', (text, field) => {
    expect(refusal(() => parseStartText(text)).field).toBe(field)
  })
})

describe('parseSettingText', () => {
  it('splits at the last equals sign', () => {
    expect(parseSettingText('barrier(a=b)=0.5')).toEqual({ parameter: 'barrier(a=b)', value: 0.5 })
  })

  it.each([
    ['T', 'settings'],
    ['T=', 'settings.T'],
    ['T=500 K', 'settings.T'],
    ['=5', 'settings'],
  ])('refuses "%s"', (text, field) => {
    expect(refusal(() => parseSettingText(text)).field).toBe(field)
  })
})

describe('estimate', () => {
  it('counts points and the doubles they take', () => {
    const plan = buildPlan(SETUP)
    const { points, bytes, warnings } = estimate(plan)
    expect([points, warnings]).toEqual([100, []])
    expect(bytes).toBeGreaterThan(100 * 8 * columnsOf(plan.mechanism).length)
  })

  it('warns of a map that needs much memory', () => {
    const big = { ...SETUP.x, count: 9000 }
    const plan = buildPlan({ ...SETUP, x: big as never, y: { ...big, parameter: 'pO2' } as never })
    expect(estimate(plan).warnings).toEqual([expect.stringMatching(/GB/)])
  })

  it('warns of an axis on which nothing depends', () => {
    const modelText = SETUP.modelText.replace('  T: 500 K', '  T: 500 K\n  spare: 1 eV')
    const plan = buildPlan({ ...SETUP, modelText, y: { ...SETUP.y, parameter: 'spare' } as never })
    expect(estimate(plan).warnings).toEqual([expect.stringContaining('spare')])
  })
})
