import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expressionScalar, placesOf } from '../../../src/shared/model/parameter-places.js'
import { locateModel, parseModel } from '../../../src/shared/model/parse-model.js'

const sample = (name: string): string =>
  readFileSync(new URL(`../../../resources/models/${name}.yaml`, import.meta.url), 'utf8')
const places = (text: string) => placesOf(text, locateModel(text).drafts)

describe.each(['co-oxidation-pt100', 'co-oxidation-tst-450K', 'co-oxidation-volcano'])(
  'in the sample %s',
  name => {
    const text = sample(name)
    const { mechanism } = parseModel(text)

    it('every parameter has a place', () => {
      expect(places(text).map(place => place.name)).toEqual(mechanism!.parameters.map(p => p.name))
    })

    it.each(places(text).filter(place => place.kind === 'number'))(
      'a new number for $name changes nothing else in the model',
      ({ name: parameter, from, to }) => {
        const edited = `${text.slice(0, from)}0.125${text.slice(to)}`
        const after = locateModel(edited).drafts
        expect(after.find(draft => draft.name === parameter)?.value).toBe(0.125)
        const others = (drafts: typeof after) =>
          drafts.filter(d => d.name !== parameter && !d.expression).map(d => [d.name, d.value, d.unit])
        expect(others(after)).toEqual(others(locateModel(text).drafts))
        expect(edited.length - text.length).toBe(5 - (to - from))
      },
    )
  },
)

describe('the place of an expression', () => {
  const text = (scalar: string): string =>
    sample('co-oxidation-volcano').replace('1.43185233 * E_O + 3.1898893', scalar)

  it.each(['2 * E_O', '"2 * E_O"', "'2 * E_O'", '>-\n      2 * E_O'])('takes another one for %j', scalar => {
    const before = text(scalar)
    const place = places(before).find(p => p.name === 'E_OO')!
    expect(place).toMatchObject({ kind: 'expression', written: '2 * E_O' })
    const after = `${before.slice(0, place.from)}${expressionScalar('min(E_O, 1)')}${before.slice(place.to)}`
    expect(parseModel(after).findings).toEqual([])
    expect(places(after).find(p => p.name === 'E_OO')!.written).toBe('min(E_O, 1)')
  })

  it.each(['E_O', '0.67 * (E_O + E_CO)', 'max(E_O, 1)', '-E_O', '# E_O', 'a: b'])(
    'keeps %j as it is',
    written => {
      const after = text(expressionScalar(written))
      expect(places(after).find(p => p.name === 'E_OO')!.written).toBe(written)
    },
  )
})

it('places are known in text with errors too, as far as it can be read', () => {
  const text = sample('co-oxidation-pt100').replace('pressure: pCO2', 'pressure: pCO3')
  expect(places(text).map(place => place.name)).toContain('T')
})
