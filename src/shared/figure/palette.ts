import { type PaletteName, PALETTES } from './palettes.js'

export const PALETTE_SIZE = 256

const decoded = new Map<string, Uint32Array>()

/**
 * A palette as pixels of an ImageData seen through a Uint32Array: 0xAABBGGRR, opaque, shape (256).
 * Little-endian machines only, like every one that runs Chromium.
 */
export function palettePixels(name: PaletteName, reversed = false): Uint32Array {
  const key = `${name} ${reversed}`
  let pixels = decoded.get(key)
  if (!pixels) {
    const hex = PALETTES[name]
    pixels = Uint32Array.from({ length: PALETTE_SIZE }, (_, i) =>
      packPixel(channel(hex, i, 0), channel(hex, i, 1), channel(hex, i, 2), 255),
    )
    if (reversed) pixels.reverse()
    decoded.set(key, pixels)
  }
  return pixels
}

export const packPixel = (r: number, g: number, b: number, a: number): number =>
  ((a << 24) | (b << 16) | (g << 8) | r) >>> 0

/** `#rrggbb` of entry `i`, for CSS. */
export const paletteColour = (name: PaletteName, i: number): string =>
  `#${PALETTES[name].slice(6 * i, 6 * i + 6)}`

/** Few stops are enough for a swatch of the palette in a menu. */
export function paletteGradient(name: PaletteName, reversed = false): string {
  const stops = [0, 32, 64, 96, 128, 160, 192, 224, 255].map(i => paletteColour(name, i))
  return `linear-gradient(${reversed ? 'to left' : 'to right'}, ${stops.join(', ')})`
}

const channel = (hex: string, i: number, c: number): number =>
  Number.parseInt(hex.slice(6 * i + 2 * c, 6 * i + 2 * c + 2), 16)
