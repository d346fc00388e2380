import { describe, expect, it } from 'vitest'
import { type AxisRequest } from '../../../src/shared/mechanism.js'
import { buildPlan, type PlanSetup } from '../../../src/shared/model/build-plan.js'
import { analysisLayout } from '../../../src/shared/point-analysis.js'
import { outputsOf, STATUS } from '../../../src/shared/record.js'
import { compilePlan } from '../../../src/worker/compile-plan.js'
import { makePointReporter } from '../../../src/worker/analysis/report-point.js'
import { seeded } from '../support/networks.js'

/** Every output of each point of a one-dimensional map over `parameter`. */
function alongAxis(modelText: string, parameter: string, values: number[], rest: Partial<PlanSetup> = {}) {
  const x: AxisRequest = { parameter, scale: 'list', values }
  const y: AxisRequest = { parameter: 'unused', scale: 'list', values: [1, 2] }
  const plan = buildPlan({ modelText, x, y, settings: {}, start: 'empty', ...rest })
  const compiled = compilePlan(plan, () => 0)
  const outputs = outputsOf(plan.mechanism)
  const row = new Float64Array(compiled.columns.length)
  const points = values.map((_, point) => {
    const { status } = compiled.solve(point, row, 0)
    const own = row.slice()
    const get = (name: string): number => {
      const output = outputs.find(candidate => candidate.name === name)
      if (!output) throw new Error(`no output ${name}`)
      return output.terms.reduce((sum, { column, weight }) => sum + weight * own[column]!, 0)
    }
    return { status, get }
  })
  const reporter = makePointReporter(plan, compiled, () => 0)
  return { points, plan, reporter }
}

const KB = 1.380649e-23
/** Sites per gas volume [m⁻³] and pressure of one molecule per site [Pa] at 500 K. */
const DENSITY = 2e24
const PER_SITE = KB * 500 * DENSITY

const model = (gases: string, steps: string, more = ''): string => `
isobar: 1
name: a tank
parameters:
  T: 500 K
  tau: 2 s
  unused: 1
reactor: { type: cstr, residence_time: tau, site_density: 2e24 m^-3 }
gases: ${gases}
steps:
${steps}
${more}`

const AB = `{ CO: { pressure: { value: 0.6, unit: bar } }, B: { pressure: 0 bar, composition: CO } }`

describe('a stirred tank', () => {
  it('converts a first-order reaction to kτ/(1 + kτ)', () => {
    const text = model(
      AB,
      '  - { equation: "CO -> B", label: r, forward: { rate_constant: 3 1/s } }',
      'sites: { "*": 1 }',
    )
    const taus = [1e-6, 1e-3, 0.1, 2, 50, 1e4]
    // r = k p/p⁰ per site, so that the pressure falls by k · perSite/p⁰ in a second.
    const k = (3 * PER_SITE) / 1e5
    const { points } = alongAxis(text, 'tau', taus)
    for (const [i, { status, get }] of points.entries()) {
      const x = (k * taus[i]!) / (1 + k * taus[i]!)
      expect(status).toBe(STATUS.certified)
      expect(get('conversion(CO)') / x).toBeCloseTo(1, 12)
      expect(get('pressure(CO)') / (0.6 * (1 - x))).toBeCloseTo(1, 12)
      expect(get('pressure(B)') / (0.6 * x)).toBeCloseTo(1, 12)
      expect(get('tof(B)') / ((0.6e5 * x) / (taus[i]! * PER_SITE))).toBeCloseTo(1, 12)
    }
  })

  it('solves adsorption and reaction to the root of its quadratic', () => {
    const text = model(
      AB,
      `  - { equation: "CO + * <-> CO*", forward: { rate_constant: 40 1/s }, reverse: { rate_constant: 2 1/s } }
  - { equation: "CO* -> B + *", forward: { rate_constant: 5 1/s } }`,
    )
    const taus = [1e-4, 0.05, 2, 300]
    const { points } = alongAxis(text, 'tau', taus)
    for (const [i, { status, get }] of points.entries()) {
      // k1 p/p0 (1 - theta) = 7 theta at p = p_in - tau k2 theta perSite: c theta^2 - (a + c + 7) theta + a = 0.
      const [a, c] = [40 * 0.6, (40 * taus[i]! * 5 * PER_SITE) / 1e5]
      const b = a + c + 7
      const theta = (2 * a) / (b + Math.sqrt(b * b - 4 * a * c))
      expect(status).toBe(STATUS.certified)
      expect(get('coverage(CO*)') / theta).toBeCloseTo(1, 11)
      expect(get('tof(B)') / (5 * theta)).toBeCloseTo(1, 11)
      expect(get('pressure(B)') / ((taus[i]! * 5 * theta * PER_SITE) / 1e5)).toBeCloseTo(1, 11)
    }
  })

  it('takes reaction orders of gases that are no whole numbers', () => {
    const text = model(
      AB,
      '  - { equation: "CO -> B", forward: { rate_constant: 3 1/s }, orders: { CO: 0.5 } }',
    )
    const { points } = alongAxis(text, 'tau', [0.01, 2])
    for (const [i, { status, get }] of points.entries()) {
      // (0.6 - p) = c sqrt(p), p in bar.
      const c = ([0.01, 2][i]! * 3 * PER_SITE) / 1e5
      const root = (-c + Math.sqrt(c * c + 4 * 0.6)) / 2
      expect(status).toBe(STATUS.certified)
      expect(get('pressure(CO)') / root ** 2).toBeCloseTo(1, 11)
    }
  })

  it('lets an inert gas pass, certified', () => {
    const gases = AB.replace(' }, B', ' }, N2: 0.3 bar, B')
    const text = model(gases, '  - { equation: "CO -> B", forward: { rate_constant: 3 1/s } }')
    const [{ status, get }] = alongAxis(text, 'tau', [2, 3]).points as [never, never]
    expect(status).toBe(STATUS.certified)
    expect((get as (name: string) => number)('conversion(N2)')).toBe(0)
  })
})

