import { describe, expect, it } from 'vitest'
import { DEFAULT_SOLVER } from '../../../src/shared/plan.js'
import { MAX_SAMPLES, makeTransient } from '../../../src/worker/analysis/transient.js'
import { thinned } from '../../../src/worker/analysis/thin-samples.js'
import { makePointReporter } from '../../../src/worker/analysis/report-point.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'
import { makeKernels } from '../../../src/worker/kinetics/kernels.js'
import { type Network } from '../../../src/worker/kinetics/network.js'
import { networkFrom } from '../support/networks.js'
import { linear, samplePlan } from '../support/samples.js'

const following = (network: Network, now = () => 0) => makeTransient(network, makeKernels(network), now)
const unlimited = { target: undefined, maxTime: 1e30, maxMs: Infinity }

describe('the transient of a point', () => {
  it('is the exact exponential where there is one, and ends at the steady state', () => {
    const network = networkFrom(['A', '*'], ['* -> A'])
    const { t, coverages, net, ended } = following(network)({
      ...unlimited,
      K: Float64Array.of(3, 1),
      start: Float64Array.of(0, 1),
      target: Float64Array.of(0.75, 0.25),
    })
    expect(ended).toBe('steady')
    expect(t[0]).toBe(0)
    for (const [k, time] of t.entries()) {
      expect(coverages[2 * k]).toBeCloseTo(0.75 * (1 - Math.exp(-4 * time)), 5)
      expect(net[k]).toBeCloseTo(3 * Math.exp(-4 * time), 4)
    }
    expect(coverages.at(-2)).toBeCloseTo(0.75, 6)
  })

  it('has enough samples for a smooth line over the logarithm of time, and never too many', () => {
    const plan = samplePlan('co-oxidation-pt100', linear('pCO', 1e-5, 0.5, 10), linear('pO2', 1e-5, 0.5, 10))
    const reporter = makePointReporter(
      plan,
      compilePlan(plan, () => 0),
      () => 0,
    )
    for (const point of [72, 29]) {
      const { t, coverages, ended } = reporter.transient(point, DEFAULT_SOLVER)
      const { row } = reporter.inspect(point, DEFAULT_SOLVER)
      expect(ended).toBe('steady')
      expect(t.length).toBeLessThanOrEqual(MAX_SAMPLES)
      for (let k = 2; k < t.length; k++) expect(t[k]! / t[k - 1]!).toBeLessThan(1.2)
      for (let i = 0; i < 3; i++) expect(Math.abs(coverages.at(i - 3)! / row[i]! - 1)).toBeLessThan(0.01)
    }
  })

  it('shows some rounds of an oscillation and says that it is one', () => {
    const network = networkFrom(['O', 'CO', 'X', '*'], ['2 * -> 2 O', '* -> CO', 'CO + O -> 2 *', '* -> X'])
    const { t, coverages, ended } = following(network)({
      ...unlimited,
      K: Float64Array.of(2.5, 1.045, 10, 0.0675, 1, 0.1, 0, 0.4 * 0.0675),
      start: Float64Array.of(0.1, 0.1, 0.1, 0.7),
    })
    expect(ended).toBe('periodic')
    expect(t.length).toBeLessThanOrEqual(MAX_SAMPLES)
    expect(Math.min(...coverages)).toBeGreaterThanOrEqual(0)
  })

  it('ends with what was learnt when its time is up', () => {
    let time = 0
    const network = networkFrom(['A', '*'], ['* -> A'])
    const { t, ended } = following(
      network,
      () => time++,
    )({
      ...unlimited,
      K: Float64Array.of(3, 1),
      start: Float64Array.of(0, 1),
      maxMs: 20,
    })
    expect(ended).toBe('budget')
    expect(t.length).toBeGreaterThan(10)
  })
})

describe('samples that are too many', () => {
  it('are thinned where a straight line says as much', () => {
    const times = Array.from({ length: 5000 }, (_, k) => 1.01 ** k)
    const bend = (k: number): number => 1 / (1 + Math.exp(-(k - 2500) / 40))
    const kept = thinned(
      times,
      times.map((_, k) => Float64Array.of(bend(k))),
      600,
    )
    expect(kept.length).toBeLessThanOrEqual(600)
    expect([kept[0], kept.at(-1)]).toEqual([0, 4999])
    expect(kept.filter(k => k > 2200 && k < 2800).length).toBeGreaterThan(kept.length / 2)
  })
})
