import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { placeFindings } from '../../../src/renderer/editor/diagnostics.js'
import { parseModel } from '../../../src/shared/model/parse-model.js'

const read = (name: string) =>
  readFileSync(new URL(`../../../resources/models/${name}.yaml`, import.meta.url), 'utf8')
const pt = read('co-oxidation-pt100')
const volcano = read('co-oxidation-volcano')

const placed = (text: string) => placeFindings(text, parseModel(text).findings)

describe.each([
  ['a parameter', pt, 'pressure: pO2', 'pressure: pO22', 'pO22'],
  [
    'a key',
    pt,
    'sticking: active, area: cell, barrier: 0 eV',
    'stiking: active, area: cell, barrier: 0 eV',
    'stiking',
  ],
  ['a unit', pt, 'T: 500 K', 'T: 500 degc', 'degc'],
  [
    'a thermo model',
    pt,
    'model: ideal-gas, rotational: 2.78',
    'model: ideal-gass, rotational: 2.78',
    'ideal-gass',
  ],
  ['a name in an expression', volcano, '1.43185233 * E_O +', '1.43185233 * E_P +', 'E_P'],
  ['a character', pt, 'equation: CO + * <-> CO*', 'equation: CО + * <-> CO*', 'CО'],
])('a misspelt %s', (_, text, right, wrong, marked) => {
  const edited = text.replace(right, wrong)
  const [first] = placed(edited)

  it('is marked where it stands', () => {
    expect(edited.slice(first!.from, first!.to)).toContain(marked)
    expect(edited.slice(0, first!.from).split('\n')).toHaveLength(first!.finding.line!)
  })

  it('is mended by its fix', () => {
    const { from, to, insert } = first!.fix!
    const mended = `${edited.slice(0, from)}${insert}${edited.slice(to)}`
    expect(parseModel(mended).findings.filter(finding => finding.rule === first!.finding.rule)).toEqual([])
  })
})

describe('a finding', () => {
  it('without a suggestion has no fix', () => {
    expect(placed(pt.replace('T: 500 K', 'T: 500'))[0]!.fix).toBeUndefined()
  })

  it('about what is missing marks something that can be seen', () => {
    for (const { from, to } of placed(pt.replace('name: CO oxidation on Pt(100)', '')))
      expect(to).toBeGreaterThan(from)
  })

  it('never lies outside the text', () => {
    for (let cut = 0; cut < pt.length; cut += 97)
      for (const { from, to } of placed(pt.slice(0, cut))) {
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(cut)
        expect(to).toBeGreaterThanOrEqual(from)
      }
  })
})
