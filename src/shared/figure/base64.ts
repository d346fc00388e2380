const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Three bytes at a time and in pieces: texts of megabytes made letter by letter take seconds. */
const PIECE = 3 * 4096

/** RFC 4648 section 4; by hand, because this layer has neither Buffer nor btoa. */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let from = 0; from < bytes.length; from += PIECE) {
    const codes: number[] = []
    for (let i = from; i < Math.min(bytes.length, from + PIECE); i += 3) {
      const left = bytes.length - i
      const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
      codes.push(
        letter(word >> 18),
        letter(word >> 12),
        left > 1 ? letter(word >> 6) : EQUALS,
        left > 2 ? letter(word) : EQUALS,
      )
    }
    pieces.push(String.fromCharCode(...codes))
  }
  return pieces.join('')
}

const EQUALS = 61
const letter = (bits: number): number => ALPHABET.charCodeAt(bits & 63)
