import { describe, expect, it } from 'vitest'
import { type AxisRequest } from '../../../src/shared/mechanism.js'
import { buildPlan, type PlanSetup } from '../../../src/shared/model/build-plan.js'
import { isSolved, outputsOf, STATUS } from '../../../src/shared/record.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'
import { makePointReporter } from '../../../src/worker/analysis/report-point.js'
import { seeded } from '../support/networks.js'

/** Every output of each point of a one-dimensional map over `parameter`. */
function alongAxis(modelText: string, parameter: string, values: number[], rest: Partial<PlanSetup> = {}) {
  const x: AxisRequest = { parameter, scale: 'list', values }
  const y: AxisRequest = { parameter: 'unused', scale: 'list', values: [1, 2] }
  const plan = buildPlan({ modelText, x, y, settings: {}, start: 'empty', ...rest })
  const compiled = compilePlan(plan, () => 0)
  const outputs = outputsOf(plan.mechanism)
  const row = new Float64Array(compiled.columns.length)
  const points = values.map((_, point) => {
    const { status } = compiled.solve(point, row, 0)
    const own = row.slice()
    const get = (name: string): number => {
      const output = outputs.find(candidate => candidate.name === name)
      if (!output) throw new Error(`no output ${name}`)
      return output.terms.reduce((sum, { column, weight }) => sum + weight * own[column]!, 0)
    }
    return { status, get }
  })
  const reporter = makePointReporter(plan, compiled, () => 0)
  return { points, plan, reporter }
}

const KB = 1.380649e-23
/** Sites per gas volume [m⁻³] and pressure of one molecule per site [Pa] at 500 K. */
const DENSITY = 2e24
const PER_SITE = KB * 500 * DENSITY

const model = (gases: string, steps: string, more = ''): string => `
isobar: 1
name: a tank
parameters:
  T: 500 K
  tau: 2 s
  unused: 1
reactor: { type: cstr, residence_time: tau, site_density: 2e24 m^-3 }
gases: ${gases}
steps:
${steps}
${more}`

const AB = `{ A: { pressure: { value: 0.6, unit: bar }, composition: { C: 1 } }, B: { pressure: 0 bar, composition: { C: 1 } } }`

describe('a stirred tank', () => {
  it('converts a first-order reaction to kτ/(1 + kτ)', () => {
    const text = model(
      AB,
      '  - { equation: "A -> B", label: r, forward: { rate_constant: 3 1/s } }',
      'sites: { "*": 1 }',
    )
    const taus = [1e-6, 1e-3, 0.1, 2, 50, 1e4]
    // r = k p/p⁰ per site, so that the pressure falls by k · perSite/p⁰ in a second.
    const k = (3 * PER_SITE) / 1e5
    const { points } = alongAxis(text, 'tau', taus)
    for (const [i, { status, get }] of points.entries()) {
      const x = (k * taus[i]!) / (1 + k * taus[i]!)
      expect(status).toBe(STATUS.certified)
      expect(get('conversion(A)') / x).toBeCloseTo(1, 12)
      expect(get('pressure(A)') / (0.6 * (1 - x))).toBeCloseTo(1, 12)
      expect(get('pressure(B)') / (0.6 * x)).toBeCloseTo(1, 12)
      expect(get('tof(B)') / ((0.6e5 * x) / (taus[i]! * PER_SITE))).toBeCloseTo(1, 12)
    }
  })
})
