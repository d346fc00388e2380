import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isCode } from '../../../src/shared/errors.js'
import { importCantera } from '../../../src/shared/import/cantera.js'
import { importCatmap } from '../../../src/shared/import/catmap.js'
import { importMkmcxx } from '../../../src/shared/import/mkmcxx.js'
import { parseModel } from '../../../src/shared/model/parse-model.js'
import { uniform } from '../../support/random-mechanism.js'

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/import/${name}`, import.meta.url), 'utf8')

const ROUNDS = 500
/** One import takes some milliseconds; this is far above any, and far below a hang [ms]. */
const LONG = 2000

// prettier-ignore
const NASTY = [
  '*', '&a ', '!!int ', '{', '}', '[', ']', ':', ': ', ',', '#', '"', "'", '|', '>', '-', '- ', ';', '=>', '<=>', '<->', '&settings', '\t', '\n', '\r\n',
  '0', '-1', '1e999', '-1e308', '1e-400', '9'.repeat(400), 'nan', 'inf', 'null', 'None', 'True', '__proto__', 'constructor', 'toString',
  '−', '５', 'О', '→', '😀', '\u0000', '\ufeff', '\u2028', '\ud800', '['.repeat(3000), '('.repeat(3000), '{a: '.repeat(500), '*'.repeat(2000), ' '.repeat(5000),
  '1 + '.repeat(2000), "'''", '"""', '\\', 'import os', 'lambda: 0', '**2', 'x'.repeat(300),
]

/** One to three accidents: pieces lost, turned, doubled, moved and replaced. */
function mutate(text: string, random: () => number): string {
  const below = (n: number): number => Math.floor(random() * n)
  let result = text
  for (let times = 1 + below(3); times > 0; times--) {
    const at = below(result.length + 1)
    const lines = result.split('\n')
    const [i, j] = [below(lines.length), below(lines.length)]
    const nasty = NASTY[below(NASTY.length)]!
    const numbers = [...result.matchAll(/[-+]?\d+(\.\d*)?(e[-+]?\d+)?/gi)]
    const number = numbers[below(numbers.length)]
    const words = [...result.matchAll(/[A-Za-z_]+/g)]
    const word = words[below(words.length)]
    const replace = (match: RegExpMatchArray | undefined, by: string): string =>
      match ? result.slice(0, match.index) + by + result.slice(match.index! + match[0].length) : result
    const accidents = [
      () => result.slice(0, at) + result.slice(at + 1 + below(12)),
      () => result.slice(0, at),
      () => result.slice(0, at) + nasty + result.slice(at),
      () =>
        result.slice(0, at) +
        String.fromCharCode(result.charCodeAt(at) ^ (1 << below(7))) +
        result.slice(at + 1),
      () => lines.toSpliced(i, 1).join('\n'),
      () => lines.toSpliced(i, 0, lines[j]!).join('\n'),
      () => lines.with(i, lines[j]!).with(j, lines[i]!).join('\n'),
      () => replace(number, nasty),
      () => replace(word, nasty),
      () => replace(word, words[below(words.length)]?.[0] ?? ''),
    ]
    result = accidents[below(accidents.length)]!()
  }
  return result
}

const [MKM, TABLE] = [fixture('co-oxidation.mkm'), fixture('energies.txt')]

const FORMATS: readonly [string, string, (text: string) => { text: string }][] = [
  ['Cantera', fixture('pt-co-oxidation.cantera.yaml'), text => importCantera(text, 'a.yaml')],
  ['MKMCXX', fixture('co-oxidation.mkx'), text => importMkmcxx(text, 'a.mkx')],
  ['CatMAP', MKM, text => importCatmap(text, TABLE, 'a.mkm')],
  ['CatMAP by its table', TABLE, text => importCatmap(MKM, text, 'a.mkm')],
]

describe.each(FORMATS)('a damaged file of %s', (_, source, read) => {
  it('is refused with findings, or read as a model that the door takes', () => {
    const random = uniform(20_260)
    let refused = 0
    for (let round = 0; round < ROUNDS; round++) {
      const damaged = mutate(source, random)
      const from = performance.now()
      try {
        const { text } = read(damaged)
        expect(parseModel(text).mechanism, `round ${round}`).toBeDefined()
      } catch (thrown) {
        if (!isCode(thrown, 'model/invalid') && !isCode(thrown, 'input/invalid'))
          throw new Error(`round ${round}: ${JSON.stringify(damaged).slice(0, 3000)}`, { cause: thrown })
        refused++
        if (isCode(thrown, 'model/invalid'))
          for (const { message, remedy } of thrown.data.findings) expect([message, remedy]).not.toContain('')
      }
      expect(performance.now() - from, `round ${round}`).toBeLessThan(LONG)
    }
    // A fuzzer that breaks nothing tests nothing.
    expect(refused).toBeGreaterThan(ROUNDS / 5)
  }, 60_000)
})
