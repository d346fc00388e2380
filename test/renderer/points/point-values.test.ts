import { describe, expect, it } from 'vitest'
import { evidenceOf } from '../../../src/renderer/points/evidence.js'
import { asJson, asTsv, pointValues } from '../../../src/renderer/points/point-values.js'
import { turnoverSeries } from '../../../src/renderer/points/turnover-series.js'
import { fakeMechanism as mechanism } from '../support/fake-model.js'
import { fakeReport, fakeTransient } from '../support/fake-points.js'

const sweep = { mechanism, sessionId: 's', planHash: 'h' }

describe('the values of a point', () => {
  it('go to a spreadsheet with every digit: conditions, results, analysis and rate constants', () => {
    const lines = asTsv(pointValues(sweep, fakeReport(mechanism, 3, 1))).split('\n')
    expect(lines[0]).toBe('name\tvalue\tunit')
    expect(lines).toEqual(
      expect.arrayContaining([
        'T\t500\tK',
        'drc(CO2, 1)\t2\t1',
        'kr(1)\t0.000013\ts-1',
        'error_bound\t2e-13\t1',
      ]),
    )
  })

  it('are an object for programs, where what is no number is null', () => {
    const parsed = JSON.parse(asJson(sweep, fakeReport(mechanism, 3, 100))) as {
      status: number
      reason: string
      values: Record<string, { value: number | null; unit: string }>
    }
    expect(parsed).toMatchObject({ model: mechanism.name, point: 3, status: 100 })
    expect(parsed.values['coverage(CO*)']).toEqual({ value: null, unit: '1' })
    expect(parsed.values['kf(1)']?.unit).toBe('s-1')
  })
})

describe('the evidence of a point', () => {
  it('is judged as the solver judges it, each piece with its limit', () => {
    const judge = (status: number) =>
      Object.fromEntries(
        evidenceOf(mechanism, fakeReport(mechanism, 0, status).row).map(({ id, holds }) => [id, holds]),
      )
    expect(judge(1)).toEqual({
      flux_balance: true,
      newton_step: true,
      site_balance: true,
      error_bound: true,
      stable: true,
    })
    expect(judge(2)).toMatchObject({ error_bound: false, flux_balance: true })
    expect(judge(100)).toMatchObject({ error_bound: undefined, stable: undefined })
  })
})

describe('the rates of a transient', () => {
  it('are those of the gases, by size', () => {
    const series = turnoverSeries(mechanism, fakeTransient(mechanism, 0))
    expect(series.map(({ name, values }) => [name, values[5]])).toEqual([
      ['TOF(CO)', 1e6],
      ['TOF(O₂)', 1e6],
      ['TOF(CO₂)', 1e6],
    ])
  })
})
