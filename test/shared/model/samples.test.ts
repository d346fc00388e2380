import { describe, expect, it } from 'vitest'
import { parseModel, requireModel } from '../../../src/shared/model/parse-model.js'
import { rateConstants } from './rate-constants.js'
import { SAMPLES, sample } from './samples.js'

const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1)

function worst(actual: readonly number[], expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length)
  return Math.max(...actual.map((value, i) => relative(value, expected[i]!)))
}

describe('sample models', () => {
  it.each(SAMPLES)('%s parses without a finding', name => {
    expect(parseModel(sample(name)).findings).toEqual([])
  })

  it('gives the rate constants of the TST case at 450 K', () => {
    const { kf, kr } = rateConstants(requireModel(sample('co-oxidation-tst-450K')).mechanism)
    expect(worst(kf, [9.376477746582e12, 9.376477746582e12, 0.09389759708784])).toBeLessThan(1e-12)
    expect(worst(kr, [30395.7254015, 2.54295152696e-17, 399.296161211])).toBeLessThan(1e-12)
  })

  it('gives the rate constants of the Pt(100) map at 500 K', () => {
    const { kf, kr } = rateConstants(requireModel(sample('co-oxidation-pt100')).mechanism)
    expect(worst(kf, [90235665.702533, 16630285.069182, 1221152322.9673])).toBeLessThan(1e-12)
    expect(worst(kr, [1.3081000299027e-5, 4.3590263268081e-9, 1.4803439985645e-6])).toBeLessThan(1e-12)
  })

  // The published corrections have six decimals of an eV; half a unit of the last one is 1.2e-5 in a rate.
  it('gives the published rate of the volcano on Pt with scaled transition states', () => {
    const { kf, kr } = rateConstants(requireModel(sample('co-oxidation-volcano')).mechanism)
    expect(relative(volcanoRate(kf, kr, 1, 1 / 3), 0.02801071)).toBeLessThan(3e-5)
  })

  it('gives the published maximum of the volcano', () => {
    const { mechanism } = requireModel(sample('co-oxidation-volcano'))
    const { kf, kr } = rateConstants(mechanism, { E_O: -1 + (4 * 8) / 14, E_CO: -0.5 + (4.5 * 7) / 14 })
    expect(relative(volcanoRate(kf, kr, 1, 1 / 3), 7544.949)).toBeLessThan(3e-5)
  })

  it('orders species as they appear and keeps the free site last', () => {
    const { mechanism } = requireModel(sample('co-oxidation-pt100'))
    expect(mechanism.surface.map(species => species.name)).toEqual(['CO*', 'O*', '*'])
    expect(mechanism.starts).toEqual({
      empty: [0, 0, 1],
      'CO-covered': [0.9999, 0, expect.closeTo(1e-4, 15)],
    })
    expect(mechanism.start).toEqual([0, 0, 1])
  })
})

/**
 * Steady rate of the three-step mechanism without CO2 in the gas: for given s = θ_*, the balance of O
 * fixes b = θ_O and that of CO fixes a = θ_CO; the site balance a + b + s = 1 then fixes s. Both
 * searches are monotonic.
 */
function volcanoRate(kf: readonly number[], kr: readonly number[], pCO: number, pO2: number): number {
  const [k1, k2, k3] = kf as [number, number, number]
  const [k1r, k2r] = kr as [number, number]
  const a = (s: number, b: number): number => (k1 * pCO * s) / (k1r + k3 * b)
  const b = (s: number): number =>
    bisect(b => k3 * a(s, b) * b + 2 * k2r * b * b - 2 * k2 * pO2 * s * s, 1e-300, 1e3)
  const s = bisect(s => a(s, b(s)) + b(s) + s - 1, 1e-300, 1)
  return k3 * a(s, b(s)) * b(s)
}

/** Root of a growing function, in logarithmic steps. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [Math.log(low), Math.log(high)]
  for (let i = 0; i < 200; i++) {
    const middle = (a + b) / 2
    if (f(Math.exp(middle)) > 0) b = middle
    else a = middle
  }
  return Math.exp((a + b) / 2)
}
