import { describe, expect, it } from 'vitest'
import { methodsText } from '../../../src/renderer/export/methods-text.js'
import { conditionsText } from '../../../src/renderer/export/figure-words.js'
import type { SweepProgress, SweepView } from '../../../src/shared/owner-contract.js'
import { about } from '../../node/export/about.js'
import { tinyPlan } from '../../node/desk/tiny-plan.js'

const plan = tinyPlan(5, 3)
const sweep = {
  mechanism: plan.mechanism,
  x: plan.x,
  y: plan.y,
  setup: { settings: { kf: 7 }, start: 'empty', solver: { rtol: 1e-6 } },
} as unknown as SweepView
const progress = { points: 15, solved: 12, failed: 2, certified: 11 } as SweepProgress

describe('the methods text', () => {
  it('has the model, the grid, the conditions, the solver and who computed it', () => {
    const text = methodsText(sweep, progress, about())
    for (const part of [
      '“tiny” (1 elementary steps, 1 surface species)',
      'Isobar 0.1.0 (isobar-engine/1)',
      '5 × 3 points: pA from 1 to 5 (equidistant)',
      'T = 500\u202fK',
      'from the empty surface',
      'relative tolerance 1e-6, absolute tolerance of coverages 1e-12',
      'Computed 2026-01-02 on desk. Plan abababababab',
    ])
      expect(text).toContain(part)
    expect(text).not.toMatch(/\{\w+\}/)
  })

  it('counts the points with a certificate, and owns up to the others', () => {
    const text = methodsText(sweep, progress, about())
    expect(text).toContain('11 of 15 points carry a certificate')
    expect(text).toContain('1 points are solved without one')
    expect(text).toContain('2 points have no result')
    expect(text).toContain('1 points were not computed')
  })

  it('names as conditions what is no axis: temperature, pressures, and what was set', () => {
    expect(conditionsText(sweep)).toBe('T = 500\u202fK, kf = 7\u202fs⁻¹')
  })
})
