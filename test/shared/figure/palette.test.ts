import { describe, expect, it } from 'vitest'
import { packPixel, palettePixels } from '../../../src/shared/figure/palette.js'
import { isDiverging, PALETTES, type PaletteName } from '../../../src/shared/figure/palettes.js'

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

/** OKLab of a pixel (B. Ottosson 2020): from linear sRGB by two matrices and a cube root. */
function oklab(pixel: number): number[] {
  const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  const [r, g, b] = [0, 8, 16].map(shift => linear(((pixel >> shift) & 255) / 255)) as [
    number,
    number,
    number,
  ]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const NAMES = Object.keys(PALETTES) as PaletteName[]

describe.each(NAMES)('palette %s', name => {
  const pixels = palettePixels(name)

  it('has 256 opaque entries', () => {
    expect(pixels.length).toBe(256)
    expect(pixels.every(pixel => pixel >>> 24 === 255)).toBe(true)
  })

  it('runs the other way when reversed', () => {
    expect(Array.from(palettePixels(name, true))).toEqual(Array.from(pixels).reverse())
  })
})

describe.each(NAMES.filter(name => !isDiverging(name)))('sequential palette %s', name => {
  const pixels = palettePixels(name)

  it('gets lighter from end to end, so that it reads in grey too', () => {
    const L = Array.from(pixels, lightness)
    // Rounding to 8 bits moves lightness by up to a third of a unit.
    for (let i = 1; i < L.length; i++) expect(L[i]! - L[i - 1]!).toBeGreaterThan(-0.35)
    for (let i = 16; i < L.length; i++) expect(L[i]!).toBeGreaterThan(L[i - 16]!)
    expect(L[255]! - L[0]!).toBeGreaterThan(60)
  })
})

describe.each(NAMES.filter(isDiverging))('diverging palette %s', name => {
  const L = Array.from(palettePixels(name), lightness)

  it('is lightest in the middle and equally light at equal distance from it', () => {
    expect(L[127]).toBeGreaterThan(93)
    for (let i = 16; i < 128; i++) {
      expect(L[i]!).toBeGreaterThan(L[i - 16]!)
      expect(Math.abs(L[i]! - L[255 - i]!)).toBeLessThan(4)
    }
  })
})

describe('palettes of our own', () => {
  it.each(['dune', 'tide'] as const)('have equal steps of colour difference: %s', name => {
    const lab = Array.from(palettePixels(name), oklab)
    const steps = [...Array(15).keys()].map(k => {
      let sum = 0
      for (let i = 17 * k; i < 17 * k + 17; i++)
        sum += Math.hypot(...lab[i]!.map((component, c) => component - lab[i + 1]![c]!))
      return sum
    })
    const mean = steps.reduce((a, b) => a + b) / steps.length
    // Eight bits and the edge of the gamut leave a tenth.
    for (const step of steps) expect(Math.abs(step / mean - 1)).toBeLessThan(0.12)
  })
})

describe('palettePixels', () => {
  it('packs red into the lowest byte, as ImageData has it in memory', () => {
    expect(palettePixels('viridis')[0]).toBe(packPixel(0x44, 0x01, 0x54, 255))
    expect([...new Uint8Array(Uint32Array.of(packPixel(1, 2, 3, 4)).buffer)]).toEqual([1, 2, 3, 4])
  })
})
