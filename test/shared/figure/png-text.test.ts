import { decode, encode } from 'fast-png'
import { expect, it } from 'vitest'
import { withPngFacts } from '../../../src/shared/figure/png-text.js'

it('a PNG keeps its pixels, and says its size in print and where it comes from', () => {
  const data = Uint8Array.of(1, 2, 3, 4)
  const png = encode({ width: 2, height: 2, data, depth: 8, channels: 1 })
  const named = withPngFacts(png, 600, { Description: 'θ(CO*)' })
  // The check sums are looked at, so that a wrong one fails.
  const read = decode(named, { checkCrc: true })
  expect(read.data).toEqual(data)
  expect(read.resolution).toEqual({ x: 23_622, y: 23_622, unit: 1 })
  expect(Buffer.from(named).includes(Buffer.from('Description\0\0\0\0\0θ(CO*)'))).toBe(true)
})
