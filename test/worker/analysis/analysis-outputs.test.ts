import { describe, expect, it } from 'vitest'
import { DEFAULT_SOLVER, type Plan } from '../../../src/shared/plan.js'
import { analysisLayout } from '../../../src/shared/point-analysis.js'
import { evaluateOutput, outputsOf } from '../../../src/shared/record.js'
import { makePointReporter } from '../../../src/worker/analysis/report-point.js'
import { makeSolutionAnalysis } from '../../../src/worker/analysis/analyse-solution.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'
import { makePointSolver } from '../../../src/worker/solver/point-solver.js'
import { makeLoopIntegrator } from '../../../src/worker/solver/rodas-loop.js'
import { randomMechanism } from '../../support/random-mechanism.js'
import { linear, samplePlan } from '../support/samples.js'

const tight = { ...DEFAULT_SOLVER, maxMsPerPoint: Infinity }

const analysed = (plan: Plan, control = 'CO2', states = false): Plan => ({
  ...plan,
  mechanism: { ...plan.mechanism, analysis: { control, ...(states && { states: true }) } },
})

/** Values of outputs by name, as a map would show them. */
function outputsAt(plan: Plan, point: number, options = tight): (name: string) => number {
  const compiled = compilePlan(plan, () => 0)
  const row = new Float64Array(compiled.columns.length)
  compiled.solve(point, row, 0, options)
  const outputs = outputsOf(plan.mechanism)
  return name =>
    evaluateOutput(
      outputs.find(output => output.name === name)!,
      row,
      0,
    )
}

const caseA = samplePlan('co-oxidation-tst-450K', linear('pCO', 1, 2, 2), linear('pO2', 1 / 3, 1, 2))
const caseB = samplePlan('co-oxidation-pt100', linear('pCO', 1e-5, 0.5, 5), linear('pO2', 1e-5, 0.5, 5))

/** Case C on Pt itself, not on the scaling relations. */
function caseC(): Plan {
  const plan = samplePlan('co-oxidation-volcano', linear('E_O', 1.62, 2, 2), linear('E_CO', 1.7, 2, 2))
  const parameters = plan.mechanism.parameters.map(({ expression, ...parameter }) => {
    const value = { E_OO: 5.35, E_OCO: 4.04 }[parameter.name]
    return value === undefined ? { ...parameter, ...(expression && { expression }) } : { ...parameter, value }
  })
  return { ...plan, mechanism: { ...plan.mechanism, parameters } }
}

describe('the analysis as outputs of a sweep', () => {
  it('has the published values of case A', () => {
    const value = outputsAt(analysed(caseA), 0)
    const published = { 'CO adsorption': -4e-9, 'O2 adsorption': 0.99860182, 'CO2 formation': 0.00139819 }
    for (const [step, control] of Object.entries(published))
      expect(Math.abs(value(`drc(CO2, ${step})`) - control)).toBeLessThan(1e-8)
  })

  it('has the published values of case C, Pt', () => {
    const plan = analysed(caseC())
    const value = outputsAt(plan, 0)
    const control = plan.mechanism.steps.map(step => value(`drc(CO2, ${step.label})`))
    for (const [j, published] of [0, 0.999996, 4e-6].entries())
      expect(Math.abs(control[j]! - published)).toBeLessThan(1e-5)
    expect(Math.abs(value('order(CO2, CO)') + 1.98878)).toBeLessThan(1e-5)
    expect(Math.abs(value('order(CO2, O2)') - 0.999996)).toBeLessThan(1e-5)
  })

  it('is that of the inspector to the last bit, whatever was solved before', () => {
    const plan = analysed(caseB, 'CO2', true)
    const compiled = compilePlan(plan, () => 0)
    const reporter = makePointReporter(plan, compiled, () => 0)
    const layout = analysisLayout(plan.mechanism)
    for (const point of [24, 3, 17, 3]) {
      const alone = outputsAt(plan, point, DEFAULT_SOLVER)
      const { analysis } = reporter.inspect(point, DEFAULT_SOLVER)
      let compared = 0
      for (const [i, { name }] of layout.columns.entries()) {
        if (!compiled.columns.includes(name)) continue
        expect(alone(name)).toBe(analysis![i])
        compared++
      }
      expect(compared).toBe(15)
    }
  })

  it('leaves the other columns as they are without it', () => {
    const plain = compilePlan(caseB, () => 0)
    const more = compilePlan(analysed(caseB), () => 0)
    const [a, b] = [new Float64Array(plain.columns.length), new Float64Array(more.columns.length)]
    plain.solve(7, a, 0)
    more.solve(7, b, 0)
    expect(more.columns.slice(0, a.length)).toEqual(plain.columns)
    expect(b.subarray(0, a.length)).toEqual(a)
  })

  it('is NaN where there is no steady state', () => {
    const plan = analysed(caseB)
    const value = outputsAt(plan, 12, { ...tight, maxSteps: 12 })
    const added = outputsOf(plan.mechanism).slice(-15)
    expect(added[0]!.name).toBe('drc(CO2, CO adsorption)')
    expect(added.map(({ name }) => value(name))).toEqual(added.map(() => NaN))
  })
})

describe('thermodynamic rate control of a mechanism near equilibrium', () => {
  it('agrees with differences, where double precision alone has no digit left', () => {
    const mechanism = randomMechanism({ seed: 3, adsorbates: 25, steps: 50 })
    const axis = (parameter: string, unit: string, value: number) =>
      ({ parameter, unit, scale: 'list', values: [value] }) as const
    const plan: Plan = {
      mechanism,
      modelText: '',
      x: axis('T', 'K', 450),
      y: axis('p0', 'Pa', 80_200),
      settings: {},
      start: mechanism.start,
      startName: 'empty',
      solver: tight,
    }
    const compiled = compilePlan(plan, () => 0)
    const { network, kernels, constants, conditions } = compiled
    const { m } = network
    const solution = compiled.solve(0, new Float64Array(compiled.columns.length), 0)
    const y = solution.y.slice()
    const layout = analysisLayout(mechanism, [0])
    const analysis = new Float64Array(layout.width)
    makeSolutionAnalysis(mechanism, layout, network, kernels)(solution, constants.K, conditions, analysis, 0)

    const solver = makePointSolver(network, kernels, makeLoopIntegrator(network, kernels), () => 0)
    const count = (terms: (typeof mechanism.steps)[number]['reactants'], i: number): number =>
      terms.reduce((sum, term) => sum + ('surface' in term && term.surface === i ? term.count : 0), 0)
    /** ln of the net adsorption of the first gas when the adsorbate i binds by `shift` kT more weakly. */
    const shifted = (i: number, shift: number): number => {
      const K = constants.K.slice()
      for (const [j, step] of mechanism.steps.entries()) {
        K[j]! *= Math.exp(-shift * count(step.reactants, i))
        K[m + j]! *= Math.exp(-shift * count(step.products, i))
      }
      return Math.log(Math.abs(solver.solve(K, y, tight).net[0]!))
    }
    for (const a of [0, 1, 5, 16]) {
      const i = layout.adsorbates[a]!
      const difference = (shifted(i, 1e-3) - shifted(i, -1e-3)) / 2e-3
      expect(Math.abs(analysis[layout.thermodynamic(0, a)]! - difference)).toBeLessThan(1e-6)
    }
  })
})
