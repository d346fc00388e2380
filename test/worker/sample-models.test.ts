import { describe, expect, it } from 'vitest'
import type { AxisRequest } from '../../src/shared/mechanism.js'
import { buildPlan } from '../../src/shared/model/build-plan.js'
import { STATUS } from '../../src/shared/record.js'
import { sample } from '../shared/model/samples.js'
import { type SampleSetup, samplePlan, solvePoints } from './support/samples.js'

const list = (parameter: string, ...values: number[]): AxisRequest => ({ parameter, scale: 'list', values })

/** The point at the first value of both axes. */
const first = (id: string, x: AxisRequest, y: AxisRequest, rest: SampleSetup = {}) =>
  solvePoints(samplePlan(id, x, y, rest)).at(0)

/** Largest relative difference of columns from what they should be. */
function miss(get: (column: string) => number, expected: Readonly<Record<string, number>>): number {
  return Math.max(...Object.entries(expected).map(([column, value]) => Math.abs(get(column) / value - 1)))
}

/**
 * Cantera 3.2.0 on its own ptcombust.yaml at 1 atm with Ar: integrated to rest with `advance_coverages`, then Newton
 * on its net production rates. Coverages, and the rate of H2O per site [s⁻¹].
 */
const PT = [
  { T: 600, pH2: 0.01, O: 0.825682175266, H: 9.2897320885e-8, OH: 0.0102221949429, rate: 36391.741864 },
  { T: 450, pH2: 0.2, O: 4.8090234623e-8, H: 0.896612046764, OH: 2.3275746483e-7, rate: 19970.0874539 },
  { T: 350, pH2: 0.01, O: 0.576289300313, H: 5.62902660558e-7, OH: 0.305266520329, rate: 33392.4089976 },
  { T: 700, pH2: 0.5, O: 1.94144514713e-6, H: 0.243212867132, OH: 5.36203428854e-6, rate: 655392.621771 },
  { T: 350, pH2: 0.03, O: 0.127532905534, H: 1.61909166802e-5, OH: 0.496412573682, rate: 300531.680978 },
  {
    T: 350,
    pH2: 0.03,
    start: 'H-covered',
    O: 8.09148656966e-10,
    H: 0.992162062612,
    OH: 6.14522729209e-9,
    rate: 154.504480599,
  },
]

/** The same on the numbers of Ammonia-Ru-Ba-YSZ.yaml, with 1 % NH3 in 3 H2 : 1 N2. */
const RU = [
  { T: 650, p: 10, N: 0.644006355344, H: 0.242928721694, NH: 0.000639165174629, rate: 0.0163257884432 },
  { T: 750, p: 100, N: 0.439933166976, H: 0.372229500527, NH: 0.00103509372329, rate: 1.12401001729 },
  { T: 800, p: 5, N: 0.840411518531, H: 0.035418247201, NH: 0.000664083652873, rate: -0.11033024655 },
]

