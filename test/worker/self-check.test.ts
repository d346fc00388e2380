import { describe, expect, it, vi } from 'vitest'
import { makeSelfCheck } from '../../src/worker/self-check.js'

describe('the self-check of a worker', () => {
  it('passes here, and ends after enough points', () => {
    const check = makeSelfCheck()
    expect(check(20)).toBe(true)
    expect(check(5000)).toBe(false)
  })

  it('refuses to work on a machine that computes wrongly', () => {
    const sqrt = Math.sqrt
    const broken = vi.spyOn(Math, 'sqrt').mockImplementation(x => sqrt(x) * NaN)
    try {
      expect(() => makeSelfCheck()(2)).toThrow('self-check failed')
    } finally {
      broken.mockRestore()
    }
  })
})
