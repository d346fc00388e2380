import { describe, expect, it } from 'vitest'
import { type Branch } from '../../../src/shared/worker-contract.js'
import { makeBranchDiagram } from '../../../src/worker/analysis/branch-diagram.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'
import { pt100 } from '../support/networks.js'
import { linear, samplePlan } from '../support/samples.js'

const n = 10
const plan = samplePlan('co-oxidation-pt100', linear('pCO', 1e-5, 0.5, n), linear('pO2', 1e-5, 0.5, n))
const diagram = makeBranchDiagram(
  plan,
  compilePlan(plan, () => 0),
  () => 0,
)
const [k1, k2, k3] = pt100.kf.map(Number) as [number, number, number]

const desorption = Number(pt100.kr[0])

/** Where the active branch ceases, desorption left out: s < 1 and (1 − s)² = 4 k1 pCO s / k3. */
function foldAt(pO2: number): number {
  const room = (pCO: number): number => {
    const s = (k1 * pCO) / (2 * k2 * pO2)
    return s < 1 ? (1 - s) ** 2 - (4 * k1 * pCO * s) / k3 : -1
  }
  let [low, high] = [0, 1]
  for (let k = 0; k < 200; k++) {
    const middle = (low + high) / 2
    if (room(middle) > 0) low = middle
    else high = middle
  }
  return low
}

const near = (value: number, reference: number): number => Math.abs(value / reference - 1)

/** States of a branch where it crosses a value, between samples, by the logarithms of their coverages. */
function crossings({ values, coverages, stable, folds }: Branch, at: number) {
  return [...values.keys()].slice(1).flatMap(k => {
    const [a, b] = [values[k - 1]!, values[k]!]
    if ((a - at) * (b - at) > 0 || a === b) return []
    const share = (at - a) / (b - a)
    const theta = [0, 1, 2].map(i =>
      Math.exp((1 - share) * Math.log(coverages[3 * k - 3 + i]!) + share * Math.log(coverages[3 * k + i]!)),
    )
    return [{ theta, stable: stable[folds.includes(k) ? k - 1 : k] === 1 }]
  })
}

describe('the branch diagram of case B along pCO', () => {
  it.each([1, 4, 7, 9])('turns round exactly where the active branch ceases, row %i', row => {
    const { branches, whole } = diagram(row * n + 3, 'x')
    expect(whole).toBe(true)
    const folds = branches.flatMap(({ values, folds: at }) => at.map(k => values[k]!))
    const expected = foldAt(pt100.p[row]!)
    expect(folds).toHaveLength(1)
    expect(near(folds[0]!, expected)).toBeLessThan(1e-4)
  })

  it('passes through every root of the article’s 100 points, with its stability', () => {
    for (let row = 0; row < n; row++) {
      const { branches } = diagram(row * n, 'x')
      for (let column = 1; column < n - 1; column++) {
        const at = pt100.p[column]!
        const found = branches.flatMap(branch => crossings(branch, at))
        const { roots } = pt100.points.find(p => near(p.pO2, pt100.p[row]!) < 1e-9 && near(p.pCO, at) < 1e-9)!
        expect(found).toHaveLength(roots.length)
        for (const root of roots) {
          const thetas = [root.thetaCO, root.thetaO, root.free].map(Number)
          const twin = found.find(({ theta }) => theta.every((value, i) => near(value, thetas[i]!) < 0.02))
          expect(twin?.stable).toBe(root.stable)
        }
      }
    }
  })

  it('holds the closed form of the active branch in every sample, with no coverage below zero', () => {
    const pO2 = pt100.p[9]!
    const { branches } = diagram(9 * n + 3, 'x')
    const active = branches.find(({ folds }) => folds.length > 0)!
    for (const [k, pCO] of active.values.entries()) {
      const [CO, O, free] = active.coverages.subarray(3 * k, 3 * k + 3)
      expect(Math.min(CO!, O!, free!)).toBeGreaterThan(0)
      // The closed form with the desorption of CO, which counts where nearly all is covered.
      const adsorbed = k1 * pCO * free! - desorption * CO!
      expect(near(2 * k2 * pO2 * free! ** 2, adsorbed)).toBeLessThan(1e-6)
      expect(near(active.net[3 * k + 2]!, adsorbed)).toBeLessThan(1e-6)
    }
    expect(active.values.length).toBeLessThan(400)
  })

  it('begins at the point, whichever axis it goes along', () => {
    const { branches } = diagram(9 * n + 2, 'y')
    const folds = branches.flatMap(({ values, folds: at }) => at.map(k => values[k]!))
    expect(folds).toHaveLength(1)
    expect(near(foldAt(folds[0]!), pt100.p[2]!)).toBeLessThan(1e-4)
  })
})

describe('the branch diagram over temperature', () => {
  it('is whole on the published volcano, where constants change by many decades', () => {
    const volcano = samplePlan('co-oxidation-volcano', linear('E_O', -1, 3, 5), linear('E_CO', -0.5, 4, 5))
    const follow = makeBranchDiagram(
      volcano,
      compilePlan(volcano, () => 0),
      () => 0,
    )
    for (const point of [2, 12, 18]) {
      const { branches, whole } = follow(point, 'x')
      expect(whole).toBe(true)
      for (const { coverages } of branches) expect(coverages.every(theta => theta > 0)).toBe(true)
    }
  })
})
