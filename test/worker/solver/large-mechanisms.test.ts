import { describe, expect, it } from 'vitest'
import { DEFAULT_SOLVER, type Plan } from '../../../src/shared/plan.js'
import { STATUS } from '../../../src/shared/record.js'
import { makeRateSensitivities } from '../../../src/worker/analysis/rate-sensitivities.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'
import { makeExtendedIntegrator } from '../../../src/worker/solver/extended-rodas.js'
import { CTL } from '../../../src/worker/solver/rodas5p.js'
import { randomMechanism } from '../../support/random-mechanism.js'

const SIDE = 3

function planFor(seed: number): Plan {
  const mechanism = randomMechanism({ seed, adsorbates: 25, steps: 50 })
  const axis = (parameter: string, values: number[]) => {
    const { unit } = mechanism.parameters.find(({ name }) => name === parameter)!
    return { parameter, unit, scale: 'list' as const, values }
  }
  return {
    mechanism,
    modelText: '',
    x: axis('T', [400, 550, 700]),
    y: axis('p0', [1e2, 3e3, 1e5]),
    settings: {},
    start: mechanism.start,
    startName: 'empty',
    solver: { ...DEFAULT_SOLVER, maxMsPerPoint: Infinity },
  }
}

describe('mechanisms of 25 adsorbates and 50 reversible steps', () => {
  // Between them: slow modes of 1e17 s, coverages that the absolute tolerance leaves without control, ignitions.
  it.each([2, 7, 8, 9])(
    'are certified at every point of a map, seed %i',
    seed => {
      const { columns, network, solve } = compilePlan(planFor(seed), () => 0)
      const row = new Float64Array(columns.length)
      for (let point = 0; point < SIDE * SIDE; point++) {
        const { status, reason, y, net } = solve(point, row, 0)
        expect(status, `point ${point}: ${reason}`).toBe(STATUS.certified)
        expect(y.every(theta => theta > 0)).toBe(true)
        for (let i = 0; i < network.n; i++) {
          let [sum, scale] = [0, 0]
          for (const [j, nu] of network.nu[i]!.entries()) {
            sum += nu * net[j]!
            scale += Math.abs(nu * net[j]!)
          }
          expect(Math.abs(sum)).toBeLessThanOrEqual(1e-8 * scale)
        }
      }
    },
    20_000,
  )

  it('end where a trajectory with 32 digits ends', () => {
    const plan = planFor(6)
    const { columns, network, constants, solve } = compilePlan(plan, () => 0)
    const { y, certificate } = solve(4, new Float64Array(columns.length), 0)
    const end = Float64Array.from(plan.start)
    const ctl = new Float64Array(CTL.length)
    ctl[CTL.h] = 1e-14
    ctl[CTL.rtol] = 1e-6
    ctl[CTL.atol] = 1e-20
    ctl[CTL.tEnd] = 100 * certificate[4]!
    ctl[CTL.budget] = 5000
    makeExtendedIntegrator(network)(end, constants.K, ctl)
    for (const [i, theta] of y.entries()) expect(Math.abs(end[i]! / theta - 1)).toBeLessThan(1e-6)
  }, 20_000)

  it('have rate control that sums to one, though doubles do not hold the balances of species', () => {
    const { columns, network, kernels, constants, solve } = compilePlan(planFor(6), () => 0)
    const { m } = network
    const { y, net, r } = solve(4, new Float64Array(columns.length), 0)
    const sensitivities = makeRateSensitivities(network, kernels)
    expect(sensitivities.linearise({ y, net, r }, constants.K)).toBe(true)
    const [w, drive] = [new Float64Array(m), new Float64Array(m)]
    for (let k = 0; k < m; k++) {
      if (net[k] === 0) continue
      w.fill(0)
      w[k] = 1
      sensitivities.differentiate(w, net[k]!, drive)
      // Both constants of step j times e^x change its net rate by x times itself.
      let sum = 0
      for (let j = 0; j < m; j++) sum += drive[j]! * net[j]!
      expect(Math.abs(sum - 1), `step ${k}`).toBeLessThan(1e-6)
    }
  })
})
