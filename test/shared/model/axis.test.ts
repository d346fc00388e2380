import { describe, expect, it } from 'vitest'
import { isCode } from '../../../src/shared/errors.js'
import type { AxisRequest } from '../../../src/shared/mechanism.js'
import { layOutAxis, parseAxisText } from '../../../src/shared/model/axis.js'
import { requireModel } from '../../../src/shared/model/parse-model.js'
import { fixture, sample } from './samples.js'

const PT100 = requireModel(sample('co-oxidation-pt100')).mechanism
const ALL = requireModel(fixture('everything.yaml')).mechanism

const layOut = (text: string, mechanism = PT100): readonly number[] =>
  layOutAxis(parseAxisText(text), mechanism).values

/** The data of the `input/invalid` that `action` throws. */
function refusal(action: () => unknown): { field: string; value: string; remedy: string } {
  try {
    action()
  } catch (thrown) {
    if (isCode(thrown, 'input/invalid')) return thrown.data
    throw thrown
  }
  throw new Error('nothing was refused')
}

describe('parseAxisText', () => {
  it.each<[string, AxisRequest]>([
    ['pCO=lin:1e-5:0.5:10', { parameter: 'pCO', scale: 'linear', from: 1e-5, to: 0.5, count: 10 }],
    [
      ' pO2 = log: 1e-3 : 1 : 200'.replace(' = ', '='),
      { parameter: 'pO2', scale: 'log', from: 1e-3, to: 1, count: 200 },
    ],
    ['T=list:400,450,500', { parameter: 'T', scale: 'list', values: [400, 450, 500] }],
    [
      'barrier(a=b: c)=linear:0:1:2',
      { parameter: 'barrier(a=b: c)', scale: 'linear', from: 0, to: 1, count: 2 },
    ],
  ])('reads %s', (text, request) => {
    expect(parseAxisText(text)).toEqual(request)
  })

  it.each([
    ['', 'axis', 'for example'],
    ['pCO', 'axis', 'for example'],
    ['pCO=cubic:1:2:3', 'axis', 'for example'],
    ['=lin:1:2:3', 'axis', 'for example'],
    ['pCO=lin:1:2', 'axis', 'for example'],
    ['pCO=lin:1:2:3:4', 'axis', 'for example'],
    ['pCO=lin:1,5:2:3', 'axis.from', '1.5'],
    ['pCO=lin:1e:2:3', 'axis.from', 'exponent'],
    ['pCO=lin::2:3', 'axis.from', 'number'],
    ['pCO=lin:0:１:3', 'axis.to', '"1"'],
    ['pCO=lin:−1:2:3', 'axis.from', '"-1"'],
    ['pCO=lin:0:1e999:3', 'axis.to', '1.8e308'],
    ['pCO=lin:0:inf:3', 'axis.to', 'finite'],
    ['pCO=lin:0:1 bar:3', 'axis.to', 'unit'],
    ['pCO=list:1,,2', 'axis.values[2]', 'number'],
  ])('refuses "%s" on %s', (text, field, remedy) => {
    const data = refusal(() => parseAxisText(text))
    expect(data.field).toBe(field)
    expect(data.remedy).toContain(remedy)
  })
})

