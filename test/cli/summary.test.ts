import { describe, expect, it } from 'vitest'
import { quoted, type RunReport, summarise } from '../../src/cli/summary.js'
import type { Census } from '../../src/node/desk/census.js'
import { tinyPlan } from '../node/desk/tiny-plan.js'

const plan = tinyPlan(3, 3)
const census: Census = { points: 9, solved: 9, failed: 0, certified: 8, oscillating: 0, failures: [] }
const report: RunReport = {
  session: '/data/tiny.isobar',
  points: 9,
  solved: 9,
  failed: 0,
  certified: 8,
  extended: { points: 2, timeShare: 0.437 },
  doubtful: [
    { x: 1, y: 2, status: 'not converged', reason: 'steps used up' },
    { x: 3, y: 2, status: 'solved, not certified', reason: 'relative error bound 3.1e-6' },
  ],
  workers: 1,
  wallMs: 1500,
  solveMs: 1000,
  machines: [],
  pointsPerSecond: 6,
}

describe('the summary of a run', () => {
  it('says how it went, how sure it is and what comes next', () => {
    expect(summarise(report, census, plan)).toBe(
      [
        '9 of 9 points solved in 1.5 s (6 points/s on 1 worker)',
        '8 certified, 1 solved without certificate, 2 needed extended precision, about 44 % of the computing time',
        'not certified: pA = 3, kr = 2: relative error bound 3.1e-6',
        'session: /data/tiny.isobar',
        'next: isobar export /data/tiny.isobar --format csv -o map.csv',
        '',
      ].join('\n'),
    )
  })

  it('lists no more points without certificate than people read, and says how many there are', () => {
    const doubtful = Array.from({ length: 9 }, (_, k) => ({
      x: k,
      y: 1,
      status: 'solved, not certified',
      reason: 'because',
    }))
    const lines = summarise({ ...report, doubtful }, { ...census, certified: 0 }, plan).split('\n')
    expect(lines.filter(line => line.startsWith('not certified'))).toHaveLength(5)
    expect(lines).toContain('and 4 more points without certificate')
  })

  it('tells each kind of failure with its reason and a place to look at', () => {
    const failures = [{ status: 100, count: 2, reason: 'steps used up', example: 5 }]
    const text = summarise(report, { ...census, solved: 7, failed: 2, failures }, plan)
    expect(text).toContain('failed: 2 points not converged, for example at pA = 3, kr = 2: steps used up\n')
    expect(text).toContain('next: isobar info')
  })

  it('tells how to go on when points are missing', () => {
    const text = summarise({ ...report, session: "/my data/it's.isobar" }, { ...census, solved: 4 }, plan)
    expect(text).toContain('5 points not computed yet\n')
    expect(text).toContain(`next: isobar resume '/my data/it'\\''s.isobar'\n`)
  })

  it('leaves plain paths unquoted', () => {
    expect(quoted('/data/a-1.isobar')).toBe('/data/a-1.isobar')
  })
})
