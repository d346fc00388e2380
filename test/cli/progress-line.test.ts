import { describe, expect, it } from 'vitest'
import { duration, progressLine } from '../../src/cli/progress-line.js'
import type { SweepProgress } from '../../src/shared/owner-contract.js'

const progress: SweepProgress = {
  phase: 'running',
  points: 10_000,
  solved: 4210,
  failed: 3,
  certified: 4210,
  workers: 4,
  wallMs: 2000,
  solveMs: 8000,
  pointsPerSecond: 1830.4,
  eta: { low: 3, high: 4.2 },
  executors: [],
  machines: [],
  incidents: [],
}

describe('the progress line', () => {
  it('says how far, how fast and how long still, as a range', () => {
    expect(progressLine(progress, 200)).toBe(
      '4 213 of 10 000 points · 42 % · 3 failed · 1 830 points/s · 4 workers · 3 s to 4 s left',
    )
  })

  it('owns up to not knowing yet', () => {
    const line = progressLine({ ...progress, pointsPerSecond: undefined, eta: undefined, failed: 0 }, 200)
    expect(line).toContain('measuring speed')
    expect(line).toContain('estimating time left')
    expect(line).not.toContain('failed')
  })

  it('never exceeds the width of the terminal', () => {
    for (const width of [1, 20, 40, 79])
      expect(progressLine(progress, width).length).toBeLessThanOrEqual(width)
  })

  it('shows 100 % only at the very end', () => {
    expect(progressLine({ ...progress, solved: 9996 }, 200)).toContain('99 %')
  })

  it.each([
    [0.2, 'under 1 s'],
    [59, '59 s'],
    [600, '10 min'],
    [7200, '2.0 h'],
    [864_000, '10 days'],
  ])('tells %d s as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })
})
