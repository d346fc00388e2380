import { describe, expect, it } from 'vitest'
import { canteraYaml } from '../../../src/shared/export/cantera-yaml.js'
import { rateTable } from '../../../src/shared/export/rate-table.js'
import { importCantera } from '../../../src/shared/import/cantera.js'
import { requireModel } from '../../../src/shared/model/parse-model.js'
import { fixture, SAMPLES, sample } from '../model/samples.js'

/** Cantera keeps each kind of site in a phase of its own, which is not written. */
const TWO_KINDS = 'co-oxidation-ruo2'
const MODELS = [
  ...SAMPLES.filter(name => name !== TWO_KINDS).map(name => [name, sample(name)] as const),
  ['beyond-mass-action', fixture('beyond-mass-action.yaml')] as const,
]

describe('a mechanism written for Cantera', () => {
  it.each(MODELS)('comes back with the same rates: %s', (_, text) => {
    const { mechanism } = requireModel(text)
    const written = canteraYaml({ mechanism, settings: {}, start: mechanism.start, siteDensity: 2.5e-9 })
    const back = requireModel(importCantera(written, 'written.yaml').text).mechanism
    const table = rateTable(mechanism, {})
    const expected = mechanism.steps.flatMap((step, j) =>
      step.reverse.kind === 'irreversible'
        ? [way(table.forward, j)]
        : [way(table.forward, j), way(table.reverse, j)],
    )
    const found = rateTable(back, {})
    const running = expected.filter(({ k }) => k > 0)
    const kept = back.steps.map((_, j) => way(found.forward, j)).filter(({ k }) => k > 0)
    expect(kept).toHaveLength(running.length)
    // Both list the free site last; adsorbates keep their order.
    for (const [j, { k, order, slope }] of kept.entries()) {
      expect(Math.abs(k / running[j]!.k - 1)).toBeLessThan(1e-9)
      for (const i of order.keys()) {
        expect(order[i]).toBeCloseTo(running[j]!.order[i]!, 12)
        expect(slope[i]).toBeCloseTo(running[j]!.slope[i]!, 9)
      }
    }
    expect(back.start.every((coverage, i) => Math.abs(coverage - mechanism.start[i]!) < 1e-12)).toBe(true)
  })

  it('keeps rate constants without thermochemistry at other temperatures too', () => {
    const { mechanism } = requireModel(sample('co-oxidation-tst-450K'))
    const written = canteraYaml({ mechanism, settings: {}, start: mechanism.start, siteDensity: 1e-9 })
    const back = requireModel(importCantera(written, 'written.yaml').text).mechanism
    const [own, found] = [rateTable(mechanism, { T: 600 }), rateTable(back, { T: 600 })]
    expect(Math.abs(found.forward.k[0]! / own.forward.k[0]! - 1)).toBeLessThan(1e-9)
    expect(Math.abs(found.forward.k[1]! / own.reverse.k[0]! - 1)).toBeLessThan(1e-9)
  })

  it('says what holds at one temperature only', () => {
    const { mechanism } = requireModel(sample('co-oxidation-pt100'))
    const written = canteraYaml({ mechanism, settings: {}, start: mechanism.start, siteDensity: 2.5e-9 })
    expect(written).toMatch(/^# Only at 500 K, because of thermochemistry: /m)
  })

  it('refuses several types of sites by name', () => {
    const { mechanism } = requireModel(fixture('everything.yaml'))
    expect(() =>
      canteraYaml({ mechanism, settings: {}, start: mechanism.start, siteDensity: 2.5e-9 }),
    ).toThrow(/the sites \S+ cannot be written for Cantera/)
  })

  it('refuses a reactor, which would be lost', () => {
    const { mechanism } = requireModel(fixture('tank.yaml'))
    expect(() =>
      canteraYaml({ mechanism, settings: {}, start: mechanism.start, siteDensity: 2.5e-9 }),
    ).toThrow(/the reactor cannot be written for Cantera/)
  })
})

const way = (
  table: {
    k: readonly number[]
    order: readonly (readonly number[])[]
    slope: readonly (readonly number[])[]
  },
  j: number,
) => ({ k: table.k[j]!, order: table.order[j]!, slope: table.slope[j]! })
