/**
 * Text form of what structured clone would carry between the page and the main process, as far as Isobar
 * uses it; anything else throws. Self-contained, because its source is also run inside the page, and not
 * `src/shared/codec.ts`, because Electron does not use that one.
 */
export function wireFormat() {
  const kinds = { Float64Array, Float32Array, Uint32Array, Int32Array, Uint8Array }
  const special = { undefined: undefined, NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity, '-0': -0 }

  function pack(value: unknown): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (value === undefined) return ['s', 'undefined']
    if (typeof value === 'number') {
      if (Object.is(value, -0)) return ['s', '-0']
      return Number.isFinite(value) ? value : ['s', String(value)]
    }
    if (Array.isArray(value)) return ['a', value.map(pack)]
    const name = Object.prototype.toString.call(value).slice(8, -1)
    if (Object.hasOwn(kinds, name)) return ['t', name, toBase64(value as Uint8Array)]
    if (name === 'Object')
      return ['o', Object.entries(value as object).map(([key, item]) => [key, pack(item)])]
    throw new Error(`the Electron stand-in cannot clone a ${name}`)
  }

  function unpack(packed: unknown): unknown {
    if (!Array.isArray(packed)) return packed
    const [kind, body, bytes] = packed as [string, never, string]
    if (kind === 's') return special[body]
    if (kind === 'a') return (body as unknown[]).map(unpack)
    if (kind === 't') {
      const make = kinds[body] as Float64ArrayConstructor
      return new make(fromBase64(bytes).buffer as ArrayBuffer)
    }
    return Object.fromEntries((body as [string, unknown][]).map(([key, item]) => [key, unpack(item)]))
  }

  function toBase64(array: Uint8Array): string {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    let binary = ''
    for (let from = 0; from < bytes.length; from += 8192)
      binary += String.fromCharCode(...bytes.subarray(from, from + 8192))
    return btoa(binary)
  }

  function fromBase64(text: string): Uint8Array {
    const binary = atob(text)
    const bytes = new Uint8Array(binary.length)
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
    return bytes
  }

  return {
    encode: (value: unknown): string => JSON.stringify(pack(value)),
    decode: (text: string): unknown => unpack(JSON.parse(text)),
  }
}

export type WireFormat = ReturnType<typeof wireFormat>
