import { IsobarError } from './errors.js'

/**
 * The wire format where structured clone is not to be had (WebSocket): one message, one binary frame.
 *
 *   0   magic "ISB1"
 *   4   length of the header [bytes], uint32
 *   8   header: the message as ASCII JSON, typed arrays and the values JSON lacks as tagged objects
 *   …   the bytes of the typed arrays in the order of the header, each from a multiple of 8
 *
 * All numbers little-endian, as on every machine Isobar runs on (x64, arm64). The place of an array
 * follows from those before it, so no offset can point outside the frame or make two arrays share bytes.
 */
const MAGIC = 0x31425349
/** An expression of a model may be 60 calls deep, each an object and a list. */
const MAX_DEPTH = 160
export const MAX_FRAME_BYTES = 64 * 2 ** 20

const arrayTypes = { Float64Array, Float32Array, Uint32Array, Uint8Array }
type ArrayName = keyof typeof arrayTypes
type TypedArray = Float64Array | Float32Array | Uint32Array | Uint8Array

/** Key that marks an object of the header as something JSON lacks; a real object with it is wrapped. */
const TAG = '$'
const nonFinite: Readonly<Record<string, number | undefined>> = {
  undefined: undefined,
  nan: NaN,
  infinity: Infinity,
  '-infinity': -Infinity,
  '-0': -0,
}

export function encode(message: unknown): Uint8Array {
  const arrays: TypedArray[] = []
  const header = toAscii(JSON.stringify(tagged(message, arrays, 0)))
  const start = align(8 + header.length)
  const frame = new Uint8Array(arrays.reduce((end, array) => align(end) + array.byteLength, start))

  const view = new DataView(frame.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, header.length, true)
  for (let i = 0; i < header.length; i++) frame[8 + i] = header.charCodeAt(i)

  let at = start
  for (const array of arrays) {
    at = align(at)
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += array.byteLength
  }
  return frame
}

interface DecodeOptions {
  readonly maxBytes?: number
  /** The memory of the frame is not used for anything else: a large array may stay where it is. */
  readonly owned?: boolean
}

/** @throws IsobarError `net/bad-frame` for anything `encode` does not produce. */
export function decode(
  bytes: Uint8Array,
  { maxBytes = MAX_FRAME_BYTES, owned = false }: DecodeOptions = {},
): unknown {
  // Plain, because `slice` of a Node Buffer would share its memory.
  const frame = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (frame.length > maxBytes) throw bad(`it has ${frame.length} bytes, more than ${maxBytes}`)
  if (frame.length < 8) throw bad('it is shorter than its preamble')
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  if (view.getUint32(0, true) !== MAGIC) throw bad('it does not begin with ISB1')
  const headerLength = view.getUint32(4, true)
  if (headerLength > frame.length - 8) throw bad('its header is cut off')

  const tree = parseHeader(frame.subarray(8, 8 + headerLength))
  const payload = { frame, at: align(8 + headerLength), owned }
  const message = untagged(tree, payload, 0)
  // Without arrays nothing follows the header but the padding up to where they would start.
  if (frame.length !== payload.at) throw bad(`${frame.length - payload.at} bytes do not belong to it`)
  return message
}

const align = (at: number): number => Math.ceil(at / 8) * 8
const bad = (reason: string): IsobarError =>
  new IsobarError('net/bad-frame', `a message cannot be read: ${reason}`, { reason })
const unsendable = (what: string): IsobarError =>
  new IsobarError('internal/bug', `a message holds ${what}, which cannot be sent`, undefined)

/** JSON text without a character above 0x7e, so that its length in bytes is its length. */
const toAscii = (json: string): string =>
  json.replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A copy of `value` that JSON can carry; typed arrays are put aside into `arrays`. */
