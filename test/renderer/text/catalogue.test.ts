import { describe, expect, it } from 'vitest'
import { en } from '../../../src/renderer/text/en.js'
import { zh } from '../../../src/renderer/text/zh.js'

/** The words of a catalogue by their path, such as `menu.open`. */
function wordsOf(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  return Object.entries(node as object).flatMap(([key, child]) =>
    wordsOf(child, path === '' ? key : `${path}.${key}`),
  )
}

/** Names, which are the same in every language. */
const NAMES =
  /^app\.name$|^shortcuts\.key|\.palettes\.|^points\.rate$|^exporting\.(print|formats\.\w+\.name)$|^scaling\.(export|legend\.(amdahl|usl)|columns\.karpFlatt|aicc)/

const places = (words: string): string[] => [...new Set(words.match(/\{\w+\}/g) ?? [])].sort()
const english = Object.fromEntries(wordsOf(en))
const chinese = wordsOf(zh)

describe('the Chinese catalogue', () => {
  it('has the words of the English one and no others', () => {
    expect(chinese.map(([path]) => path).sort()).toEqual(Object.keys(english).sort())
  })

  it('leaves the same places to fill', () => {
    const wrong = chinese.filter(([path, words]) => String(places(words)) !== String(places(english[path]!)))
    expect(wrong).toEqual([])
  })

  it('translates whatever is words', () => {
    const left = chinese.filter(([path, words]) => {
      const rest = words.replace(/\{\w+\}/g, '').replace(/isobar peer[^，。]*/g, '')
      return words === english[path] && /[a-z]{2,}/i.test(rest) && !NAMES.test(path)
    })
    expect(left).toEqual([])
  })

  it('has a point as decimal sign and no full-width figures', () => {
    expect(chinese.filter(([, words]) => /\d，\d|[０-９]/.test(words))).toEqual([])
  })
})
