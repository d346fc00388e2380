import { describe, expect, it } from 'vitest'
import { DEFAULT_SOLVER, type Plan } from '../../../src/shared/plan.js'
import { analysisLayout } from '../../../src/shared/point-analysis.js'
import { evaluateOutput, outputsOf } from '../../../src/shared/record.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'
import { makePointReporter } from '../../../src/worker/analysis/report-point.js'
import { linear, samplePlan, type SampleSetup } from '../support/samples.js'

const tight = { ...DEFAULT_SOLVER, maxMsPerPoint: Infinity }

function reporterOf(plan: Plan) {
  const compiled = compilePlan(plan, () => 0)
  const reporter = makePointReporter(plan, compiled, () => 0)
  const layout = analysisLayout(plan.mechanism)
  return (point: number) => {
    const report = reporter.inspect(point, tight)
    const get = (name: string): number => {
      const at = layout.columns.findIndex(column => column.name === name)
      const output = outputsOf(plan.mechanism).find(candidate => candidate.name === name)
      if (at < 0 && output) return evaluateOutput(output, report.row, 0)
      if (at < 0) throw new Error(`no ${name}`)
      return report.analysis![at]!
    }
    return { ...report, get }
  }
}

/** A map of two by two, of which point 0 counts. */
const atOnePoint = (id: string, x: [string, number], y: [string, number], rest: SampleSetup = {}): Plan =>
  samplePlan(id, linear(x[0], x[1], x[1] + 1, 2), linear(y[0], y[1], y[1] + 1, 2), rest)

const STEPS = ['CO adsorption', 'O2 adsorption', 'CO2 formation']
/** ln of the turnover frequency of CO2 with the axes at the given values, certified with some ten digits. */
function lnRate(
  id: string,
  x: [string, number],
  y: [string, number],
  settings: Record<string, number>,
): number {
  return Math.log(reporterOf(atOnePoint(id, x, y, { settings }))(0).get('tof(CO2)'))
}

/** Central differences of two step sizes, extrapolated: the error is of fourth order. */
function slope(of: (x: number) => number, h: number): number {
  const central = (d: number): number => (of(d) - of(-d)) / (2 * d)
  return (4 * central(h / 2) - central(h)) / 3
}

