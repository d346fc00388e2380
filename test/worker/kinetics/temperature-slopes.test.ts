import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { requireModel } from '../../../src/shared/model/parse-model.js'
import { type Mechanism } from '../../../src/shared/mechanism.js'
import { parameterEvaluator } from '../../../src/worker/kinetics/parameters.js'
import { makeRateConstants } from '../../../src/worker/kinetics/rate-constants.js'
import { makeTemperatureSlopes } from '../../../src/worker/kinetics/temperature-slopes.js'

const read = (path: string): Mechanism =>
  requireModel(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')).mechanism

/** ∂ln K/∂T by central differences of two widths, extrapolated. */
function differences(mechanism: Mechanism): number[] {
  const m = mechanism.steps.length
  const constants = { kf: new Float64Array(m), kr: new Float64Array(m), K: new Float64Array(2 * m) }
  const evaluate = parameterEvaluator(mechanism)
  const rateConstants = makeRateConstants(mechanism, constants)
  const values = new Float64Array(mechanism.parameters.length)
  const lnAt = (d: number): number[] => {
    const given = Float64Array.from(mechanism.parameters, p => p.value)
    given[mechanism.temperature]! += d / mechanism.parameters[mechanism.temperature]!.factor
    evaluate(given, values)
    expect(rateConstants(values)).toBeUndefined()
    return [...constants.kf, ...constants.kr].map(Math.log)
  }
  const central = (d: number): number[] => {
    const [up, down] = [lnAt(d), lnAt(-d)]
    return up.map((value, j) => (value === -Infinity ? 0 : (value - down[j]!) / (2 * d)))
  }
  const [coarse, fine] = [central(0.5), central(0.25)]
  return fine.map((value, j) => (4 * value - coarse[j]!) / 3)
}

describe('the slopes of the rate constants with temperature', () => {
  it.each([
    'resources/models/co-oxidation-pt100.yaml',
    'resources/models/co-oxidation-volcano.yaml',
    'resources/models/co-oxidation-tst-450K.yaml',
    'test/fixtures/models/everything.yaml',
  ])('are those of the constants themselves: %s', path => {
    const mechanism = read(path)
    const out = new Float64Array(2 * mechanism.steps.length)
    makeTemperatureSlopes(mechanism)(
      Float64Array.from(mechanism.parameters, p => p.value),
      out,
    )
    const expected = differences(mechanism)
    for (const [j, slope] of out.entries())
      expect(Math.abs(slope - expected[j]!)).toBeLessThan(
        1e-7 * Math.max(1e-3, Math.abs(expected[j]!)) + 1e-10,
      )
  })

  it('follow a barrier that is an expression in T', () => {
    const text = readFileSync(
      new URL('../../../resources/models/co-oxidation-volcano.yaml', import.meta.url),
      'utf8',
    )
    const { mechanism } = requireModel(text.replace('+ 1.83304837', '+ 1.83304837 + 1e-4 * T'))
    const out = new Float64Array(2 * mechanism.steps.length)
    makeTemperatureSlopes(mechanism)(
      Float64Array.from(mechanism.parameters, p => p.value),
      out,
    )
    expect(out[2]).toBeCloseTo(differences(mechanism)[2]!, 9)
  })
})
