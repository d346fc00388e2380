import { describe, expect, it } from 'vitest'
import { textRuns, textWidth, tspans, wrapText } from '../../../src/shared/figure/rich-text.js'

describe('text of a figure', () => {
  it('raises and lowers what Unicode does', () => {
    expect(textRuns('TOF(CO₂) (s⁻¹)')).toEqual([
      { text: 'TOF(CO', shift: 'none' },
      { text: '2', shift: 'down' },
      { text: ') (s', shift: 'none' },
      { text: '−1', shift: 'up' },
      { text: ')', shift: 'none' },
    ])
  })

  it('comes back to its line after each', () => {
    const moves = [...tspans('a⁻¹b₂c', 10).matchAll(/dy="([-\d.]+)"/g)].map(([, dy]) => Number(dy))
    expect(moves.reduce((sum, dy) => sum + dy, 0)).toBeCloseTo(0, 6)
  })

  it('wraps between words, and between any two Chinese characters', () => {
    for (const line of wrapText('the quick brown fox jumps over the lazy dog', 8))
      expect(textWidth(line)).toBeLessThanOrEqual(8)
    expect(wrapText('覆盖度随压力的变化', 4)).toEqual(['覆盖度随', '压力的变', '化'])
  })
})
