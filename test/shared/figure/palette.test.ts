import { describe, expect, it } from 'vitest'
import { packPixel, palettePixels } from '../../../src/shared/figure/palette.js'
import { PALETTES, type PaletteName } from '../../../src/shared/figure/palettes.js'

/** CIE 1976 lightness of an sRGB pixel packed as 0xAABBGGRR. */
function lightness(pixel: number): number {
  const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  const [r, g, b] = [0, 8, 16].map(shift => linear(((pixel >> shift) & 255) / 255)) as [
    number,
    number,
    number,
  ]
  const Y = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return Y > 0.008856 ? 116 * Math.cbrt(Y) - 16 : 903.3 * Y
}

describe.each(Object.keys(PALETTES) as PaletteName[])('palette %s', name => {
  const pixels = palettePixels(name)

  it('has 256 opaque entries', () => {
    expect(pixels.length).toBe(256)
    expect(pixels.every(pixel => pixel >>> 24 === 255)).toBe(true)
  })

  it('gets lighter from end to end, so that it reads in grey too', () => {
    const L = Array.from(pixels, lightness)
    // Rounding to 8 bits moves lightness by up to a third of a unit.
    for (let i = 1; i < L.length; i++) expect(L[i]! - L[i - 1]!).toBeGreaterThan(-0.35)
    for (let i = 16; i < L.length; i++) expect(L[i]!).toBeGreaterThan(L[i - 16]!)
    expect(L[255]! - L[0]!).toBeGreaterThan(60)
  })
})

describe('palettePixels', () => {
  it('packs red into the lowest byte, as ImageData has it in memory', () => {
    expect(palettePixels('viridis')[0]).toBe(packPixel(0x44, 0x01, 0x54, 255))
    expect([...new Uint8Array(Uint32Array.of(packPixel(1, 2, 3, 4)).buffer)]).toEqual([1, 2, 3, 4])
  })
})
