import { describe, expect, it } from 'vitest'
import { freeSessionPath, sessionStem } from '../../../src/node/desk/session-name.js'

describe('the name of a new session', () => {
  it.each([
    ['co-oxidation-pt100', 'co-oxidation-pt100'],
    ['CO oxidation on Pt(100), 500 K', 'CO-oxidation-on-Pt-100-500-K'],
    ['../../etc/passwd', 'etc-passwd'],
    ['..', 'session'],
    ['', 'session'],
    ['CON', 'session'],
    ['lpt1', 'session'],
    ['🔥', 'session'],
    ['一氧化碳氧化', '一氧化碳氧化'],
    ['x'.repeat(300), 'x'.repeat(60)],
  ])('is made of %j as %j', (name, stem) => {
    expect(sessionStem(name)).toBe(stem)
  })

  it('takes the lowest number that makes a new file', () => {
    const taken = new Set(['/s/m.isobar', '/s/m-2.isobar'])
    expect(freeSessionPath('/s', 'm', path => taken.has(path))).toBe('/s/m-3.isobar')
    expect(freeSessionPath('/s', 'n', path => taken.has(path))).toBe('/s/n.isobar')
  })
})