describe('the analysis of a point', () => {
  it('has the published degrees of rate control of case A', () => {
    const { get } = reporterOf(atOnePoint('co-oxidation-tst-450K', ['pCO', 1], ['pO2', 1 / 3]))(0)
    const published = [-4e-9, 0.99860182, 0.00139819]
    for (const [j, step] of STEPS.entries())
      expect(Math.abs(get(`drc(CO2, ${step})`) - published[j]!)).toBeLessThan(1e-8)
  })

  it('has the published degrees of rate control and orders of case C, Pt', () => {
    // Transition states of Pt itself, not of the scaling relations.
    const plan = atOnePoint('co-oxidation-volcano', ['E_O', 1.62], ['E_CO', 1.7])
    const own = {
      ...plan,
      mechanism: {
        ...plan.mechanism,
        parameters: plan.mechanism.parameters.map(({ expression, ...parameter }) => {
          const value = { E_OO: 5.35, E_OCO: 4.04 }[parameter.name]
          return value === undefined
            ? { ...parameter, ...(expression ? { expression } : {}) }
            : { ...parameter, value }
        }),
      },
    }
    const { get } = reporterOf(own)(0)
    // The corrections of the gases are given to 1e-6 eV, a rate to 2e-5 of itself.
    expect(Math.abs(get('tof(CO2)') / 1.134781 - 1)).toBeLessThan(3e-5)
    expect(Math.abs(get('order(CO2, CO)') + 1.98878)).toBeLessThan(1e-5)
    expect(Math.abs(get('order(CO2, O2)') - 0.999996)).toBeLessThan(1e-5)
    const control = plan.mechanism.steps.map(step => get(`drc(CO2, ${step.label})`))
    for (const [j, published] of [0, 0.999996, 4e-6].entries())
      expect(Math.abs(control[j]! - published)).toBeLessThan(1e-5)
  })

  it.each([
    ['the active branch', 'co-oxidation-pt100', 500, 0.1111189, 0.3888911, {}],
    ['the poisoned branch', 'co-oxidation-pt100', 500, 0.3, 0.1, {}],
    ['case A', 'co-oxidation-tst-450K', 450, 1, 0.3, {}],
    ['the top of the volcano', 'co-oxidation-volcano', 500, 1, 1 / 3, { E_O: 1.285714, E_CO: 1.75 }],
  ] as const)('agrees with differences on %s', (_, id, T, pCO, pO2, settings) => {
    const [CO, O2] =
      id === 'co-oxidation-volcano' ? (['pressure(CO)', 'pressure(O2)'] as const) : (['pCO', 'pO2'] as const)
    const at = (a: number, b: number, change: Record<string, number> = {}): number =>
      lnRate(id, [CO, pCO * Math.exp(a)], [O2, pO2 * Math.exp(b)], { ...settings, ...change })
    const { get, status } = reporterOf(atOnePoint(id, [CO, pCO], [O2, pO2], { settings }))(0)
    expect(status).toBe(1)
    expect(Math.abs(get('order(CO2, CO)') - slope(d => at(d, 0), 1e-3))).toBeLessThan(1e-6)
    expect(Math.abs(get('order(CO2, O2)') - slope(d => at(0, d), 1e-3))).toBeLessThan(1e-6)
    const byT = 8.6173324e-5 * T * T * slope(d => at(0, 0, { T: T + d }), 0.25)
    expect(Math.abs(get('activation_energy(CO2)') - byT)).toBeLessThan(1e-5)
  })

  it('has rate control that sums to one for every gas on the whole of the published map', () => {
    const plan = samplePlan('co-oxidation-pt100', linear('pCO', 1e-5, 0.5, 10), linear('pO2', 1e-5, 0.5, 10))
    const inspect = reporterOf(plan)
    for (let point = 0; point < 100; point++) {
      const { get } = inspect(point)
      for (const gas of ['CO', 'O2', 'CO2']) {
        const sum = STEPS.reduce((s, step) => s + get(`drc(${gas}, ${step})`), 0)
        expect(Math.abs(sum - 1)).toBeLessThan(1e-8)
        for (const step of STEPS) expect(get(`drc(${gas}, ${step})`)).toBeCloseTo(get(`drc(CO2, ${step})`), 7)
      }
    }
  })

  it('has rate control that sums to one wherever the volcano has a rate', () => {
    const plan = samplePlan('co-oxidation-volcano', linear('E_O', -1, 3, 15), linear('E_CO', -0.5, 4, 15))
    const inspect = reporterOf(plan)
    const labels = plan.mechanism.steps.map(step => step.label)
    let checked = 0
    for (let point = 0; point < 225; point++) {
      const { get, status } = inspect(point)
      if (status !== 1 || get('tof(CO2)') === 0) continue
      checked++
      const sum = labels.reduce((s, step) => s + get(`drc(CO2, ${step})`), 0)
      expect(Math.abs(sum - 1)).toBeLessThan(1e-6)
    }
    expect(checked).toBeGreaterThan(150)
  })

  it('has thermodynamic rate control of minus the sites an adsorbate blocks', () => {
    // Where the first of two O2 sites decides, every adsorbate enters through the free sites only.
    const { get, row } = reporterOf(atOnePoint('co-oxidation-pt100', ['pCO', 0.3], ['pO2', 0.1]))(0)
    expect(get('trc(CO2, CO*)')).toBeCloseTo(-2 * row[0]!, 6)
    expect(get('trc(CO2, O*)')).toBeCloseTo(0, 6)
  })

  it('says how near to equilibrium each step is, and where the products go', () => {
    const { get, row } = reporterOf(atOnePoint('co-oxidation-pt100', ['pCO', 0.3], ['pO2', 0.1]))(0)
    expect(get('reversibility(CO adsorption)')).toBeCloseTo(1, 10)
    expect(get('reversibility(O2 adsorption)')).toBeLessThan(1e-10)
    expect([get('selectivity(CO2)'), get('selectivity(CO)')]).toEqual([1, NaN])
    expect(get('tof(CO2)')).toBe(row[5])
  })

  it('is absent where there is no steady state', () => {
    const plan = atOnePoint('co-oxidation-pt100', ['pCO', 0.3], ['pO2', 0.1])
    const reporter = makePointReporter(
      plan,
      compilePlan(plan, () => 0),
      () => 0,
    )
    expect(reporter.inspect(0, { ...tight, maxSteps: 12 })).toMatchObject({
      status: 100,
      analysis: undefined,
    })
  })
})
