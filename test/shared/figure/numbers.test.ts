import { describe, expect, it } from 'vitest'
import { etaText } from '../../../src/renderer/components/eta-text.js'
import { briefOutput, prettyOutput } from '../../../src/shared/figure/names.js'
import {
  formatBytes,
  formatDuration,
  formatInput,
  formatNumber,
  formatRoundTrip,
  formatShare,
  formatUnit,
} from '../../../src/shared/figure/numbers.js'

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.0332230752, '0.0332231'],
    [7772746.92, '7.77275×10⁶'],
    [-1e-22, '−1×10⁻²²'],
    [99999.96, '1×10⁵'],
    [500, '500'],
    [Number.NaN, '–'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('writes %s as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })
})

describe('formatRoundTrip', () => {
  it.each([
    [0.04, '0.0\u202fms'],
    [3.41, '3.4\u202fms'],
    [9.96, '10\u202fms'],
    [1234.5, '1\u202f235\u202fms'],
  ])('writes %s as %s', (ms, text) => {
    expect(formatRoundTrip(ms)).toBe(text)
  })
})

describe('formatShare', () => {
  it.each([
    [0, '0\u202f%'],
    [0.004, '<\u202f1\u202f%'],
    [0.166, '17\u202f%'],
    [1, '100\u202f%'],
  ])('writes %s as %s', (share, text) => {
    expect(formatShare(share)).toBe(text)
  })
})

describe('formatInput', () => {
  it('is short and reads back to the same double', () => {
    expect([1e-5, 0.5, 9e-20, 101325, 1e21].map(formatInput)).toEqual([
      '1e-5',
      '0.5',
      '9e-20',
      '101325',
      '1e21',
    ])
    for (const value of [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, -2.09])
      expect(Number(formatInput(value))).toBe(value)
  })
})

describe('units and names', () => {
  it('raises powers and leaves the unit 1 out', () => {
    expect(['s-1', 'm2', 'eV', '1', 'mol m-2 s-1', '1/s', 'cm^3/min'].map(formatUnit)).toEqual([
      's⁻¹',
      'm²',
      'eV',
      '',
      'mol m⁻² s⁻¹',
      '1/s',
      'cm³/min',
    ])
  })

  it('writes outputs as papers do', () => {
    expect(
      ['tof(CO2)', 'coverage(CO*)', 'rate(CO oxidation)', 'newton_step', 'unknown(1)'].map(prettyOutput),
    ).toEqual(['TOF(CO₂)', 'θ(CO*)', 'r(CO oxidation)', 'Newton step', 'unknown(1)'])
    expect(
      ['drc(CO2, O2 adsorption)', 'order(CO2, O2)', 'reversibility(CO2 formation)'].map(prettyOutput),
    ).toEqual(['DRC(CO₂, O2 adsorption)', 'order(CO₂, O₂)', 'reversibility(CO2 formation)'])
  })

  it('leaves out of a name what its heading says', () => {
    expect(
      ['drc(CO2, O2 adsorption)', 'trc(CO2, O*)', 'order(CO2, O2)', 'rate(O2 adsorption)'].map(briefOutput),
    ).toEqual(['O2 adsorption', 'O*', 'O₂', 'O2 adsorption'])
  })

  it('gives bytes and durations in readable units', () => {
    expect([999, 4096, 96_100_000].map(formatBytes)).toEqual(['999\u202fB', '4.1\u202fkB', '96.1\u202fMB'])
    expect([0.04, 59.4, 61, 3725].map(formatDuration)).toEqual([
      '40\u202fms',
      '59\u202fs',
      '1\u202fmin 01\u202fs',
      '1\u202fh 02\u202fmin',
    ])
  })
})

describe('etaText', () => {
  it('is a range, rounder the further away it is, and honest before it is known', () => {
    expect(etaText(undefined)).toBe('estimating…')
    expect(etaText({ low: 18.2, high: 29.6 })).toBe('about 18–30\u202fs left')
    expect(etaText({ low: 301, high: 302 })).toBe('about 5\u202fmin 00\u202fs left')
    expect(etaText({ low: 0.2, high: 0.4 })).toBe('about 1\u202fs left')
  })
})
