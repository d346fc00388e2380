import { type Mechanism } from '../../../src/shared/mechanism.js'
import { analysisLayout } from '../../../src/shared/point-analysis.js'
import { type ChecksView, type PointsContract } from '../../../src/shared/points-contract.js'
import { columnsOf } from '../../../src/shared/record.js'
import { type PointReport, type TransientReport } from '../../../src/shared/worker-contract.js'

/** A report of plausible numbers for one point of a mechanism. */
export function fakeReport(mechanism: Mechanism, point: number, status: number): PointReport {
  const { surface, steps, gases } = mechanism
  const layout = analysisLayout(mechanism)
  const solved = status > 0 && status < 100
  const analysis = new Float64Array(layout.width)
  for (let g = 0; g < gases.length; g++) {
    analysis[layout.selectivity(g)] = g === gases.length - 1 ? 1 : Number.NaN
    analysis[layout.activation(g)] = 0.42
    for (let by = 0; by < gases.length; by++) analysis[layout.order(g, by)] = [2, -1, 0][by] ?? 0
    for (let j = 0; j < steps.length; j++) analysis[layout.control(g, j)] = [2, -1, 0.004][j] ?? 0
    for (let a = 0; a < layout.adsorbates.length; a++) analysis[layout.thermodynamic(g, a)] = -0.1 * a
  }
  for (let j = 0; j < steps.length; j++) analysis[layout.reversibility(j)] = [0.9999, 1e-9, 1e-12][j] ?? 0
  const columns = columnsOf(mechanism)
  const evidence: Record<string, number> = {
    flux_balance: 3e-14,
    newton_step: 2e-15,
    site_balance: 1e-16,
    error_bound: status === 2 ? 4e-6 : 2e-13,
    relaxation_time: 3.2e-6,
    precision: 1,
    integrated_time: 4e-5,
    steps: 64,
  }
  const row = Float64Array.from(columns, ({ name, group }, c) => {
    if (group === 'certificate') return solved ? evidence[name]! : Number.NaN
    if (!solved) return Number.NaN
    return group === 'coverage' ? ([0.775, 0.19, 0.033][c] ?? 2e-9) : 7.77e6
  })
  return {
    point,
    status,
    reason: solved ? undefined : 'no steady state within the budget of steps for one point',
    row,
    kf: Float64Array.from(steps, (_, j) => 9e7 * (j + 1)),
    kr: Float64Array.from(steps, (_, j) => 1.3e-5 / (j + 1)),
    eigenvalues: solved ? surface.slice(1).map((_, k) => ({ re: -3e5 * 40 ** k, im: 0 })) : [],
    conditions: Float64Array.from(mechanism.parameters, p => p.value),
    analysis: solved ? analysis : undefined,
  }
}

export function fakeTransient(mechanism: Mechanism, point: number): TransientReport {
  const { surface, steps } = mechanism
  const t = Float64Array.from({ length: 200 }, (_, k) => (k === 0 ? 0 : 10 ** (-11 + k / 20)))
  const coverages = new Float64Array(t.length * surface.length)
  const net = new Float64Array(t.length * steps.length).fill(1e6)
  t.forEach((time, k) => {
    const left = Math.exp(-time / 1e-6)
    surface.forEach((_, i) => {
      coverages[k * surface.length + i] = i === surface.length - 1 ? left : (1 - left) / (surface.length - 1)
    })
  })
  return { point, t, coverages, net, ended: 'steady' }
}

/** The methods of points, of an owner that solves nothing. */
export function fakePoints(mechanism: () => Mechanism, count: (which: string) => number): PointsContract {
  let checks: ChecksView = { path: '/home/lab/Isobar/model.checks.yaml', checks: [], results: [] }
  return {
    transient: ({ point }) => fakeTransient(mechanism(), point),
    rerun: ({ which, area }) => ({
      points: area ? (area.x1 - area.x0 + 1) * (area.y1 - area.y0 + 1) : count(which),
    }),
    rerunOutcome: () => null,
    checks: () => checks,
    keepCheck: ({ point }) => {
      const id = `point-${point}`
      checks = {
        ...checks,
        checks: [
          ...checks.checks,
          {
            id,
            at: { pCO: 0.1, pO2: 0.4 },
            start: 'empty',
            expect: { 'tof(CO2)': 7.77e6 },
            tolerance: 1e-6,
            kept: '2026-05-28T20:26:40.000Z',
          },
        ],
        results: [...checks.results, { id, verdict: 'not-checked' }],
      }
      return checks
    },
    removeCheck: ({ id }) => {
      checks = {
        ...checks,
        checks: checks.checks.filter(check => check.id !== id),
        results: checks.results.filter(result => result.id !== id),
      }
      return checks
    },
    verifyChecks: () => {
      checks = {
        ...checks,
        results: checks.checks.map(({ id }, k) => ({
          id,
          verdict: k % 2 === 0 ? 'passed' : 'failed',
          worst: { output: 'tof(CO2)', expected: 7.77e6, found: 7.77e6, deviation: k % 2 === 0 ? 0 : 0.02 },
        })),
      }
      return checks
    },
  }
}
