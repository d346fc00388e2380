import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../src/shared/codec.js'
import { isCode } from '../../src/shared/errors.js'

const roundTrip = (message: unknown): unknown => decode(encode(message))

describe('codec', () => {
  it('carries every value JSON lacks, inside and outside objects', () => {
    const message = {
      none: undefined,
      list: [NaN, Infinity, -Infinity, -0, undefined, null, 5e-324, 1.7976931348623157e308],
      text: 'θ_CO ≤ 1 \u{1f9ea} \u0000 \ud800 \u2028 "',
      empty: [{}, [], ''],
    }
    const back = roundTrip(message) as typeof message
    expect(back).toEqual(message)
    expect(Object.hasOwn(back, 'none')).toBe(true)
    expect(Object.is(back.list[3], -0)).toBe(true)
    for (const bare of [undefined, null, NaN, -0, true, '', 7]) expect(roundTrip(bare)).toBe(bare)
  })

  it('carries each kind of typed array bit for bit, whatever its offset in its buffer', () => {
    const bytes = Uint8Array.from({ length: 64 }, (_, i) => i * 37)
    const message = {
      doubles: new Float64Array(bytes.buffer, 8, 3),
      floats: new Float32Array(bytes.buffer, 4, 5),
      points: new Uint32Array(bytes.buffer, 12, 2),
      status: bytes.subarray(3, 10),
      none: new Float64Array(0),
    }
    expect(roundTrip(message)).toStrictEqual(message)
    const quiet = new Float64Array(new BigUint64Array([0x7ff8dead_beef0001n]).buffer)
    const back = roundTrip(quiet) as Float64Array<ArrayBuffer>
    expect(new BigUint64Array(back.buffer)[0]).toBe(0x7ff8dead_beef0001n)
  })

  it('keeps an object that looks like a tag what it is', () => {
    const message = { $: 'Float64Array', length: 1e9, deeper: { $: { $: 'nan' } } }
    expect(roundTrip(message)).toStrictEqual(message)
  })

  it('gives memory of its own, also from a Buffer at an odd offset', () => {
    const frame = encode({ values: Float64Array.of(1, 2) })
    const buffer = Buffer.alloc(frame.length + 3)
    buffer.set(frame, 3)
    const { values } = decode(buffer.subarray(3)) as { values: Float64Array }
    buffer.fill(0)
    expect(values).toEqual(Float64Array.of(1, 2))
    expect(values.buffer.byteLength).toBe(16)
  })

  it('leaves what is most of an owned frame where it is, and copies the rest', () => {
    const message = { rows: Float64Array.from({ length: 100 }, (_, i) => i / 3), status: new Uint8Array(100) }
    const frame = encode(message)
    const back = decode(frame, { owned: true }) as typeof message
    expect(back).toStrictEqual(message)
    expect([back.rows.buffer === frame.buffer, back.status.buffer === frame.buffer]).toEqual([true, false])

    const shifted = new Uint8Array(frame.length + 3)
    shifted.set(frame, 3)
    expect(decode(shifted.subarray(3), { owned: true })).toStrictEqual(message)
  })

  it('starts every array at a multiple of eight bytes', () => {
    const frame = encode([Uint8Array.of(255), Float64Array.of(Math.PI)])
    const at = frame.length - 8
    expect(at % 8).toBe(0)
    expect(new DataView(frame.buffer).getFloat64(at, true)).toBe(Math.PI)
  })

  it('returns any message as it was (400 seeded cases)', () => {
    const random = lcg(20)
    for (let k = 0; k < 400; k++) {
      const message = anything(random, 0)
      expect(roundTrip(message)).toStrictEqual(message)
    }
  })

  it.each([
    ['a function', { f: () => 1 }],
    ['a bigint', [1n]],
    ['a Map', new Map()],
    ['a Date', new Date(0)],
    ['an Int16Array', new Int16Array(1)],
    ['an own key __proto__', JSON.parse('{"__proto__": 1}')],
    ['endless nesting', nested(170)],
  ])('refuses to send %s', (_, message) => {
    expect(codeOf(() => encode(message))).toBe('internal/bug')
  })
})

