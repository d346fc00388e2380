import { describe, expect, it } from 'vitest'
import * as dd from '../../../src/worker/solver/double-double.js'
import { seeded } from '../support/networks.js'

/** A double as an integer multiple of 2^-2000, exactly. */
function exact(value: number): bigint {
  let exponent = 0
  let mantissa = value
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2
    exponent--
  }
  return BigInt(mantissa) * 2n ** BigInt(2000 + exponent)
}
const SCALE = 2n ** 2000n

/** |a − b| / |b| as a double, for a, b scaled alike. */
function relative(a: bigint, b: bigint): number {
  const difference = a > b ? a - b : b - a
  return Number((difference * 10n ** 40n) / (b < 0n ? -b : b)) / 1e40
}

describe('double-double arithmetic', () => {
  const random = seeded(11)
  const any = (): [number, number] => {
    const hi = (random() - 0.5) * 2 ** Math.floor(random() * 60 - 30)
    return [hi, hi * (random() - 0.5) * 2 ** -53]
  }

  it('multiplies with a relative error below 2^-100 (1000 seeded cases)', () => {
    for (let k = 0; k < 1000; k++) {
      const [[ah, al], [bh, bl]] = [any(), any()]
      dd.multiply(ah, al, bh, bl)
      const product = ((exact(ah) + exact(al)) * (exact(bh) + exact(bl))) / SCALE
      expect(relative(exact(dd.hi) + exact(dd.lo), product)).toBeLessThan(2 ** -100)
    }
  })

  it('adds with a relative error below 2^-100 where nothing cancels (1000 seeded cases)', () => {
    for (let k = 0; k < 1000; k++) {
      const [ah, al] = any().map(Math.abs) as [number, number]
      const [bh, bl] = any().map(Math.abs) as [number, number]
      dd.add(ah, al, bh, bl)
      const sum = exact(ah) + exact(al) + exact(bh) + exact(bl)
      expect(relative(exact(dd.hi) + exact(dd.lo), sum)).toBeLessThan(2 ** -100)
    }
  })

  it('keeps what is left after the leading digits cancel', () => {
    dd.multiply(1 + 2 ** -40, 0, 1 - 2 ** -40, 0)
    dd.add(dd.hi, dd.lo, -1, 0)
    expect(dd.hi).toBe(-(2 ** -80))
  })
})
