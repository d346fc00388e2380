import { describe, expect, it } from 'vitest'
import { parseModel } from '../../../src/shared/model/parse-model.js'
import { edit, fixture, positionOf } from './samples.js'

const BASE = fixture('small.yaml')

const rules = (text: string): string[] => parseModel(text).findings.map(finding => finding.rule)

describe('YAML at the door', () => {
  it('reads a file with byte order mark and Windows line ends to the same mechanism', () => {
    expect(parseModel('\ufeff' + BASE.replaceAll('\n', '\r\n'))).toEqual(parseModel(BASE))
  })

  it('counts lines the same with byte order mark and Windows line ends', () => {
    const text = edit(BASE, '0.5 bar', '0.5 baar')
    const windows = '\ufeff' + text.replaceAll('\n', '\r\n')
    expect(parseModel(windows).findings).toEqual(parseModel(text).findings)
  })

  it('keeps the species NO a name', () => {
    const text = `isobar: 1
name: NO
parameters: { T: 500 K }
gases:
  NO: 1 bar
steps:
  - equation: NO + * <-> NO*
    forward: { barrier: 0 eV }
    reverse: { free_energy: -1 eV }
`
    const { mechanism } = parseModel(text)
    expect(mechanism!.gases[0]).toMatchObject({ name: 'NO', composition: { N: 1, O: 1 } })
    expect(mechanism!.name).toBe('NO')
  })

  it('treats __proto__ as the unknown key it is', () => {
    const text = `__proto__: { polluted: true }\n${BASE}`
    expect(parseModel(text).findings).toMatchObject([{ rule: 'unknown-key', line: 1, value: '__proto__' }])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it.each([
    ['parameters', '  T: 500 K', '  T: 500 K\n  __proto__: 3 eV'],
    ['gases', '  CO: pA', '  CO: pA\n  __proto__: 1 bar'],
    ['coverages', 'half: { CO*: 0.5 }', 'half: { __proto__: 0.5 }'],
    ['starts', 'half: { CO*: 0.5 }', '__proto__: { CO*: 0.5 }'],
    ['compositions', 'CO: pA', 'CO: { pressure: pA, composition: { __proto__: 1 } }'],
  ])('is not polluted by __proto__ among the %s', (_, from, to) => {
    parseModel(edit(BASE, from, to))
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  it('refuses an alias bomb before expanding it', () => {
    const bomb = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`).join('\n')
    expect(rules(bomb)).toContain('yaml-alias')
  })

  it('explains that text starting with a star needs quotes', () => {
    const text = edit(BASE, 'equation: O2 + 2* -> 2 O*', 'equation: * + CO -> CO*')
    const [finding] = parseModel(text).findings
    expect(finding).toMatchObject({ rule: 'malformed-yaml', ...positionOf(text, '* + CO') })
    expect(finding!.remedy).toContain('quotes')
  })

  it.each([
    ['a tab', 'parameters:\n\tT: 500 K\n', 2, 'spaces'],
    ['an open bracket', 'isobar: 1\nmap: [1, 2\nname: x\n', 3, ''],
    ['an open quote', 'isobar: 1\nname: "small\n', 3, 'quote'],
    ['a second colon', 'isobar: 1\nname: CO: oxidation\n', 2, 'quotes'],
    ['two documents', 'isobar: 1\n---\nisobar: 1\n', 2, 'one model'],
  ])('points at %s', (_, text, line, remedy) => {
    const [finding] = parseModel(text).findings
    expect(finding).toMatchObject({ rule: 'malformed-yaml', severity: 'error', line })
    expect(finding!.remedy).toContain(remedy)
  })

  it.each([
    ['nothing', '', 'empty'],
    ['a comment', '# nothing here\n', 'empty'],
    ['a number', '42\n', 'wrong-type'],
    ['a list', '- a\n- b\n', 'wrong-type'],
    ['bytes that are no text', 'SQLite format 3\u0000\u0010', 'not-text'],
    ['UTF-16 read as UTF-8', '\ufffd\ufffdi\u0000s\u0000o\u0000', 'not-text'],
    ['more than 1 MiB', '#'.repeat(1_048_577), 'too-large'],
    ['half a million brackets', '['.repeat(500_000), 'too-deep'],
    ['a hundred thousand nested lists', '- '.repeat(100_000), 'malformed-yaml'],
    ['another YAML version', `%YAML 1.1\n---\n${BASE}`, 'yaml-directive'],
    ['a custom tag', edit(BASE, 'name: small', 'name: !!js/function small'), 'yaml-tag'],
    ['an anchor', edit(BASE, 'name: small', 'name: &a small'), 'yaml-anchor'],
  ])('refuses %s with a position', (_, text, rule) => {
    const { mechanism, findings } = parseModel(text)
    expect(mechanism).toBeUndefined()
    expect(findings.map(finding => finding.rule)).toContain(rule)
    expect(findings.every(finding => finding.line! >= 1 && finding.column! >= 1)).toBe(true)
  })
})
