import { describe, expect, it } from 'vitest'
import { networkOf } from '../../../src/worker/kinetics/network.js'
import { makeStoichiometricBasis } from '../../../src/worker/solver/stoichiometric-basis.js'
import { randomMechanism, uniform } from '../../support/random-mechanism.js'

const { n, m, nu, laws } = networkOf(randomMechanism({ seed: 1, adsorbates: 25, steps: 50 }))
const random = uniform(2)
const weightsOf = (): Float64Array => Float64Array.from({ length: m }, () => 10 ** (30 * random() - 15))

describe('combined balances', () => {
  it('are as many as the species less the conservation laws', () => {
    expect(makeStoichiometricBasis(nu).rank).toBe(n - laws.length)
  })

  it('remain exact combinations of the balances of species after a hundred changes of weights', () => {
    const basis = makeStoichiometricBasis(nu)
    for (let change = 0; change < 100; change++) basis.fit(weightsOf())
    for (let i = 0; i < basis.rank; i++)
      for (let j = 0; j < m; j++) {
        let sum = 0
        for (let s = 0; s < n; s++) sum += basis.species[i * n + s]! * nu[s]![j]!
        expect(Math.abs(sum - basis.rates[i * m + j]!)).toBeLessThan(1e-12)
      }
  })

  it('hold each step of the basis in one balance, in which nothing weighs much more', () => {
    const basis = makeStoichiometricBasis(nu)
    for (let change = 0; change < 20; change++) {
      const weights = weightsOf()
      basis.fit(weights)
      for (const [i, step] of basis.steps.entries()) {
        for (let k = 0; k < basis.rank; k++)
          expect(basis.rates[k * m + step]).toEqual(k === i ? 1 : expect.closeTo(0))
        for (const j of basis.columns.subarray(basis.starts[i]!, basis.starts[i + 1]!))
          expect(weights[j]!).toBeLessThanOrEqual(10 * weights[step]!)
      }
    }
  })
})
