import { describe, expect, it } from 'vitest'
import {
  type AxisDraft,
  draftOf,
  readAxis,
  readNumber,
} from '../../../src/renderer/composables/form-values.js'
import { text } from '../../../src/renderer/text/text.js'
import { type Parameter } from '../../../src/shared/mechanism.js'

describe('readNumber', () => {
  it.each([
    ['1e-5', 1e-5],
    [' 0.5 ', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['+2E3', 2000],
    ['\u22122.5', -2.5],
    ['１２．５', 12.5],
    ['0.5 Pa', 0.5],
    ['0.5Pa', 0.5],
  ])('reads %j', (typed, value) => {
    expect(readNumber(typed, 'Pa')).toBe(value)
  })

  it.each([
    ['', text.check.empty],
    ['   ', text.check.empty],
    ['1,5', text.check.comma],
    ['0.5 bar', 'Give the value in Pa'],
    ['1e', '“1e” is not a number'],
    ['1e999', '“1e999” is not a number'],
    ['NaN', '“NaN” is not a number'],
    ['Infinity', '“Infinity” is not a number'],
    ['0x10', 'Give the value in Pa'],
    ['1.2.3', '“1.2.3” is not a number'],
    ['--1', '“--1” is not a number'],
    ['💥', '“💥” is not a number'],
  ])('refuses %j with a sentence', (typed, sentence) => {
    expect(readNumber(typed, 'Pa')).toBe(sentence)
  })

  it('accepts a unit as it is shown', () => {
    expect(readNumber('3 s⁻¹', 's-1')).toBe(3)
    expect(readNumber('3 s-1', 's-1')).toBe(3)
    expect(readNumber('3 s', '1')).toBe(text.check.unitless)
  })

  it('cuts long nonsense short in its message', () => {
    expect((readNumber('x'.repeat(10_000), '1') as string).length).toBeLessThan(60)
  })
})

const pressure: Parameter = {
  name: 'pCO',
  unit: 'Pa',
  value: 1,
  factor: 1,
  offset: 0,
  kind: 'pressure',
  description: '',
}
const draft = (changes: Partial<AxisDraft>): AxisDraft => ({
  parameter: 'pCO',
  scale: 'linear',
  from: '1',
  to: '10',
  count: 10,
  values: '',
  ...changes,
})

describe('readAxis', () => {
  it('gives the axis when all is well, falling ranges included', () => {
    expect(readAxis(draft({ from: '10', to: '1' }), pressure)).toEqual({
      axis: { parameter: 'pCO', scale: 'linear', from: 10, to: 1, count: 10 },
      problems: {},
    })
  })

  it.each<[Partial<AxisDraft>, object]>([
    [{ to: '1' }, { to: text.check.same }],
    [{ scale: 'log', from: '0' }, { from: text.check.logPositive }],
    [{ from: '-1' }, { from: text.check.pressure }],
    [
      { from: 'x', to: 'y' },
      { from: '“x” is not a number', to: '“y” is not a number' },
    ],
    [{ count: 1 }, { count: 'A whole number from 2 to 10000' }],
    [{ count: 2.5 }, { count: 'A whole number from 2 to 10000' }],
    [{ count: Number.NaN }, { count: 'A whole number from 2 to 10000' }],
    [{ scale: 'list', values: ' ' }, { values: text.check.listShort }],
    [{ scale: 'list', values: '1 3 2' }, { values: text.check.listOrder }],
    [{ scale: 'list', values: '1 1 2' }, { values: text.check.listOrder }],
    [{ scale: 'list', values: '1 two' }, { values: '“two” is not a number' }],
  ])('names the field at fault in %j', (changes, problems) => {
    expect(readAxis(draft(changes), pressure)).toEqual({ axis: undefined, problems })
  })

  it('reads lists with any usual separator', () => {
    expect(readAxis(draft({ scale: 'list', values: '3, 2; 1\n0.5' }), pressure).axis).toMatchObject({
      values: [3, 2, 1, 0.5],
    })
  })

  it('takes back what draftOf wrote', () => {
    for (const axis of [
      { parameter: 'pCO', scale: 'log', from: 1e-5, to: 0.1 + 0.2, count: 7 },
      { parameter: 'pCO', scale: 'list', values: [1e-20, 1 / 3, 1e22] },
    ] as const)
      expect(readAxis(draftOf(axis), pressure).axis).toEqual(axis)
  })
})
