import { describe, expect, it } from 'vitest'
import { combine } from '../../../src/shared/compare/combine.js'
import { type Described, differencesBetween } from '../../../src/shared/compare/differences.js'
import { resample } from '../../../src/shared/compare/resample.js'
import { tinyMechanism, tinyPlan } from '../../node/desk/tiny-plan.js'

const map = (values: number[], status: number[]) => ({
  values: Float64Array.from(values),
  status: Uint8Array.from(status),
})
const axis = (parameter: string, ...values: number[]) =>
  ({ parameter, unit: 'bar', scale: 'linear', values }) as const

describe('combine', () => {
  const first = map([6, 5, NaN, NaN, 1, 2], [1, 2, 101, 0, 1, 1])
  const second = map([2, 1, 1, 1, NaN, 0], [1, 1, 1, 1, 102, 1])

  it('subtracts and divides where both sides have a value, and keeps what each side lacks', () => {
    const difference = combine(first, second, 'difference')
    expect(Array.from(difference.values)).toEqual([4, 4, NaN, NaN, NaN, 2])
    expect(Array.from(difference.status)).toEqual([1, 2, 101, 0, 102, 1])
    const ratio = combine(first, second, 'ratio')
    expect(Array.from(ratio.values)).toEqual([3, 5, NaN, NaN, NaN, NaN])
    expect(Array.from(ratio.status)).toEqual([1, 2, 101, 0, 102, 0])
  })
})

describe('resample', () => {
  it('takes the computed cell each of our cells lies in, and nothing from outside', () => {
    const ours = { x: axis('p', 0, 1, 2, 3, 4, 9), y: axis('q', 1) }
    const other = { x: axis('p', 0, 2, 4), y: axis('q', 1) }
    const { values, status } = resample(ours, other, map([10, 20, 30], [1, 101, 2]))
    expect(Array.from(values)).toEqual([10, 20, 20, 30, 30, NaN])
    expect(Array.from(status)).toEqual([1, 101, 101, 2, 2, 0])
  })

  it('hands the values of the same grid through', () => {
    const grid = { x: axis('p', 0, 1), y: axis('q', 1) }
    const values = map([1, 2], [1, 1])
    expect(resample(grid, grid, values).values).toBe(values.values)
  })
})

describe('differencesBetween', () => {
  const { x, y } = tinyPlan(3, 2)
  const described = (changes: Partial<Described['setup']> = {}): Described => ({
    mechanism: tinyMechanism,
    x,
    y,
    setup: {
      modelText: 'a\nb\nc',
      x: { parameter: 'pA', scale: 'linear', from: 1, to: 3, count: 3 },
      y: { parameter: 'kr', scale: 'linear', from: 1, to: 2, count: 2 },
      settings: {},
      start: 'empty',
      workers: 1,
      ...changes,
    },
  })

  it('is empty for the same question, whoever computes it', () => {
    expect(differencesBetween(described(), described({ workers: 7 }))).toEqual([])
    expect(differencesBetween(described(), described({ settings: { T: 500 } }))).toEqual([])
  })

  it('names what was changed, with the value of both sides', () => {
    const other = {
      ...described({
        settings: { T: 520, pA: 9 },
        start: { 'A*': 0.5 },
        modelText: 'a\nc\nd\ne',
        solver: { rtol: 1e-6 },
      }),
      x: tinyPlan(4, 2).x,
    }
    expect(differencesBetween(described(), other)).toEqual([
      { kind: 'axis', name: 'x', unit: '', first: 'pA 1 … 3, 3 linear', second: 'pA 1 … 4, 4 linear' },
      { kind: 'parameter', name: 'T', unit: 'K', first: 500, second: 520 },
      { kind: 'start', name: 'start', unit: '', first: 'empty', second: 'A* 0.5' },
      { kind: 'solver', name: 'rtol', unit: '', first: undefined, second: 1e-6 },
      { kind: 'model-text', name: '2', unit: '', first: 1, second: 2 },
    ])
  })
})
