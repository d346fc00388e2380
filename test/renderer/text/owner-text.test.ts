import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exchangeSentences, ownerText } from '../../../src/renderer/text/owner-text.js'
import { lanSentences } from '../../../src/renderer/text/zh/lan-sentences.js'
import { lintSentences } from '../../../src/renderer/text/zh/lint-sentences.js'
import { ownerSentences } from '../../../src/renderer/text/zh/owner-sentences.js'
import {
  connectFailure,
  firewallRemedy,
  isolation,
  sendFailure,
} from '../../../src/node/lan/doctor-remedies.js'

const allSentences = [...ownerSentences, ...lanSentences, ...lintSentences]

beforeEach(() => exchangeSentences(allSentences))
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

  it('is known for whatever keeps two computers apart', () => {
    const address = '192.168.1.20:47110'
    const outcomes = ['refused', 'timed-out', 'no-route', 'unknown-host', 'failed'] as const
    const failures = [
      ...outcomes.map(outcome =>
        connectFailure({ outcome, code: 'EHOSTUNREACH', remote: undefined }, address, '192.168.1.1', 'linux'),
      ),
      ...['ENETUNREACH', 'EADDRINUSE', 'EPERM', 'EIO'].map(code =>
        sendFailure(Object.assign(new Error(code), { code }), 'linux'),
      ),
      isolation('it can be reached directly', address),
      isolation('the gateway 192.168.1.1 answers'),
      { detail: 'Clock', remedy: firewallRemedy('win32', 47110) },
    ]
    const said = failures.flatMap(({ detail, remedy }) => [ownerText(detail), ownerText(remedy)])
    expect(said.filter(sentence => /[.!?] [A-Z]|^[^\p{Script=Han}]*$/u.test(sentence))).toEqual([])
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
    // A sentence that the source breaks into lines is one all the same.
    .replace(/['`] \+\s*['`]/g, '')

  it('are all said by the owner, word for word', () => {
    const stale = allSentences.filter(([english]) =>
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
    expect(allSentences.filter(([english, other]) => places(english) !== places(other))).toEqual([])
  })
})
