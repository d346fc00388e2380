const SIGNATURE_AND_HEADER = 8 + 25
const POLYNOMIAL = 0xedb88320

/**
 * A PNG with its size in print and with texts about it, put behind its first chunk.
 *
 * @param dpi pixels per inch
 * @param texts by keyword (`Software`, `Description`); any Unicode
 */
export function withPngFacts(
  png: Uint8Array,
  dpi: number,
  texts: Readonly<Record<string, string>>,
): Uint8Array {
  const chunks = [
    physical(dpi),
    ...Object.entries(texts).map(([keyword, text]) =>
      // Keyword, then uncompressed, no language and no translation of the keyword.
      chunk('iTXt', utf8(`${keyword}\0\0\0\0\0${text}`)),
    ),
  ]
  const parts = [png.subarray(0, SIGNATURE_AND_HEADER), ...chunks, png.subarray(SIGNATURE_AND_HEADER)]
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** By hand, because this layer has no TextEncoder. */
const utf8 = (text: string): Uint8Array =>
  Uint8Array.from(
    encodeURIComponent(text).replace(/%(..)/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    byte => byte.charCodeAt(0),
  )

function physical(dpi: number): Uint8Array {
  const data = new Uint8Array(9)
  const view = new DataView(data.buffer)
  const perMetre = Math.round(dpi / 0.0254)
  view.setUint32(0, perMetre)
  view.setUint32(4, perMetre)
  data[8] = 1
  return chunk('pHYs', data)
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const all = new Uint8Array(12 + data.length)
  const view = new DataView(all.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) all[4 + i] = type.charCodeAt(i)
  all.set(data, 8)
  view.setUint32(8 + data.length, crc(all.subarray(4, 8 + data.length)))
  return all
}

/** CRC-32 as PNG has it; a few hundred bytes need no table. */
function crc(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) {
    c ^= byte
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ POLYNOMIAL : c >>> 1
  }
  return (c ^ 0xffffffff) >>> 0
}