describe('the sample models', () => {
  it.each(PT)(
    'give what Cantera gives for H2 on Pt at $T K and $pH2 atm',
    ({ T, pH2, start, ...expected }) => {
      const { status, get } = first('hydrogen-oxidation-pt', list('T', T, 990), list('pH2', pH2, 0.9), {
        ...(start !== undefined && { start }),
      })
      expect(status).toBe(STATUS.certified)
      const { O, H, OH, rate } = expected
      const coverages = { 'coverage(O*)': O, 'coverage(H*)': H, 'coverage(OH*)': OH }
      expect(miss(get, coverages)).toBeLessThan(1e-8)
      expect(Math.abs(get('rate(H2O desorption)') / rate - 1)).toBeLessThan(1e-8)
    },
  )

  it.each(RU)('give what Cantera gives for NH3 on Ru at $T K and $p atm', ({ T, p, N, H, NH, rate }) => {
    const { status, get } = first('nh3-synthesis-ru', list('T', T, 990), list('p', p, 900))
    expect(status).toBe(STATUS.certified)
    const coverages = { 'coverage(N*)': N, 'coverage(H*)': H, 'coverage(NH*)': NH }
    expect(miss(get, { ...coverages, 'rate(NH3 adsorption)': -rate })).toBeLessThan(1e-8)
  })

  it('gives the gases over RuO2 the chemical potentials that NASA polynomials give', () => {
    // Cantera 3.2.0, gri30.yaml, at 1 bar, from the molecule at 0 K [eV]. Another table than the model's: the two differ by up to 1.1 meV.
    const table = [
      { T: 500, O2: -0.991188, CO: -0.952172 },
      { T: 600, O2: -1.223097, CO: -1.175804 },
      { T: 900, O2: -1.949686, CO: -1.875917 },
    ]
    for (const { T, O2, CO } of table) {
      const { get } = first('co-oxidation-ruo2', list('T', T, 1000), list('pO2', 1, 2))
      const kT = 8.617333262e-5 * T
      // At equilibrium ΔG = E − μ = −kT ln K for each adsorbed molecule.
      const mu = (step: string, ads: string, energy: number, n: number): number => {
        const ways = Math.log(get(`forward_rate(${step})`) / get(`reverse_rate(${step})`))
        const spread = n * Math.log(get(`coverage(${ads})`) / get('coverage(*_br)'))
        return energy + kT * (ways + spread)
      }
      expect(Math.abs(mu('O2 on br', 'O*_br', -4.6, 2) - O2)).toBeLessThan(2e-3)
      expect(Math.abs(mu('CO on br', 'CO*_br', -1.6, 1) - CO)).toBeLessThan(2e-3)
    }
  })

  it.each([
    [600, 1, 1],
    [600, 10, 0.1],
    [600, 0.01, 100],
    [350, 1, 1],
  ])('balances the mean-field equations of RuO2(110) at %d K, %d bar CO and %d bar O2', (T, pCO, pO2) => {
    const { status, get } = first('co-oxidation-ruo2', list('T', T, 1000), list('pCO', pCO, 200), {
      settings: { pO2 },
    })
    expect(status).toBe(STATUS.certified)
    const coverages = Object.fromEntries(
      ['CO*_br', 'O*_br', '*_br', 'CO*_cus', 'O*_cus', '*_cus'].map(name => [name, get(`coverage(${name})`)]),
    )
    const { made, taken, rate } = ruO2Balance(T, pCO, pO2, coverages)
    for (const [k, flow] of made.entries()) expect(Math.abs(flow / taken[k]! - 1)).toBeLessThan(1e-6)
    const reactions = ['CObr + Obr', 'COcus + Obr', 'CObr + Ocus', 'COcus + Ocus']
    const sum = reactions.reduce((total, label) => total + get(`rate(${label})`), 0)
    expect(Math.abs(sum / rate - 1)).toBeLessThan(1e-6)
  })

  it('loses the stable state of the oscillator where MatCont finds its Hopf points', () => {
    // MatCont, testequilcataloscill: at K = 0.4 H at k2 = 1.040991 and 1.051558, with these x, y, s.
    const branches = [
      { hopf: 1.040991, at: [1.0402, 1.0404, 1.0406], x: 0.077929, y: 0.233063, s: 0.492149 },
      { hopf: 1.051558, at: [1.0524, 1.0522, 1.052], x: 0.016357, y: 0.523973, s: 0.328336 },
    ]
    for (const { hopf, at, x, y, s } of branches) {
      const damping = at.map(k2 => {
        const near = { 'O*': x, 'CO*': y, 'inert*': s }
        const { status, get } = first('oscillating-co-oxidation', list('k2', k2, 2), list('K', 0.4, 0.9), {
          start: near,
        })
        expect(status).toBe(STATUS.certified)
        return 1 / get('relaxation_time')
      })
      // The real part of the eigenvalue goes through zero at the Hopf point: a parabola through three dampings.
      expect(rootOfParabola(at, damping)).toBeCloseTo(hopf, 5)
    }
  })

  it('reports a limit cycle of the oscillator between its Hopf points, and no root', () => {
    const { status } = first('oscillating-co-oxidation', list('k2', 1.046, 2), list('K', 0.4, 0.9))
    expect(status).toBe(STATUS.oscillates)
  })

  it('finds three steady states between the folds that MatCont finds, and one outside', () => {
    // Folds of the same branch at K = 1 (Bosschaert and Kuznetsov, MatCont notebook CO-oxidation): 1.201115, 1.428493.
    const plan = buildPlan({
      modelText: sample('oscillating-co-oxidation'),
      x: list('k2', 1.19, 1.205, 1.425, 1.435),
      y: list('K', 1, 1.1),
      settings: {},
      start: 'empty',
      analysis: { states: true },
    })
    const points = solvePoints(plan)
    expect([0, 1, 2, 3].map(point => points.at(point).get('steady_states'))).toEqual([1, 3, 3, 1])
  })
})

