import { describe, expect, it } from 'vitest'
import { makeKernels } from '../../../src/worker/kinetics/kernels.js'
import { coOxidation, networkFrom, seeded } from '../support/networks.js'

const networks = {
  'CO oxidation': coOxidation,
  'third-order steps': networkFrom(['A', 'B', '*'], ['3 * -> 3 A', 'A + 2 B -> 3 *', '* + A -> 2 B']),
}

describe('generated kernels', () => {
  it('give the derivative published for CO oxidation at 450 K, case A', () => {
    const { derivative } = makeKernels(coOxidation)
    const K = Float64Array.of(
      9.376477746582e12,
      9.376477746582e12 / 3,
      0.09389759708784,
      30395.7254015,
      2.54295152696e-17,
      0,
    )
    const f = new Float64Array(3)
    derivative(Float64Array.of(0.2, 0.5, 0.3), K, f)
    expect(f[0]! / 2812943317895.314 - 1).toBeCloseTo(0, 12)
    expect(f[1]! / 562588664794.884 - 1).toBeCloseTo(0, 12)
  })

  for (const [name, network] of Object.entries(networks))
    it(`give a Jacobian that matches differences of the derivative: ${name}`, () => {
      const { n, m } = network
      const { derivative, jacobian } = makeKernels(network)
      const random = seeded(3)
      const y = Float64Array.from({ length: n }, random)
      const K = Float64Array.from({ length: 2 * m }, random)
      const J = new Float64Array(n * n)
      jacobian(y, K, J)
      const h = 1e-5
      for (let j = 0; j < n; j++) {
        const [above, below] = [h, -h].map(shift => {
          const f = new Float64Array(n)
          derivative(
            y.map((value, i) => (i === j ? value + shift : value)),
            K,
            f,
          )
          return f
        }) as [Float64Array, Float64Array]
        for (let i = 0; i < n; i++) expect(J[i * n + j]).toBeCloseTo((above[i]! - below[i]!) / (2 * h), 8)
      }
    })

  it('give gross and net fluxes that agree with the derivative', () => {
    const { derivative, rates, fluxes } = makeKernels(coOxidation)
    const y = Float64Array.of(0.2, 0.5, 0.3)
    const K = Float64Array.of(1, 2, 3, 4, 5, 6)
    const [f, r, gross, net] = [3, 6, 3, 3].map(size => new Float64Array(size)) as Float64Array[]
    derivative(y, K, f!)
    rates(y, K, r!)
    fluxes(r!, gross!, net!)
    for (let i = 0; i < 3; i++) expect(net![i]).toBeCloseTo(f![i]!, 13)
    expect(gross![1]).toBeCloseTo(2 * (r![1]! + r![4]!) + r![2]! + r![5]!, 13)
  })
})
