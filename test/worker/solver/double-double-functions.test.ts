import { describe, expect, it } from 'vitest'
import * as dd from '../../../src/worker/solver/double-double.js'
import { exponential, logarithm } from '../../../src/worker/solver/double-double-functions.js'
import { seeded } from '../support/networks.js'

/** Distance of dd.hi + dd.lo from hi + lo, relative to the latter. */
function distance(hi: number, lo: number): number {
  return Math.abs((dd.hi - hi + (dd.lo - lo)) / hi)
}

describe('functions in double-double arithmetic', () => {
  it('give e and e^−1/2 to 28 digits', () => {
    exponential(1, 0)
    expect(distance(2.718281828459045, 1.4456468917292502e-16)).toBeLessThan(1e-28)
    exponential(-0.5, 0)
    expect(distance(0.6065306597126334, 1.7404402786160766e-17)).toBeLessThan(1e-16)
  })

  it('give ln 2 to 28 digits', () => {
    logarithm(2, 0)
    expect(distance(0.6931471805599453, 2.3190468138462996e-17)).toBeLessThan(1e-28)
  })

  it('undo each other over the whole range of doubles (500 seeded cases)', () => {
    const random = seeded(5)
    for (let k = 0; k < 500; k++) {
      const x = 2 ** (random() * 1900 - 950)
      const low = x * (random() - 0.5) * 2 ** -53
      logarithm(x, low)
      exponential(dd.hi, dd.lo)
      expect(distance(x, low)).toBeLessThan(1e-26)
    }
  })

  it('turn sums of arguments into products (500 seeded cases)', () => {
    const random = seeded(6)
    for (let k = 0; k < 500; k++) {
      const [a, b] = [random() * 200 - 100, random() * 200 - 100]
      exponential(a, 0)
      const [h, l] = [dd.hi, dd.lo]
      exponential(b, 0)
      dd.multiply(h, l, dd.hi, dd.lo)
      const [ph, pl] = [dd.hi, dd.lo]
      dd.add(a, 0, b, 0)
      exponential(dd.hi, dd.lo)
      expect(distance(ph, pl)).toBeLessThan(1e-27)
    }
  })

  it('underflow to zero, and overflow to what is not finite', () => {
    exponential(800, 0)
    expect(dd.hi).not.toBeLessThan(Infinity)
    exponential(-800, 0)
    expect(dd.hi).toBe(0)
  })
})