describe('decode', () => {
  const frame = (header: string, payload: readonly number[] = []): Uint8Array => {
    const start = Math.ceil((8 + header.length) / 8) * 8
    const bytes = new Uint8Array(start + payload.length)
    const view = new DataView(bytes.buffer)
    view.setUint32(0, 0x31425349, true)
    view.setUint32(4, header.length, true)
    bytes.set(Buffer.from(header, 'latin1'), 8)
    bytes.set(payload, start)
    return bytes
  }

  it('reads what the description says, written by hand', () => {
    const bytes = frame('[{"$":"Uint32Array","length":1}]', [1, 2, 0, 0])
    expect(decode(bytes)).toEqual([Uint32Array.of(513)])
  })

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a foreign beginning', new Uint8Array(16)],
    ['a header longer than the frame', frame('{}').map((byte, i) => (i === 7 ? 255 : byte))],
    ['a header that is not JSON', frame('{"a":')],
    ['an unknown tag', frame('{"$":"Int8Array","length":0}')],
    ['a tag from the prototype', frame('{"$":"constructor"}')],
    ['a tag that is not text', frame('{"$":1}')],
    ['a tagged object without its object', frame('{"$":"object","value":null}')],
    ['an array without a length', frame('{"$":"Uint8Array"}')],
    ['a negative length', frame('{"$":"Uint8Array","length":-1}')],
    ['a broken length', frame('{"$":"Uint8Array","length":0.5}')],
    ['a length beyond all memory', frame('{"$":"Float64Array","length":9007199254740991}')],
    ['an array that is cut off', frame('{"$":"Uint8Array","length":2}', [1])],
    [
      'two arrays over the bytes of one',
      frame('[{"$":"Uint8Array","length":1},{"$":"Uint8Array","length":1}]', [1]),
    ],
    ['bytes nobody asked for', frame('{}', [1, 2, 3])],
    ['a key __proto__', frame('{"__proto__":{"polluted":true}}')],
    ['a hidden key __proto__', frame('{"$":"object","value":{"__proto__":{"polluted":true}}}')],
    ['endless nesting', frame('['.repeat(200) + ']'.repeat(200))],
    ['nesting beyond any stack', frame('['.repeat(2e5) + ']'.repeat(2e5))],
  ])('refuses %s with a code', (_, bytes) => {
    expect(codeOf(() => decode(bytes))).toBe('net/bad-frame')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('refuses a frame above its limit before it looks inside', () => {
    expect(codeOf(() => decode(encode(new Uint8Array(100)), { maxBytes: 100 }))).toBe('net/bad-frame')
  })

  it('either reads a damaged frame or refuses it with a code (3000 seeded damages)', () => {
    const random = lcg(7)
    const sound = encode({ kind: 'done', id: 3, value: { a: Float64Array.of(1, NaN), b: [undefined, 'é'] } })
    let refused = 0
    for (let k = 0; k < 3000; k++) {
      const bytes = sound.slice(0, random(4) === 0 ? random(sound.length) : sound.length)
      for (let hits = 1 + random(3); hits > 0 && bytes.length > 0; hits--)
        bytes[random(bytes.length)] = random(256)
      const code = codeOf(() => decode(bytes))
      if (code !== undefined) {
        expect(code).toBe('net/bad-frame')
        refused++
      }
    }
    expect(refused).toBeGreaterThan(1000)
  })
})

function codeOf(act: () => unknown): string | undefined {
  try {
    act()
    return undefined
  } catch (thrown) {
    return isCode(thrown, 'net/bad-frame') || isCode(thrown, 'internal/bug') ? thrown.code : String(thrown)
  }
}

function nested(depth: number): unknown {
  return depth === 0 ? [] : [nested(depth - 1)]
}

function anything(random: (n: number) => number, depth: number): unknown {
  const leaves = [
    () => random(1e9) / 7,
    () => [NaN, -0, Infinity, -Infinity, undefined, null, true, ''][random(8)],
    () => String.fromCharCode(...Array.from({ length: random(9) }, () => random(65536))),
    () => Float64Array.from({ length: random(5) }, () => random(1e9) / 3),
    () => Float32Array.from({ length: random(5) }, () => random(1000)),
    () => Uint32Array.from({ length: random(5) }, () => random(2 ** 31)),
    () => Uint8Array.from({ length: random(9) }, () => random(256)),
  ]
  const size = random(5)
  const inside = (): unknown => anything(random, depth + 1)
  if (depth < 4 && random(3) === 0) return Array.from({ length: size }, inside)
  if (depth < 4 && random(2) === 0)
    return Object.fromEntries(
      Array.from({ length: size }, () => [['$', 'a', 'θ', '7', 'length'][random(5)], inside()]),
    )
  return leaves[random(leaves.length)]!()
}

/** Integers below `n`, the same on every run. */
function lcg(seed: number): (n: number) => number {
  let state = seed >>> 0
  return n => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}