describe('layOutAxis', () => {
  it('lays out linear values as numpy.linspace does', () => {
    // numpy.linspace(1e-5, 0.5, 10), repr of each double.
    expect(layOut('pCO=lin:1e-5:0.5:10')).toEqual([
      1e-5, 0.055564444444444444, 0.11111888888888888, 0.16667333333333334, 0.22222777777777777,
      0.2777822222222222, 0.33333666666666667, 0.3888911111111111, 0.44444555555555554, 0.5,
    ])
  })

  it('gives decades of a logarithmic axis exactly', () => {
    expect(layOut('pCO=log:1e-9:1e3:13')).toEqual([
      1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000,
    ])
  })

  it.each(['pCO=log:3.7e-11:0.93:997', 'pCO=lin:3.7e-11:0.93:997', 'pCO=log:1e-300:1e300:601'])(
    'is strictly growing and exact at both ends: %s',
    text => {
      const values = layOut(text)
      const [, from, to, count] = text.split(':').map(Number)
      expect([values[0], values.at(-1), values.length]).toEqual([from, to, count])
      expect(values.every((value, i) => i === 0 || value > values[i - 1]!)).toBe(true)
    },
  )

  it('keeps equal ratios on a logarithmic axis', () => {
    const values = layOut('pCO=log:0.002:0.7:100')
    const ratio = (0.7 / 0.002) ** (1 / 99)
    const worst = Math.max(...values.slice(1).map((value, i) => Math.abs(value / values[i]! / ratio - 1)))
    expect(worst).toBeLessThan(1e-13)
  })

  it('keeps a falling list', () => {
    expect(layOut('T=list:500,450,400')).toEqual([500, 450, 400])
  })

  it('carries name, unit and scale of the parameter', () => {
    const axis = layOutAxis(parseAxisText('barrier(CO2 formation)=lin:0.2:0.6:3'), PT100)
    expect(axis).toEqual({
      parameter: 'barrier(CO2 formation)',
      unit: 'eV',
      scale: 'linear',
      values: [0.2, 0.4, 0.6],
    })
  })

  it.each([
    ['an unknown parameter', 'pC0=lin:1:2:3', 'parameter', '"pCO"'],
    ['one value', 'pCO=lin:1:2:1', 'count', 'at least|2 or more'],
    ['no value', 'pCO=lin:1:2:0', 'count', '2 or more'],
    ['half a value', 'pCO=lin:1:2:2.5', 'count', 'whole'],
    ['a list of one', 'pCO=list:1', 'values', 'Add a value'],
    ['a reversed range', 'pCO=lin:2:1:3', 'to', 'Swap them: from 1 to 2'],
    ['an empty range', 'pCO=lin:2:2:3', 'to', 'differ'],
    ['a logarithm of zero', 'pCO=log:0:1:3', 'from', 'above zero'],
    ['a repeated value', 'pCO=list:1,2,2', 'values[3]', 'Remove'],
    ['a list that turns', 'pCO=list:1,3,2', 'values[3]', 'Sort'],
    ['too many values', 'pCO=lin:1:2:1000000000', 'count', '100000'],
    ['more values than doubles', 'T=lin:500:500.0000000000001:9', 'count', 'fewer'],
    ['a temperature of zero', 'T=lin:0:500:3', 'from', 'above 0 K'],
    ['a negative pressure', 'pCO=lin:-1:1:3', 'from', '0 atm'],
    ['a negative sticking coefficient', 'active=list:-1,1', 'values[1]', '0'],
    ['an area of zero', 'cell=lin:0:1e-19:3', 'from', 'above'],
  ])('refuses %s', (_, text, field, remedy) => {
    const data = refusal(() => layOut(text))
    expect(data.field).toBe(`axis.${field}`)
    expect(data.remedy).toMatch(new RegExp(remedy.replace(/[()]/g, '\\$&')))
    expect(data.value).not.toBe('')
  })

  it('refuses a derived parameter', () => {
    expect(refusal(() => layOut('E_TS=lin:0:1:3', ALL)).remedy).toContain('depends on')
  })

  it('allows a negative energy and a negative start of a linear axis', () => {
    expect(layOut('E_CO=lin:-2:0:3', ALL)).toEqual([-2, -1, 0])
  })

  it.each<[string, unknown]>([
    ['parameter', { parameter: null, scale: 'linear', from: 0, to: 1, count: 2 }],
    ['from', { parameter: 'pCO', scale: 'linear', from: NaN, to: 1, count: 2 }],
    ['to', { parameter: 'pCO', scale: 'linear', from: 0, to: '1', count: 2 }],
    ['count', { parameter: 'pCO', scale: 'linear', from: 0, to: 1, count: null }],
    ['scale', { parameter: 'pCO', scale: 'cubic', from: 0, to: 1, count: 2 }],
    ['values', { parameter: 'pCO', scale: 'list', values: 'abc' }],
    ['values[2]', { parameter: 'pCO', scale: 'list', values: [1, Infinity] }],
  ])('refuses a request of the wrong shape on %s, and names the axis', (field, request) => {
    expect(refusal(() => layOutAxis(request as AxisRequest, PT100, 'y')).field).toBe(`y.${field}`)
  })
})