/** Root of the parabola through three points that lies nearest to the last of them. */
function rootOfParabola(x: readonly number[], y: readonly number[]): number {
  const [x0, x1, x2] = x as [number, number, number]
  const [y0, y1, y2] = y as [number, number, number]
  const slope = (y2 - y1) / (x2 - x1)
  const bend = (slope - (y1 - y0) / (x1 - x0)) / (x2 - x0)
  const at = (t: number): number => y2 + slope * (t - x2) + bend * (t - x2) * (t - x1)
  let t = x2 - y2 / slope
  for (let k = 0; k < 50; k++) t -= at(t) / (slope + bend * (2 * t - x1 - x2))
  return t
}

/**
 * The mean-field equations of the model of Reuter and Scheffler, written apart from the model file: what makes and what
 * takes each adsorbate per unit cell and second, and the rate of CO2. Gases by Shomate (NIST WebBook), 1 bar.
 */
function ruO2Balance(T: number, pCO: number, pO2: number, θ: Readonly<Record<string, number>>) {
  const [kB, h, e, amu] = [1.380649e-23, 6.62607015e-34, 1.602176634e-19, 1.6605390666e-27]
  const kT = (kB * T) / e
  const shomate = (heat298: number, c: readonly number[]): number => {
    const t = T / 1000
    const [A, B, C, D, E, F, G, H] = c as [number, number, number, number, number, number, number, number]
    const heat = A * t + (B * t ** 2) / 2 + (C * t ** 3) / 3 + (D * t ** 4) / 4 - E / t + F - H
    const entropy = A * Math.log(t) + B * t + (C * t ** 2) / 2 + (D * t ** 3) / 3 - E / (2 * t ** 2) + G
    return ((heat298 + heat) * 1000 - T * entropy) / (e * 6.02214076e23)
  }
  const muCO =
    shomate(8.671, [25.56759, 6.09613, 4.054656, -2.671301, 0.131021, -118.0089, 227.3665, -110.5271]) +
    kT * Math.log(pCO)
  const muO2 =
    shomate(8.683, [31.32234, -20.23531, 57.86644, -36.50624, -0.007374, -8.903471, 246.7945, 0]) +
    kT * Math.log(pO2)
  const hits = (p: number, mass: number): number =>
    (p * 1e5 * 20.0616e-20) / Math.sqrt(2 * Math.PI * mass * amu * kB * T)
  const hop = (barrier: number): number => 2 * ((kB * T) / h) * Math.exp(-barrier / kT)
  const [b, c] = [θ['*_br']!, θ['*_cus']!]
  const [Cb, Cc, Ob, Oc] = [θ['CO*_br']!, θ['CO*_cus']!, θ['O*_br']!, θ['O*_cus']!]
  const co = hits(pCO, 12.011 + 15.999) / 2
  const o2 = hits(pO2, 31.998)
  const off = (rate: number, energy: number, mu: number): number => rate * Math.exp((energy - mu) / kT)
  const react = {
    bb: hop(1.5) * Cb * Ob,
    cb: hop(1.2) * Cc * Ob,
    bc: hop(0.8) * Cb * Oc,
    cc: hop(0.9) * Cc * Oc,
  }
  const both = { on: 2 * o2 * b * c, off: off(2 * o2, -3.3, muO2) * Ob * Oc }
  const move = {
    CO: hop(1.6) * Cb * c,
    COback: hop(1.3) * Cc * b,
    O: hop(2.3) * Ob * c,
    Oback: hop(1) * Oc * b,
  }
  const made = [
    co * b + move.COback,
    co * c + move.CO,
    2 * o2 * b * b + both.on + move.Oback,
    2 * o2 * c * c + both.on + move.O,
  ]
  const taken = [
    off(co, -1.6, muCO) * Cb + move.CO + react.bb + react.bc,
    off(co, -1.3, muCO) * Cc + move.COback + react.cb + react.cc,
    2 * off(o2, -4.6, muO2) * Ob ** 2 + both.off + move.O + react.bb + react.cb,
    2 * off(o2, -2, muO2) * Oc ** 2 + both.off + move.Oback + react.bc + react.cc,
  ]
  return { made, taken, rate: react.bb + react.cb + react.bc + react.cc }
}