/** CO oxidation with irreversible adsorption of oxygen; feed pressures in bar. */
const oxidation = model(
  '{ CO: pCO, O2: pO2, CO2: 0 bar }',
  `  - { equation: "CO + * <-> CO*", forward: { rate_constant: 2e3 1/s }, reverse: { rate_constant: 4 1/s } }
  - { equation: "O2 + 2* -> 2 O*", forward: { rate_constant: 4e2 1/s } }
  - { equation: "CO* + O* -> CO2 + 2*", forward: { rate_constant: 200 1/s } }`,
  `starts:
  ignited: { O*: 0.9, CO: 0 bar }
  poisoned: { CO*: 0.999 }`,
).replace('  unused: 1', '  unused: 1\n  pCO: 0.05 bar\n  pO2: 0.2 bar')

/**
 * All steady states of `oxidation` as turnover frequencies [1/s]: for a given rate the gases follow from the feed,
 * the free sites from the adsorption of oxygen, CO* from that of CO, and what is left must react at that rate.
 */
function rootsOf(pCO: number, pO2: number, tau: number): { tof: number; CO: number; O: number }[] {
  const perRate = (tau * PER_SITE) / 1e5
  const at = (R: number) => {
    const free = Math.sqrt(R / (2 * 400 * (pO2 - (perRate * R) / 2)))
    const CO = (2000 * (pCO - perRate * R) * free - R) / 4
    const O = 1 - CO - free
    return { miss: 200 * CO * O - R, CO, O, tof: R }
  }
  const limit = Math.min(pCO, 2 * pO2) / perRate
  const roots: { tof: number; CO: number; O: number }[] = []
  // Dense towards 0 and towards full conversion.
  const grid = Array.from({ length: 20_000 }, (_, k) => 10 ** (-12 + (12 * k) / 20_000) / 2)
  const rates = [...grid, ...grid.toReversed().map(share => 1 - share)].map(share => share * limit)
  for (let k = 1; k < rates.length; k++) {
    let [low, high] = [rates[k - 1]!, rates[k]!]
    const sign = Math.sign(at(low).miss)
    if (sign === Math.sign(at(high).miss)) continue
    for (let halving = 0; halving < 100; halving++) {
      const middle = (low + high) / 2
      if (Math.sign(at(middle).miss) === sign) low = middle
      else high = middle
    }
    const root = at(high)
    if (root.CO > 0 && root.O > 0) roots.push(root)
  }
  return roots
}

