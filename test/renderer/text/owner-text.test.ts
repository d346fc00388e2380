import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exchangeSentences, ownerText } from '../../../src/renderer/text/owner-text.js'
import { ownerSentences } from '../../../src/renderer/text/zh/owner-sentences.js'

beforeEach(() => exchangeSentences(ownerSentences))
afterEach(() => exchangeSentences([]))

describe('a sentence of the owner', () => {
  it('is said in the language in force, with its values and the reason inside it', () => {
    expect(
      ownerText(
        'Results cannot be saved to /home/lab/a.isobar: the disk is full, 12 kB free. What was saved before is safe.',
      ),
    ).toBe('无法将结果保存到 /home/lab/a.isobar：磁盘已满，剩余 12 kB。此前保存的内容完好。')
  })

  it('is said sentence by sentence, and after the field it is about', () => {
    expect(ownerText('x.count: An axis needs at least two values. Sort the values.')).toBe(
      'x.count：坐标轴至少需要两个值。 请将各值排序。',
    )
  })

  it('stays English where nothing else is known', () => {
    expect(ownerText('something new went wrong in 1 of 2')).toBe('something new went wrong in 1 of 2')
  })

  it('is the owner’s own in English', () => {
    exchangeSentences([])
    expect(ownerText('the disk is full')).toBe('the disk is full')
  })
})

describe('the sentences', () => {
  const SOURCE = resolve(import.meta.dirname, '../../../src')
  const said = ['shared', 'core', 'node', 'worker']
    .flatMap(layer =>
      readdirSync(join(SOURCE, layer), { recursive: true, encoding: 'utf8' })
        .filter(path => path.endsWith('.ts'))
        .map(path => readFileSync(join(SOURCE, layer, path), 'utf8')),
    )
    .join('\n')

  it('are all said by the owner, word for word', () => {
    const stale = ownerSentences.filter(([english]) =>
      english
        .split(/\{\w+\}/)
        .flatMap(part => part.split(/[.;:,"] ?/))
        .map(part => part.trim())
        .filter(part => part.length > 7)
        .some(part => !said.includes(part)),
    )
    expect(stale.map(([english]) => english)).toEqual([])
  })

  it('keep every value', () => {
    const places = (sentence: string): string => String([...sentence.matchAll(/\{\w+\}/g)].map(String).sort())
    expect(ownerSentences.filter(([english, other]) => places(english) !== places(other))).toEqual([])
  })
})
