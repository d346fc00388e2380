import { describe, expect, it } from 'vitest'
import { STATUS } from '../../src/shared/record.js'
import { linear, samplePlan, solvePoints } from './support/samples.js'

const relative = (value: number, reference: number): number => Math.abs(value / reference - 1)

describe('case A, transition-state theory at 450 K', () => {
  const points = solvePoints(
    samplePlan('co-oxidation-tst-450K', linear('pCO', 1, 2, 2), linear('pO2', 1 / 3, 2, 2)),
  )
  const point = points.at(0)

  it('has the published rate constants', () => {
    const published = [
      9.376477746582e12, 9.376477746582e12, 0.09389759708784, 30395.7254015, 2.54295152696e-17, 399.296161211,
    ]
    const { kf, kr } = points.constants
    for (const [j, k] of [...kf, ...kr].entries()) expect(relative(k, published[j]!)).toBeLessThan(1e-10)
  })

  it('has the published steady state', () => {
    expect(point.status).toBe(STATUS.certified)
    expect(relative(point.get('coverage(CO*)'), 0.9993009023313341)).toBeLessThan(1e-12)
    expect(relative(point.get('coverage(O*)'), 6.990944292324e-4)).toBeLessThan(1e-11)
    expect(relative(point.get('coverage(*)'), 3.23943347e-9)).toBeLessThan(1e-8)
    expect(relative(point.get('rate(CO2 formation)'), 6.5597396e-5)).toBeLessThan(1e-8)
  })
})

describe("the article's map, case B, at 300 × 300", () => {
  it('holds the closed form of the active branch on every point of a lattice, and nothing else is active', () => {
    const n = 300
    const plan = samplePlan('co-oxidation-pt100', linear('pCO', 1e-5, 0.5, n), linear('pO2', 1e-5, 0.5, n))
    const points = solvePoints(plan)
    let active = 0
    for (let y = 0; y < n; y += 3)
      for (let x = 0; x < n; x += 3) {
        const { status, get } = points.at(y * n + x)
        const { K } = points.constants
        const [k1, k2, k3] = [K[0]!, K[1]!, K[2]!]
        const s = k1 / (2 * k2)
        const exists = s < 1 && (1 - s) ** 2 >= (4 * k1 * s) / k3
        expect(status).toBe(STATUS.certified)
        expect(get('coverage(CO*)') < 0.9).toBe(exists)
        if (!exists) continue
        active++
        expect(relative(get('rate(CO2 formation)'), k1 ** 2 / (2 * k2))).toBeLessThan(1e-6)
      }
    expect(active).toBeGreaterThan(1000)
  })

  it('gives no negative rate or coverage anywhere', () => {
    const plan = samplePlan('co-oxidation-pt100', linear('pCO', 1e-5, 0.5, 40), linear('pO2', 1e-5, 0.5, 40))
    const points = solvePoints(plan)
    for (const point of points.order) {
      const { get } = points.at(point)
      for (const step of ['CO adsorption', 'O2 adsorption', 'CO2 formation'])
        expect(get(`rate(${step})`)).toBeGreaterThan(0)
      for (const species of ['CO*', 'O*', '*']) expect(get(`coverage(${species})`)).toBeGreaterThan(0)
    }
  })
})

describe('a map over energies and temperature', () => {
  it('re-evaluates every rate constant at each point', () => {
    const plan = samplePlan('co-oxidation-pt100', linear('T', 400, 600, 3), linear('pCO', 0.1, 0.2, 2))
    const points = solvePoints(plan)
    const constants = [0, 1, 2].map(x => {
      points.at(x)
      return points.constants.kf.slice()
    })
    for (let j = 0; j < 3; j++) expect(new Set(constants.map(kf => kf[j])).size).toBe(3)
    points.at(0)
    expect(points.constants.kf).toEqual(constants[0])
  })

  it('finds the published rate of Pt(111) on the volcano, case C with scaling', () => {
    const plan = samplePlan('co-oxidation-volcano', linear('E_O', 1.62, 3, 2), linear('E_CO', 1.7, 4, 2))
    const { status, get } = solvePoints(plan).at(0)
    expect(status).toBe(STATUS.certified)
    // Gas corrections are published to six decimals: 5e-7 eV is 1.2e-5 in a rate at 500 K.
    expect(relative(get('rate(CO2 formation)'), 0.02801071)).toBeLessThan(3e-5)
  })

  it('certifies every point of the volcano', () => {
    const plan = samplePlan('co-oxidation-volcano', linear('E_O', -1, 3, 15), linear('E_CO', -0.5, 4, 15))
    const points = solvePoints(plan)
    const found = [...points.order].map(point => points.at(point))
    expect(found.filter(({ status }) => status !== STATUS.certified).map(({ reason }) => reason)).toEqual([])
    const rates = found.map(({ get }) => get('rate(CO2 formation)'))
    // A surface full of CO is slow, not dead: oxygen is there as long as it can adsorb at all.
    expect(rates.filter(rate => rate === 0)).toEqual([])
    expect(relative(Math.max(...rates), 7544.949)).toBeLessThan(3e-5)
  })

  it('calls conditions unusable that overflow, with the step that does', () => {
    const plan = samplePlan(
      'co-oxidation-pt100',
      linear('barrier(CO2 formation)', -50, 0.39, 2),
      linear('pCO', 0.1, 0.2, 2),
    )
    const { status, reason, get } = solvePoints(plan).at(0)
    expect(status).toBe(STATUS.badConditions)
    expect(reason).toMatch(/step "/)
    expect(get('coverage(CO*)')).toBeNaN()
  })
})

describe('a plan that asks for all steady states', () => {
  const plan = samplePlan('co-oxidation-pt100', linear('pCO', 1e-5, 0.5, 10), linear('pO2', 1e-5, 0.5, 10))
  const points = solvePoints({ ...plan, mechanism: { ...plan.mechanism, analysis: { states: true } } })
  const plain = solvePoints(plan)

  it('counts two stable states and one between them at the active points of the article’s map', () => {
    let bistable = 0
    for (let point = 0; point < 100; point++) {
      const { status, get } = points.at(point)
      expect(status).toBe(STATUS.certified)
      if (get('stable_states') === 2) bistable++
      expect(get('steady_states')).toBe(2 * get('stable_states') - 1)
    }
    expect(bistable).toBeGreaterThanOrEqual(18)
  })

  it('gives the same numbers for the point itself as a plan that does not', () => {
    for (const point of [0, 47, 99]) {
      const [with_, without] = [points.at(point), plain.at(point)]
      for (const column of ['coverage(CO*)', 'coverage(*)', 'rate(CO2 formation)', 'relaxation_time'])
        expect(with_.get(column)).toBe(without.get(column))
    }
  })
})