function tagged(value: unknown, arrays: TypedArray[], depth: number): unknown {
  if (depth > MAX_DEPTH) throw unsendable(`more than ${MAX_DEPTH} levels`)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (value === undefined) return { [TAG]: 'undefined' }
  if (typeof value === 'number') return taggedNumber(value)
  if (typeof value !== 'object') throw unsendable(`a ${typeof value}`)
  if (Array.isArray(value)) return Array.from(value, item => tagged(item, arrays, depth + 1))
  if (ArrayBuffer.isView(value)) {
    const name = (value as TypedArray)[Symbol.toStringTag]
    if (!Object.hasOwn(arrayTypes, name)) throw unsendable(`a ${name}`)
    arrays.push(value as TypedArray)
    return { [TAG]: name, length: (value as TypedArray).length }
  }
  return taggedObject(value, arrays, depth)
}

function taggedNumber(value: number): unknown {
  if (Number.isFinite(value)) return Object.is(value, -0) ? { [TAG]: '-0' } : value
  return { [TAG]: Number.isNaN(value) ? 'nan' : value > 0 ? 'infinity' : '-infinity' }
}

function taggedObject(value: object, arrays: TypedArray[], depth: number): unknown {
  const prototype = Object.getPrototypeOf(value) as object | null
  // Plain objects of another realm (a test's, a vm's) have another Object.prototype at the same height.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw unsendable(`a ${value.constructor.name}`)
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') throw unsendable('a key __proto__')
    copy[key] = tagged(item, arrays, depth + 1)
  }
  return Object.hasOwn(copy, TAG) ? { [TAG]: 'object', value: copy } : copy
}

function parseHeader(bytes: Uint8Array): unknown {
  let text = ''
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192))
  try {
    return JSON.parse(text)
  } catch {
    throw bad('its header is not JSON')
  }
}

interface Payload {
  readonly frame: Uint8Array
  /** Where the bytes read so far end. */
  at: number
  readonly owned: boolean
}

function untagged(tree: unknown, payload: Payload, depth: number): unknown {
  if (depth > MAX_DEPTH) throw bad(`it has more than ${MAX_DEPTH} levels`)
  if (tree === null || typeof tree !== 'object') return tree
  if (Array.isArray(tree)) return tree.map(item => untagged(item, payload, depth + 1))
  if (!Object.hasOwn(tree, TAG)) return untaggedObject(tree, payload, depth)

  const { [TAG]: tag, length, value } = tree as { [TAG]: unknown; length?: unknown; value?: unknown }
  if (typeof tag !== 'string') throw bad('it has a tag that is not text')
  if (Object.hasOwn(nonFinite, tag)) return nonFinite[tag]
  if (Object.hasOwn(arrayTypes, tag)) return takeArray(arrayTypes[tag as ArrayName], length, payload)
  if (tag === 'object' && typeof value === 'object' && value !== null)
    return untaggedObject(value, payload, depth)
  throw bad(`it has the unknown tag ${tag.slice(0, 40)}`)
}

function untaggedObject(tree: object, payload: Payload, depth: number): object {
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(tree)) {
    if (key === '__proto__') throw bad('it has a key __proto__')
    copy[key] = untagged(item, payload, depth + 1)
  }
  return copy
}

function takeArray(type: (typeof arrayTypes)[ArrayName], length: unknown, payload: Payload): TypedArray {
  if (!Number.isSafeInteger(length) || (length as number) < 0)
    throw bad('an array in it has an impossible length')
  const from = align(payload.at)
  const to = from + (length as number) * type.BYTES_PER_ELEMENT
  if (to > payload.frame.length) throw bad('an array in it is cut off')
  payload.at = to
  const { buffer, byteOffset } = payload.frame
  const inPlace = payload.owned && to - from > buffer.byteLength / 2
  // Most of the results of a farm come so; copies of them would keep the collector of garbage busy.
  if (inPlace && (byteOffset + from) % type.BYTES_PER_ELEMENT === 0)
    return new type(buffer as ArrayBuffer, byteOffset + from, length as number)
  // A copy, because the frame may begin at any byte of a buffer that its owner uses again.
  return new type(payload.frame.slice(from, to).buffer)
}
