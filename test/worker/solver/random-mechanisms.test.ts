import { describe, expect, it } from 'vitest'
import type { Mechanism, Term } from '../../../src/shared/mechanism.js'
import { DEFAULT_SOLVER, type Plan } from '../../../src/shared/plan.js'
import { STATUS } from '../../../src/shared/record.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'
import { makeKernels } from '../../../src/worker/kinetics/kernels.js'
import { networkOf, type Participant } from '../../../src/worker/kinetics/network.js'
import { randomMechanism, uniform } from '../../support/random-mechanism.js'

const SEEDS = Array.from({ length: 100 }, (_, k) => 1000 + k)

/** 3 to 8 adsorbates and a few steps more. */
const mechanismOf = (seed: number): Mechanism => {
  const random = uniform(seed)
  const adsorbates = 3 + Math.floor(6 * random())
  return randomMechanism({ seed, adsorbates, steps: adsorbates + 2 + Math.floor(5 * random()) })
}

interface Solved {
  readonly status: number
  readonly y: Float64Array
  readonly net: Float64Array
  readonly r: Float64Array
}

function solve(mechanism: Mechanism): Solved {
  const axis = (name: string) => {
    const { unit, value } = mechanism.parameters.find(parameter => parameter.name === name)!
    return { parameter: name, unit, scale: 'list' as const, values: [value] }
  }
  const plan: Plan = {
    mechanism,
    modelText: '',
    x: axis('T'),
    y: axis('p0'),
    settings: {},
    start: mechanism.start,
    startName: 'empty',
    solver: { ...DEFAULT_SOLVER, maxMsPerPoint: Infinity },
  }
  const { columns, solve: solvePoint } = compilePlan(plan, () => 0)
  const { status, y, net, r } = solvePoint(0, new Float64Array(columns.length), 0)
  return { status, y: y.slice(), net: net.slice(), r: r.slice() }
}

describe('a hundred random mechanisms', () => {
  it('end on the sites there are, with what comes equal to what goes, all certified', () => {
    for (const seed of SEEDS) {
      const mechanism = mechanismOf(seed)
      const { n, m, nu } = networkOf(mechanism)
      const { status, y, net, r } = solve(mechanism)
      expect(status, `seed ${seed}`).toBe(STATUS.certified)
      expect(y.every(theta => theta >= 0)).toBe(true)
      expect(Math.abs(y.reduce((sum, theta) => sum + theta, 0) - 1)).toBeLessThan(1e-12)
      for (let i = 0; i < n; i++) {
        let [sum, gross] = [0, 0]
        for (let j = 0; j < m; j++) {
          sum += nu[i]![j]! * net[j]!
          gross += Math.abs(nu[i]![j]!) * (r[j]! + r[m + j]!)
        }
        expect(Math.abs(sum), `seed ${seed}`).toBeLessThanOrEqual(1e-12 * gross)
      }
    }
  }, 20_000)

  it('stand still at the equilibrium that the energies say, step by step', () => {
    for (const seed of SEEDS) {
      const mechanism = atEquilibrium(mechanismOf(seed))
      const { surface, parameters, constants, steps } = mechanism
      const { status, y, net, r } = solve(mechanism)
      expect(status, `seed ${seed}`).toBe(STATUS.certified)
      // With every chemical potential at that of the free site, θ_i/θ_* = exp(−E_i/kB T).
      const weights = surface.map(({ energy }) =>
        Math.exp(-(energy === undefined ? 0 : parameters[energy]!.value) / (constants.kBeV * 500)),
      )
      const total = weights.reduce((a, b) => a + b, 0)
      for (const [i, weight] of weights.entries())
        expect(Math.abs(y[i]! / (weight / total) - 1), `seed ${seed}`).toBeLessThan(1e-8)
      for (const j of steps.keys()) expect(Math.abs(net[j]!)).toBeLessThanOrEqual(1e-10 * r[j]!)
    }
  }, 20_000)

  it('have the Jacobian that a complex step gives, to twelve digits', () => {
    for (const seed of SEEDS) {
      const network = networkOf(mechanismOf(seed))
      const { n, m, nu, reactants, products } = network
      const random = uniform(seed)
      const y = Float64Array.from({ length: n }, () => 10 ** (-8 * random()))
      const K = Float64Array.from({ length: 2 * m }, () => 10 ** (20 * random() - 5))
      const J = new Float64Array(n * n)
      makeKernels(network).jacobian(y, K, J)
      for (let p = 0; p < n; p++) {
        const derivative = (side: readonly Participant[], k: number): number => k * complexStep(side, y, p)
        for (let i = 0; i < n; i++) {
          let [sum, scale] = [0, 0]
          for (let j = 0; j < m; j++) {
            const [up, down] = [derivative(reactants[j]!, K[j]!), derivative(products[j]!, K[m + j]!)]
            sum += nu[i]![j]! * (up - down)
            scale += Math.abs(nu[i]![j]!) * (up + down)
          }
          expect(Math.abs(J[i * n + p]! - sum), `seed ${seed}`).toBeLessThanOrEqual(1e-12 * scale)
        }
      }
    }
  })

  it('do not care in which order species and steps are written', () => {
    for (const seed of SEEDS) {
      const mechanism = mechanismOf(seed)
      const { shuffled, species, steps } = shuffle(mechanism, uniform(seed + 1))
      const [a, b] = [solve(mechanism), solve(shuffled)]
      if (a.status !== STATUS.certified || b.status !== STATUS.certified) continue
      for (const [to, from] of species.entries())
        expect(Math.abs(b.y[to]! / a.y[from]! - 1), `seed ${seed}`).toBeLessThan(1e-8)
      for (const [to, from] of steps.entries())
        expect(Math.abs(b.net[to]! - a.net[from]!), `seed ${seed}`).toBeLessThanOrEqual(
          1e-7 * Math.abs(a.net[from]!),
        )
    }
  }, 20_000)
})

