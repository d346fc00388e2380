import { describe, expect, it } from 'vitest'
import { fuzzyFind } from '../../../src/renderer/actions/fuzzy.js'

const find = (wanted: string, items: string[]): string[] => fuzzyFind(wanted, items, item => [item])

describe('what is looked for', () => {
  it('is found by the beginnings of its words', () => {
    expect(find('ec', ['Re-run failed cells', 'Export as CSV…', 'Save as…'])[0]).toBe('Export as CSV…')
    expect(find('tofco', ['θ(CO*)', 'TOF(CO₂)'])).toEqual(['TOF(CO₂)'])
  })

  it('stands first where its letters stand together', () => {
    expect(find('sto', ['Show system tools', 'Stop'])[0]).toBe('Stop')
  })

  it('is left out where a letter is missing', () => {
    expect(find('xyz', ['Export'])).toEqual([])
  })

  it('is everything, in order, for an empty wish', () => {
    expect(find(' ', ['b', 'a'])).toEqual(['b', 'a'])
  })

  it('may be Chinese', () => {
    expect(find('导出', ['打开会话…', '导出为 CSV…'])).toEqual(['导出为 CSV…'])
  })
})