describe('CO oxidation in a stirred tank', () => {
  const feeds = [0.002, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.4]

  it('has exactly the steady states of a brute-force search, up and down an S-shaped curve', () => {
    const { points } = alongAxis(oxidation, 'pCO', feeds, { analysis: { states: true } })
    const roots = feeds.map(pCO => rootsOf(pCO, 0.2, 2))
    expect(points.map(({ get }) => get('steady_states'))).toEqual(roots.map(list => list.length))
    expect(points.map(({ get }) => get('stable_states'))).toEqual([1, 1, 1, 1, 1, 2, 2, 1])
  })

  it('ends on the branch that its start leads to, gas at t = 0 included', () => {
    const runs = { ignited: 0, poisoned: 1 }
    for (const [start, side] of Object.entries(runs)) {
      const { points } = alongAxis(oxidation, 'pCO', feeds, { start })
      for (const [i, { status, get }] of points.entries()) {
        const roots = rootsOf(feeds[i]!, 0.2, 2).sort((a, b) => b.tof - a.tof)
        const root = side === 0 ? roots[0]! : roots.at(-1)!
        expect(status).toBe(STATUS.certified)
        expect(get('tof(CO2)') / root.tof).toBeCloseTo(1, 9)
        expect(get('coverage(CO*)') / root.CO).toBeCloseTo(1, 9)
        expect(get('coverage(O*)') / root.O).toBeCloseTo(1, 9)
      }
    }
    // From an O-covered surface the feed itself poisons before the ignited tank has settled.
    const { points } = alongAxis(oxidation, 'pCO', [0.39, 0.4], { start: { 'O*': 0.9 } })
    expect(points.map(({ get }) => get('coverage(CO*)') > 0.9)).toEqual([true, true])
  })

  it('keeps every element of the feed', () => {
    for (const start of ['ignited', 'poisoned', 'empty'])
      for (const { get } of alongAxis(oxidation, 'pCO', feeds, { start }).points) {
        const [pCO, pO2, pCO2] = ['CO', 'O2', 'CO2'].map(gas => get(`pressure(${gas})`)) as [
          number,
          number,
          number,
        ]
        const fed = feeds[alongIndex(feeds, pCO + pCO2)]!
        expect((pCO + pCO2) / fed).toBeCloseTo(1, 12)
        expect((pCO + 2 * pO2 + 2 * pCO2) / (fed + 0.4)).toBeCloseTo(1, 12)
        expect(get('conversion(CO)') * fed * 1e5).toBeCloseTo(get('tof(CO2)') * 2 * PER_SITE, 6)
      }
  })

  it('becomes gas that is held fixed as the residence time vanishes', () => {
    const fixed = oxidation.replace(/^reactor:.*$/m, '').replace('CO: 0 bar', '')
    const rates = [1e-20, 1e-22].map(tau =>
      alongAxis(oxidation, 'pCO', feeds, { settings: { tau } }).points.map(({ get }) => get('tof(CO2)')),
    )
    const wanted = alongAxis(fixed, 'pCO', feeds).points.map(({ get }) => get('tof(CO2)'))
    for (const list of rates)
      for (const [i, rate] of list.entries()) expect(rate / wanted[i]!).toBeCloseTo(1, 12)
  })

  it('says how a rate answers to the feed and to the temperature, as its neighbours do', () => {
    const T = [499.95, 500, 500.05]
    const text = oxidation.replace('rate_constant: 200 1/s', 'arrhenius: { A: 1e7 1/s, Ea: 0.4662 eV }')
    const warm = alongAxis(text, 'T', T, { settings: { pCO: 0.1 } })
    const layout = analysisLayout(warm.plan.mechanism)
    const lnRate = (points: typeof warm.points, k: number): number => Math.log(points[k]!.get('tof(CO2)'))
    const { analysis } = warm.reporter.inspect(1, warm.plan.solver)
    const slope = (lnRate(warm.points, 2) - lnRate(warm.points, 0)) / 0.1
    const kB = warm.plan.mechanism.constants.kBeV
    expect(analysis![layout.activation(2)]! / (kB * 500 ** 2 * slope)).toBeCloseTo(1, 5)
    const [low, high] = [0.1 * Math.exp(-1e-4), 0.1 * Math.exp(1e-4)]
    const fed = alongAxis(text, 'pCO', [low, 0.1, high])
    const order = (lnRate(fed.points, 2) - lnRate(fed.points, 0)) / 2e-4
    expect(analysis![layout.order(2, 0)]! / order).toBeCloseTo(1, 5)
  })

  it('follows pressures and coverages of a transient from the start to the steady state', () => {
    const { reporter, plan, points } = alongAxis(oxidation, 'pCO', feeds, { start: 'ignited' })
    const { t, coverages, pressures, net, ended } = reporter.transient(3, plan.solver)
    expect(ended).toBe('steady')
    expect([coverages.length, pressures!.length, net.length]).toEqual([
      t.length * 3,
      t.length * 3,
      t.length * 3,
    ])
    expect(Array.from(pressures!.slice(0, 3))).toEqual([0, expect.closeTo(2e4, 8), 0])
    expect(pressures!.at(-1)! / 1e5 / points[3]!.get('pressure(CO2)')).toBeCloseTo(1, 2)
  })

  it('is right for any residence time and site density, from vacuum to packed bed', () => {
    const random = seeded(41)
    for (let run = 0; run < 40; run++) {
      const tau = 10 ** (-3 + 6 * random())
      const pCO = 10 ** (-3 + 2.5 * random())
      const crowding = 10 ** (-4 + 6 * random())
      const { points } = alongAxis(oxidation, 'tau', [tau, 2 * tau], {
        settings: { pCO, 'site_density(reactor)': DENSITY * crowding },
      })
      const nearest = rootsOf(pCO, 0.2, tau * crowding).map(root =>
        Math.abs(points[0]!.get('tof(CO2)') / root.tof - 1),
      )
      expect(points[0]!.status).toBe(STATUS.certified)
      expect(Math.min(...nearest)).toBeLessThan(1e-8)
    }
  })
})

const alongIndex = (values: readonly number[], near: number): number =>
  values.findIndex(value => Math.abs(near / value - 1) < 1e-6)
