import { describe, expect, it } from 'vitest'
import { layOutAxis } from '../../../src/shared/model/axis.js'
import { buildPlan } from '../../../src/shared/model/build-plan.js'
import { refinePlan } from '../../../src/shared/model/refine.js'
import type { AxisRequest } from '../../../src/shared/mechanism.js'
import { type Axis, planFingerprint } from '../../../src/shared/plan.js'
import { setupOf } from '../../../src/node/desk/setup.js'
import { tinyMechanism, tinyPlan } from '../../node/desk/tiny-plan.js'
import { lcg } from '../../node/session/slices.js'
import { sample } from './samples.js'

const evens = (axis: Axis): number[] => axis.values.filter((_, i) => i % 2 === 0)
const refined = (request: AxisRequest): { before: Axis; after: Axis } => {
  const before = layOutAxis(request, tinyMechanism)
  return { before, after: refinePlan({ ...tinyPlan(2, 3), x: before }).x }
}
const isRising = ({ values }: Axis): boolean => values.every((value, i) => i === 0 || value > values[i - 1]!)

describe('a refined axis', () => {
  it('meets every value of a linear or logarithmic axis again, bit for bit, and keeps its spacing', () => {
    const random = lcg(7)
    for (let k = 0; k < 300; k++) {
      const from = 10 ** (random() * 12 - 9)
      const to = from * (1 + random() * 10 ** (random() * 6))
      const count = 2 + Math.floor(random() * 400)
      for (const scale of ['linear', 'log'] as const) {
        const { before, after } = refined({ parameter: 'pA', scale, from, to, count })
        expect(after.scale).toBe(scale)
        expect(after.values.length).toBe(2 * count - 1)
        expect(evens(after)).toEqual(before.values)
        expect(isRising(after)).toBe(true)
      }
    }
  })

  it('has the middles of a list between its values, and of a list over decades the geometric ones', () => {
    expect(refined({ parameter: 'pA', scale: 'list', values: [4, 2, 1] }).after.values).toEqual([
      4, 3, 2, 1.5, 1,
    ])
    expect(refined({ parameter: 'pA', scale: 'list', values: [0.01, 1, 100] }).after.values).toEqual([
      0.01, 0.1, 1, 10, 100,
    ])
  })

  it('lists the values of a part of an axis, whose spacing would not meet them all', () => {
    const plan = { ...tinyPlan(2, 3), x: layOutAxis(wide, tinyMechanism) }
    const part = refinePlan(plan, { x0: 13, x1: 61, y0: 0, y1: 2 }).x
    expect(evens(part)).toEqual(plan.x.values.slice(13, 62))
    expect(isRising(part)).toBe(true)
  })

  it('stays what it is when it has one value only, but not both', () => {
    const one = { ...tinyPlan(1, 4) }
    expect(refinePlan(one).x.values).toEqual([1])
    expect(() => refinePlan(tinyPlan(1, 1))).toThrow(expect.objectContaining({ code: 'input/invalid' }))
  })

  it('is refused when doubles are too coarse for it', () => {
    const values = [1, 1 + Number.EPSILON]
    expect(() => refined({ parameter: 'pA', scale: 'list', values })).toThrow(/too close/)
  })
})

describe('a refined plan', () => {
  it('is the plan that a form with the refined axes makes', () => {
    const plan = buildPlan({
      modelText: sample('co-oxidation-pt100'),
      x: { parameter: 'pCO', scale: 'linear', from: 1e-5, to: 0.5, count: 10 },
      y: { parameter: 'pO2', scale: 'log', from: 1e-5, to: 0.5, count: 7 },
      settings: { T: 510 },
      start: 'empty',
    })
    const fine = refinePlan(plan)
    expect(planFingerprint(buildPlan(setupOf(fine, 1)))).toBe(planFingerprint(fine))
    expect(planFingerprint(fine)).not.toBe(planFingerprint(plan))
  })
})

const wide = { parameter: 'pA', scale: 'linear', from: 0.1, to: 0.7, count: 97 } as const
