/** Everything before the values begins at a multiple of this, so that they can be mapped into memory. */
const ALIGNMENT = 64

/**
 * The head of an array in the format .npy 1.0, in C order; its values follow, little-endian.
 * Source: numpy.lib.format.
 */
export function npyHeader(type: '<f8' | '|u1' | `<U${number}`, shape: readonly number[]): Uint8Array {
  const sizes = shape.map(n => `${n},`).join(' ')
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`
  const length = Math.ceil((10 + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT
  const header = new TextEncoder().encode(`.NUMPY\x01\x00..${dictionary}`.padEnd(length - 1) + '\n')
  header[0] = 0x93
  new DataView(header.buffer).setUint16(8, length - 10, true)
  return header
}

/** A whole array of one text: four bytes per character, as numpy keeps it. */
export function npyText(text: string): Uint8Array {
  const characters = Uint32Array.from([...text], c => c.codePointAt(0)!)
  const header = npyHeader(`<U${characters.length}`, [])
  const all = new Uint8Array(header.length + characters.byteLength)
  all.set(header)
  all.set(new Uint8Array(characters.buffer), header.length)
  return all
}
