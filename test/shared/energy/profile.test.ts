import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Profile, profileOf } from '../../../src/shared/energy/profile.js'
import { routesOf } from '../../../src/shared/energy/routes.js'
import { conditionsOf, type StepEnergy, stepEnergy } from '../../../src/shared/energy/step-energies.js'
import { requireModel } from '../../../src/shared/model/parse-model.js'
import { makeRateConstants } from '../../../src/worker/kinetics/rate-constants.js'

const mechanismOf = (text: string) => requireModel(text).mechanism
const sample = (name: string) =>
  readFileSync(new URL(`../../../resources/models/${name}.yaml`, import.meta.url), 'utf8')
const SAMPLES = ['co-oxidation-pt100', 'co-oxidation-tst-450K', 'co-oxidation-volcano']

/** A model of one gas that lands, moves over to another adsorbate and leaves as another gas. */
const toy = (arrow: string, laws: string): string => `
isobar: 1
name: toy
parameters: { T: 500 K, pCO: 2 bar }
gases: { CO: pCO, C: { pressure: 1 bar, composition: { C: 1, O: 1 } } }
adsorbates: { CO*: {}, OC*: {} }
steps:
  - { label: lands, equation: "CO + * <-> CO*", forward: { rate_constant: 1e8 1/s }, reverse: { rate_constant: 1e4 1/s } }
  - { label: moves, equation: "CO* ${arrow} OC*", ${laws} }
  - { label: leaves, equation: "C + * <-> OC*", forward: { barrier: 0.1 eV }, reverse: { free_energy: -0.5 eV } }
`
const TOY = toy(
  '<->',
  'forward: { arrhenius: { A: 1e13 1/s, Ea: 0.7 eV } }, reverse: { reaction_energy: -0.2 eV }',
)

describe.each(SAMPLES)('the energies of the sample %s', name => {
  const mechanism = mechanismOf(sample(name))
  const at = conditionsOf(mechanism, {})
  const steps = mechanism.steps.length
  const k = { kf: new Float64Array(steps), kr: new Float64Array(steps), K: new Float64Array(2 * steps) }
  makeRateConstants(mechanism, k)(Float64Array.from(at.values))

  it('are those the solver computes its rate constants from', () => {
    for (const [j, step] of mechanism.steps.entries()) {
      const { barrier, change } = stepEnergy(step, 'standard', at) as StepEnergy
      const tst = (at.kT / mechanism.constants.heV) * Math.exp(-barrier / at.kT)
      expect(tst / k.kf[j]!).toBeCloseTo(1, 9)
      expect(Math.exp(change / at.kT) / (k.kr[j]! / k.kf[j]!)).toBeCloseTo(1, 9)
    }
  })

  it('close in one cycle: two CO, one O2, two CO2', () => {
    expect(routesOf(mechanism)).toEqual([[2, 1, 2]])
    const { states, events, overall } = profileOf(mechanism, [2, 1, 2], 'free', {}) as Profile
    expect(overall).toBe('2 CO + O2 → 2 CO2')
    expect(events.map(event => event.label)).toEqual([0, 0, 1, 2, 2].map(j => mechanism.steps[j]!.label))
    expect(states[0]).toMatchObject({
      level: 0,
      surface: [],
      gas: [
        { name: 'CO', count: 2 },
        { name: 'O2', count: 1 },
      ],
    })
    expect(states[3]!.surface.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'CO*', count: 2 },
      { name: 'O*', count: 2 },
    ])
    expect(states[5]).toMatchObject({ surface: [], gas: [{ name: 'CO2', count: 2 }] })
  })
})

describe('a profile', () => {
  it('has the numbers of the model at p⁰', () => {
    const mechanism = mechanismOf(sample('co-oxidation-tst-450K'))
    const { states, events } = profileOf(mechanism, [2, 1, 2], 'standard', {}) as Profile
    expect(states.map(state => Number(state.level.toFixed(9)))).toEqual([
      0, -0.758, -1.516, -4.156, -3.832, -3.508,
    ])
    expect(events.map(event => event.barrier)).toEqual([0, 0, 0, 1.25, 1.25])
    expect(events[3]!.top).toBeCloseTo(-4.156 + 1.25, 12)
  })

  it('has the energies the model states, without entropy', () => {
    const { states, events } = profileOf(
      mechanismOf(sample('co-oxidation-pt100')),
      [2, 1, 2],
      'energy',
      {},
    ) as Profile
    expect(states.at(-1)!.level).toBeCloseTo(2 * -2.09 - 2.39 + 2 * -0.46, 12)
    expect(events.map(event => event.barrier)).toEqual([0, 0, 0.07, 0.39, 0.39])
  })

  it('shifts by kT ln p with the pressure of a gas', () => {
    const mechanism = mechanismOf(sample('co-oxidation-pt100'))
    const first = (pCO: number) =>
      (profileOf(mechanism, [2, 1, 2], 'free', { pCO }) as Profile).events[0]!.change
    expect(first(0.01) - first(0.1)).toBeCloseTo(mechanism.constants.kBeV * 500 * Math.log(10), 12)
  })

  it('shows a gas that is not there at p⁰, and says so', () => {
    const mechanism = mechanismOf(sample('co-oxidation-tst-450K'))
    expect((profileOf(mechanism, [2, 1, 2], 'free', {}) as Profile).absent).toEqual(['CO2'])
    expect((profileOf(mechanism, [2, 1, 2], 'free', { pCO2: 1 }) as Profile).absent).toEqual([])
  })

  it('runs a step backwards where the cycle needs it', () => {
    const mechanism = mechanismOf(TOY)
    expect(routesOf(mechanism)).toEqual([[1, 1, -1]])
    const { events, overall, states } = profileOf(mechanism, [1, 1, -1], 'standard', {}) as Profile
    expect(overall).toBe('CO → C')
    expect(events[2]).toMatchObject({ reverse: true, change: 0.5 })
    expect(events[2]!.barrier).toBeCloseTo(0.6, 12)
    expect(states.at(-1)!.level).toBeCloseTo(-conditionsOf(mechanism, {}).kT * Math.log(1e4) - 0.2 + 0.5, 12)
    expect(events.map(event => event.effective)).toEqual([true, true, false])
  })

  it('is refused where a step is irreversible and states no energy', () => {
    const text = toy('->', 'forward: { rate_constant: 1e3 1/s }')
    const mechanism = mechanismOf(text)
    expect(profileOf(mechanism, routesOf(mechanism)[0], 'free', {})).toEqual({
      troubles: [{ label: 'moves', reason: 'irreversible' }],
    })
  })
})
