import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildPlan } from '../../../src/shared/model/build-plan.js'
import { requireModel } from '../../../src/shared/model/parse-model.js'
import { STATUS } from '../../../src/shared/record.js'
import { makeKernels } from '../../../src/worker/kinetics/kernels.js'
import { constantsOf, networkOf } from '../../../src/worker/kinetics/network.js'
import { makeExtendedKernels } from '../../../src/worker/solver/extended-kernels.js'
import { makePair } from '../../../src/worker/solver/extended-lu.js'
import { seeded } from '../support/networks.js'
import { linear, solvePoints } from '../support/samples.js'

const modelText = readFileSync(
  new URL('../../fixtures/models/beyond-mass-action.yaml', import.meta.url),
  'utf8',
)
const { mechanism } = requireModel(modelText)
const network = networkOf(mechanism)
const { n, m } = network

function randomState(seed: number): { y: Float64Array; K: Float64Array } {
  const random = seeded(seed)
  return {
    y: Float64Array.from({ length: n }, () => 0.05 + random()),
    K: Float64Array.from({ length: constantsOf(network) }, (_, k) =>
      k < 2 * m ? random() : 2 * random() - 1,
    ),
  }
}

describe('rates beyond mass action', () => {
  it('have a Jacobian that matches differences of the derivative', () => {
    const { derivative, jacobian } = makeKernels(network)
    const { y, K } = randomState(1)
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
      for (let i = 0; i < n; i++) expect(J[i * n + j]).toBeCloseTo((above[i]! - below[i]!) / (2 * h), 7)
    }
  })

  it('are the same in double and in double-double arithmetic, and so is their Jacobian', () => {
    const kernels = makeKernels(network)
    const extended = makeExtendedKernels(network)
    const { y, K } = randomState(2)
    const r = new Float64Array(2 * m)
    kernels.rates(y, K, r)
    const pair = makePair(n)
    pair.hi.set(y)
    extended.rates(pair, K)
    for (let j = 0; j < 2 * m; j++)
      expect(Math.abs(extended.r[j]! - r[j]!)).toBeLessThan(1e-14 * Math.abs(r[j]!) + 1e-300)
    const J = new Float64Array(n * n)
    const E = makePair(n * n)
    kernels.jacobian(y, K, J)
    extended.jacobian(pair, K, E)
    for (let k = 0; k < n * n; k++) expect(E.hi[k]).toBeCloseTo(J[k]!, 12)
  })

  it('lead to certified steady states on a whole map', () => {
    const plan = buildPlan({
      modelText,
      x: { parameter: 'pCO', scale: 'log', from: 1e-3, to: 1, count: 6 },
      y: linear('T', 450, 700, 6),
      settings: {},
      start: 'empty',
    })
    const points = solvePoints(plan)
    for (const point of points.order) {
      const { status, reason } = points.at(point)
      expect([status, reason]).toEqual([STATUS.certified, undefined])
    }
  })
})

/** One gas on one kind of site, as the isotherms of textbooks have it. */
const isotherm = (extra: string): string => `
isobar: 1
name: isotherm
parameters: { T: 500 K, p: 1 bar, w: 0 eV }
gases: { A: { pressure: p, composition: Ar } }
adsorbates: { A*: { composition: Ar } }
${extra}
steps:
  - equation: A + * <-> A*
    forward: { rate_constant: 1e6 1/s }
    reverse: { free_energy: -0.1 eV }
`

describe('lateral interactions', () => {
  const plan = buildPlan({
    modelText: isotherm('interactions: { A*: { A*: w } }'),
    x: { parameter: 'p', scale: 'log', from: 1e-6, to: 1e6, count: 13 },
    y: linear('w', 0, 0.4, 5),
    settings: {},
    start: 'empty',
  })
  const points = solvePoints(plan)

  it('give the isotherm of Fowler and Guggenheim: θ/(1 − θ) = K p exp(−w θ / kB T)', () => {
    const { kBeV } = plan.mechanism.constants
    for (let point = 0; point < 65; point++) {
      const { status, get } = points.at(point)
      expect(status).toBe(STATUS.certified)
      const [theta, free] = [get('coverage(A*)'), get('coverage(*)')]
      const w = plan.y.values[Math.floor(point / 13)]!
      const p = plan.x.values[point % 13]!
      const right = p * Math.exp((0.1 - w * theta) / (kBeV * 500))
      expect(Math.abs(theta / free / right - 1)).toBeLessThan(1e-9)
    }
  })

  it('leave non-activated adsorption alone and speed desorption up', () => {
    points.at(4 * 13 + 12)
    const { K } = points.constants
    expect(K.length).toBe(3)
    expect(K[2]).toBeCloseTo(0.4 / (plan.mechanism.constants.kBeV * 500), 10)
  })
})

describe('sticking and orders', () => {
  const collision = (adsorption: string): number => {
    const text = isotherm('').replace('{ rate_constant: 1e6 1/s }', `{ adsorption: ${adsorption} }`)
    const points = solvePoints(
      buildPlan({
        modelText: text,
        x: linear('p', 1, 2, 2),
        y: linear('T', 500, 600, 2),
        settings: {},
        start: 'empty',
      }),
    )
    points.at(0)
    return points.constants.kf[0]!
  }

  it('correct a sticking coefficient after Motz and Wise: s / (1 − s/2)', () => {
    const plain = collision('{ sticking: 0.8, area: 1e-19 m^2 }')
    expect(collision('{ sticking: 0.8, area: 1e-19 m^2, motz_wise: true }') / plain).toBeCloseTo(1 / 0.6, 12)
    expect(collision('{ sticking: 0.8, area: 1e-19 m^2, b: -1 }') / plain).toBeCloseTo(1 / 500, 12)
  })

  it('use stated orders in place of coefficients, for gases and coverages, whole or not', () => {
    const text = isotherm('')
      .replace('<->', '->')
      .replace('    reverse: { free_energy: -0.1 eV }\n', '    orders: { A: 0.5, "*": 2 }\n')
      .concat('  - equation: A* -> A + *\n    forward: { rate_constant: 1e5 1/s }\n    orders: { A*: 1.5 }\n')
    const plan = buildPlan({
      modelText: text,
      x: linear('p', 0.25, 4, 2),
      y: linear('T', 500, 600, 2),
      settings: {},
      start: 'empty',
    })
    const points = solvePoints(plan)
    for (const point of [0, 1]) {
      const { status, get } = points.at(point)
      expect(status).toBe(STATUS.certified)
      const adsorbed = 1e6 * Math.sqrt(plan.x.values[point]!) * get('coverage(*)') ** 2
      expect(get('rate(1)') / adsorbed).toBeCloseTo(1, 10)
      expect((1e5 * get('coverage(A*)') ** 1.5) / adsorbed).toBeCloseTo(1, 9)
    }
  })
})
