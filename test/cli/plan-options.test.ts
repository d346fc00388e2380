import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultStart, planFromOptions, type PlanOptions } from '../../src/cli/plan-options.js'
import { readSample } from '../../src/node/desk/models.js'
import { isCode } from '../../src/shared/errors.js'

const file = readSample(resolve('resources/models'), 'co-oxidation-pt100')
const plan = (options: Partial<PlanOptions> = {}) => planFromOptions(file, { set: [], ...options })

function refused(options: Partial<PlanOptions>): string | undefined {
  try {
    plan(options)
    return undefined
  } catch (thrown) {
    if (isCode(thrown, 'input/invalid')) return thrown.data.field
    throw thrown
  }
}

describe('a plan from options', () => {
  it("takes the model's own map where nothing else is said", () => {
    const { x, y, startName } = plan()
    expect([x.parameter, y.parameter, startName]).toEqual(['pCO', 'pO2', 'empty'])
  })

  it('takes axes, settings, start and tolerances from the command line', () => {
    const made = plan({ x: 'T=list:480,500', set: ['pCO2=0.02'], start: 'CO*=0.9999', rtol: 1e-8 })
    expect(made.x.values).toEqual([480, 500])
    expect(made.settings).toEqual({ pCO2: 0.02 })
    expect([made.startName, made.start[0]]).toEqual(['custom', 0.9999])
    expect(made.solver.rtol).toBe(1e-8)
  })

  it('analyses the rate that is asked for, and otherwise that of the gas the model shows', () => {
    expect(plan().mechanism.analysis).toBeUndefined()
    expect(plan({ analysis: true }).mechanism.analysis).toEqual({ control: 'CO2' })
    expect(plan({ analysis: 'O2', states: true }).mechanism.analysis).toEqual({ states: true, control: 'O2' })
  })

  it.each<[string, Partial<PlanOptions>]>([
    ['analysis.control', { analysis: 'Xe' }],
    ['--x', { x: 'pCO' }],
    ['--x.from', { x: 'pCO=lin:a:1:10' }],
    ['x.count', { x: 'pCO=lin:1e-5:0.5:1' }],
    ['x.to', { x: 'pCO=lin:0.5:0.1:10' }],
    ['x.parameter', { x: 'pX=lin:0.1:0.5:10' }],
    ['y.parameter', { x: 'pO2=lin:0.1:0.5:10' }],
    ['settings', { set: ['T'] }],
    ['settings.nope', { set: ['nope=1'] }],
    ['--set', { set: ['T=500', 'T=510'] }],
    ['start', { start: 'full' }],
    ['solver.rtol', { rtol: 10 }],
  ])('is refused by the name of its field: %s', (field, options) => {
    expect(refused(options)).toBe(field)
  })
})

describe('the default start', () => {
  it('is the one the model names, found by its coverages', () => {
    expect(defaultStart({ start: [0.5, 0.5], starts: { empty: [0, 1], half: [0.5, 0.5] } })).toBe('half')
    expect(defaultStart({ start: [0, 1], starts: { empty: [0, 1], half: [0.5, 0.5] } })).toBe('empty')
  })
})
