import { describe, expect, it } from 'vitest'
import { foreign } from '../../../src/renderer/text/foreign.js'

describe('foreign', () => {
  it.each([
    ['maria-laptop', 'maria-laptop'],
    ['Rechner für Größe', 'Rechner für Größe'],
    ['实验室-2', '实验室-2'],
    ['lab\n\u2028two\u0000', 'lab two'],
    ['lab\u202etuo\u202c', 'labtuo'],
    ['lab\u200b-2', 'lab-2'],
    ['<b>lab</b>', '<b>lab</b>'],
  ])('shows %j as %j', (sent, shown) => {
    expect(foreign(sent)).toBe(shown)
  })

  it('cuts a long name between letters', () => {
    expect([...foreign('𝒳'.repeat(1000))]).toHaveLength(64)
    // Half a surrogate pair cannot be encoded.
    expect(() => encodeURIComponent(foreign('𝒳'.repeat(1000)))).not.toThrow()
  })
})
