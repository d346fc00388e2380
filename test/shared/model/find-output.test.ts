import { describe, expect, it } from 'vitest'
import { isCode } from '../../../src/shared/errors.js'
import { findOutput } from '../../../src/shared/model/find-output.js'
import { requireModel } from '../../../src/shared/model/parse-model.js'
import { sample } from './samples.js'

const { mechanism } = requireModel(sample('co-oxidation-pt100'))

describe('findOutput', () => {
  it.each([
    ['tof(CO2)', 'tof(CO2)'],
    ['coverage(*)', 'coverage(*)'],
    ['rate(O2 adsorption)', 'rate(O2 adsorption)'],
    ['rate(1)', 'rate(CO adsorption)'],
    [' reverse_rate(3) ', 'reverse_rate(CO2 formation)'],
    ['error_bound', 'error_bound'],
  ])('finds %s', (name, found) => {
    expect(findOutput(mechanism, name).name).toBe(found)
  })

  it.each([
    ['tof(C02)', '"tof(CO2)"'],
    ['rate(0)', ''],
    ['rate(4)', ''],
    ['rate(CO adsorbtion)', '"rate(CO adsorption)"'],
    ['', 'Known here'],
  ])('refuses "%s"', (name, remedy) => {
    let thrown: unknown
    try {
      findOutput(mechanism, name)
    } catch (error) {
      thrown = error
    }
    expect(isCode(thrown, 'input/invalid') && thrown.data).toMatchObject({ field: 'output', value: name })
    expect(isCode(thrown, 'input/invalid') && thrown.data.remedy).toContain(remedy)
  })
})
