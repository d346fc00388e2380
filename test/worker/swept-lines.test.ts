import { describe, expect, it } from 'vitest'
import { type AxisRequest } from '../../src/shared/mechanism.js'
import { type Plan } from '../../src/shared/plan.js'
import { STATUS } from '../../src/shared/record.js'
import { compilePlan } from '../../src/worker/compile-plan.js'
import { linear, samplePlan, solvePoints } from './support/samples.js'
import { pt100, seeded } from './support/networks.js'

const P = linear('pCO', 1e-5, 0.5, 10)
const list = (parameter: string, values: readonly number[]): AxisRequest => ({
  parameter,
  scale: 'list',
  values,
})

function sweptPlan(x: AxisRequest, y: AxisRequest, hysteresis: 'x' | 'y' = 'x'): Plan {
  const plan = samplePlan('co-oxidation-pt100', x, y)
  return { ...plan, mechanism: { ...plan.mechanism, analysis: { hysteresis } } }
}

const rowsOf = (plan: Plan): Float64Array[] => {
  const compiled = compilePlan(plan, () => 0)
  return [...compiled.order.keys()].map(point => {
    const row = new Float64Array(compiled.columns.length)
    compiled.solve(point, row, 0)
    return row
  })
}

describe('a swept axis', () => {
  it('stays on a branch of the article’s map for as long as it is there, up and down', () => {
    const points = solvePoints(sweptPlan(P, { ...P, parameter: 'pO2' }))
    const active = (roots: (typeof pt100.points)[number]['roots']): number | undefined =>
      roots.map(root => Number(root.thetaCO)).find((theta, i) => roots[i]!.stable && theta < 0.9)
    let bistable = 0
    for (let y = 0; y < 10; y++) {
      let ignited = true
      let poisoned = true
      const theta = { up: [] as number[], down: [] as number[] }
      for (let x = 0; x < 10; x++) {
        const { status, get } = points.at(y * 10 + x)
        expect(status).toBe(STATUS.certified)
        theta.up.push(get('coverage(CO*)'))
        theta.down.push(get('coverage(CO*):down'))
        if (theta.up[x]! !== theta.down[x]! && get('hysteresis') > 0.1) bistable++
      }
      for (let x = 0; x < 10; x++) {
        const { roots } = pt100.points.find(
          ({ pCO, pO2 }) => Math.abs(pCO - pt100.p[x]!) < 1e-12 && Math.abs(pO2 - pt100.p[y]!) < 1e-12,
        )!
        const there = active(roots)
        ignited &&= there !== undefined
        const expected = ignited
          ? there!
          : Number(roots.find(root => root.stable && Number(root.thetaCO) > 0.9)!.thetaCO)
        expect(Math.abs(theta.up[x]! / expected - 1)).toBeLessThan(1e-6)
        const dead = roots.find(root => root.stable && Number(root.thetaCO) > 0.9)
        poisoned = dead !== undefined
        const lower = poisoned ? Number(dead!.thetaCO) : there!
        expect(Math.abs(theta.down[x]! / lower - 1)).toBeLessThan(1e-6)
      }
    }
    expect(bistable).toBeGreaterThan(10)
  })

  it('says where the branches are apart, and is exactly 0 where they are one', () => {
    const pressures = [1e-8, 1e-3, 0.01, 0.05, 0.1, 0.2, 0.4]
    const points = solvePoints(sweptPlan(list('pCO', pressures), list('pO2', [0.3, 0.4])))
    const apart = pressures.map((_, x) => points.at(x).get('hysteresis'))
    expect(apart.map(value => value > 0)).toContain(true)
    for (const [x, value] of apart.entries()) {
      const { get } = points.at(x)
      const distance = Math.max(
        ...['CO*', 'O*', '*'].map(s => Math.abs(get(`coverage(${s})`) - get(`coverage(${s}):down`))),
      )
      if (value === 0) expect(distance).toBeLessThan(1e-8)
      else expect(value).toBe(distance)
    }
    expect(apart.at(-1)).toBe(0)
  })

  it('gives the same bits whichever points are asked for, in whatever order', () => {
    const plan = sweptPlan(linear('pCO', 1e-4, 0.4, 9), linear('pO2', 0.1, 0.5, 7), 'y')
    const whole = rowsOf(plan)
    const compiled = compilePlan(plan, () => 0)
    const random = seeded(5)
    const row = new Float64Array(compiled.columns.length)
    for (let k = 0; k < 100; k++) {
      const point = Math.floor(random() * whole.length)
      compiled.solve(point, row, 0)
      expect([...row]).toEqual([...whole[point]!])
    }
  })

  it('gives the same numbers when the axis falls instead of rises', () => {
    const pressures = [1e-4, 0.02, 0.08, 0.2, 0.4]
    const rising = solvePoints(sweptPlan(list('pCO', pressures), list('pO2', [0.3, 0.4])))
    const falling = solvePoints(sweptPlan(list('pCO', pressures.toReversed()), list('pO2', [0.3, 0.4])))
    for (let x = 0; x < 5; x++)
      for (const column of ['coverage(CO*)', 'coverage(CO*):down', 'rate(CO2 formation):down'])
        expect(rising.at(x).get(column)).toBe(falling.at(4 - x).get(column))
  })

  it('goes on behind a point that fails, and says on which way it failed', () => {
    const plan = sweptPlan(list('barrier(CO2 formation)', [-50, 0.39, 0.5]), list('pCO', [0.1, 0.2]))
    const points = solvePoints(plan)
    expect(points.at(0).status).toBe(STATUS.badConditions)
    expect(points.at(0).get('hysteresis')).toBeNaN()
    expect([points.at(1).status, points.at(2).status]).toEqual([STATUS.certified, STATUS.certified])
  })
})
