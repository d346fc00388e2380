import { describe, expect, it } from 'vitest'
import { DEFAULT_SOLVER } from '../../../src/shared/plan.js'
import { makeKernels } from '../../../src/worker/kinetics/kernels.js'
import { searchStarts } from '../../../src/worker/kinetics/search-starts.js'
import { makeStateFinder } from '../../../src/worker/solver/all-states.js'
import { coOxidation, pt100, pt100Constants, seeded } from '../support/networks.js'
import { linear, samplePlan } from '../support/samples.js'
import { options, solverFor } from '../support/solver.js'

const finder = makeStateFinder(coOxidation, makeKernels(coOxidation), solverFor(coOxidation))
const { mechanism, start } = samplePlan(
  'co-oxidation-pt100',
  linear('pCO', 0.1, 0.2, 2),
  linear('pO2', 0.1, 0.2, 2),
)
const starts = searchStarts(mechanism, start, coOxidation.laws)

describe('the search for all steady states', () => {
  it('finds every root of the article’s 100 points, stable and unstable, to 1e-6', () => {
    let roots = 0
    for (const point of pt100.points) {
      const found = finder.find(pt100Constants(point.pCO, point.pO2), starts, options)
      expect(found.filter(state => state.stable).length).toBe(point.roots.filter(root => root.stable).length)
      expect(found.length).toBe(point.roots.length)
      for (const root of point.roots) {
        const thetas = [root.thetaCO, root.thetaO, root.free].map(Number)
        const twin = found.find(
          state => state.stable === root.stable && Math.abs(state.y[0]! / thetas[0]! - 1) < 1e-6,
        )
        for (let i = 0; i < 3; i++) expect(Math.abs(twin!.y[i]! / thetas[i]! - 1)).toBeLessThan(1e-6)
        roots++
      }
    }
    expect(roots).toBeGreaterThan(100)
  })

  it('misses no stable state that 300 random starts find', () => {
    const random = seeded(8)
    const solver = solverFor(coOxidation)
    for (const { pCO, pO2 } of pt100.points.filter(point => point.roots.length > 1).slice(0, 6)) {
      const K = pt100Constants(pCO, pO2)
      const stable = finder.find(K, starts, options).filter(state => state.stable)
      const known = stable.map(state => state.y[0]!)
      for (let k = 0; k < 300; k++) {
        const weights = Float64Array.from({ length: 3 }, () => 10 ** (-8 * random()))
        const sum = weights.reduce((a, b) => a + b, 0)
        const end = solver.solve(
          K,
          weights.map(w => w / sum),
          { ...DEFAULT_SOLVER, maxMsPerPoint: Infinity },
        )
        expect(known.some(theta => Math.abs(theta / end.y[0]! - 1) < 1e-5)).toBe(true)
      }
    }
  })
})
