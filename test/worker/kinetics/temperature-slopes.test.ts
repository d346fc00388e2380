import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { requireModel } from '../../../src/shared/model/parse-model.js'
import { parameterEvaluator } from '../../../src/worker/kinetics/parameters.js'
import { makeRateConstants } from '../../../src/worker/kinetics/rate-constants.js'
import { makeTemperatureSlopes } from '../../../src/worker/kinetics/temperature-slopes.js'

const modelText = readFileSync(
  new URL('../../fixtures/models/beyond-mass-action.yaml', import.meta.url),
  'utf8',
)

describe('slopes of rate constants over temperature', () => {
  it('match differences for tables, harmonic adsorbates, sticking after Motz and Wise, and transition states', () => {
    const { mechanism } = requireModel(modelText)
    const m = mechanism.steps.length
    const evaluate = parameterEvaluator(mechanism)
    const at = (T: number): Float64Array => {
      const constants = {
        kf: new Float64Array(m),
        kr: new Float64Array(m),
        K: new Float64Array(2 * m + 100),
      }
      const given = Float64Array.from(mechanism.parameters, p => p.value)
      given[mechanism.temperature] = T
      const values = new Float64Array(given.length)
      evaluate(given, values)
      expect(makeRateConstants(mechanism, constants)(values)).toBeUndefined()
      return Float64Array.of(...constants.kf, ...constants.kr)
    }
    const slopes = new Float64Array(2 * m)
    makeTemperatureSlopes(mechanism)(
      Float64Array.from(mechanism.parameters, p => p.value),
      slopes,
    )
    const h = 0.05
    const [above, below] = [at(500 + h), at(500 - h)]
    for (let j = 0; j < 2 * m; j++) {
      if (above[j] === 0) continue
      expect(slopes[j]! / ((Math.log(above[j]!) - Math.log(below[j]!)) / (2 * h))).toBeCloseTo(1, 5)
    }
  })
})