/** Pressures at which each gas has the chemical potential of the free site. */
function atEquilibrium(mechanism: Mechanism): Mechanism {
  const { gases, parameters, constants, referencePressure } = mechanism
  const pressures = new Map(
    gases.map(({ pressure, energy, correction }) => {
      const G = parameters[energy!]!.value + parameters[(correction as { value: number }).value]!.value
      return [pressure, referencePressure * Math.exp(-G / (constants.kBeV * 500))]
    }),
  )
  return {
    ...mechanism,
    parameters: parameters.map((parameter, i) => ({
      ...parameter,
      value: pressures.get(i) ?? parameter.value,
    })),
  }
}

/** ∂/∂y_p Π y^count as Im Π (y + i h)^count / h, with an h that no rounding sees. */
function complexStep(side: readonly Participant[], y: Float64Array, p: number): number {
  const h = 1e-100
  let [re, im] = [1, 0]
  for (const { species, count } of side)
    for (let k = 0; k < count; k++) {
      const [x, dx] = [y[species]!, species === p ? h : 0]
      ;[re, im] = [re * x - im * dx, re * dx + im * x]
    }
  return im / h
}

/** The same mechanism written otherwise; entry k of `species` and `steps` is where the k-th was before. */
function shuffle(mechanism: Mechanism, random: () => number) {
  const order = (count: number): number[] =>
    Array.from({ length: count }, (_, i) => [random(), i] as const)
      .sort(([a], [b]) => a - b)
      .map(([, i]) => i)
  // Free sites come last in every mechanism.
  const free = mechanism.surface.length - 1
  const species = [...order(free), free]
  const [gases, steps] = [order(mechanism.gases.length), order(mechanism.steps.length)]
  const moved = (terms: readonly Term[]): Term[] =>
    terms
      .map(term =>
        'gas' in term
          ? { gas: gases.indexOf(term.gas), count: term.count }
          : { surface: species.indexOf(term.surface), count: term.count },
      )
      .reverse()
  const shuffled: Mechanism = {
    ...mechanism,
    gases: gases.map(g => mechanism.gases[g]!),
    surface: species.map(i => mechanism.surface[i]!),
    steps: steps.map(j => {
      const step = mechanism.steps[j]!
      return { ...step, reactants: moved(step.reactants), products: moved(step.products) }
    }),
    start: species.map(i => mechanism.start[i]!),
    starts: {},
  }
  return { shuffled, species, steps }
}
