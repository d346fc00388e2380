import { IsobarError, isCode } from '../errors.js'
import { formatAddress, parseAddress, withoutZone } from './address.js'
import { fromBase64url, toBase64url } from './base64url.js'

/** All that a computer needs to reach another, to know it, and to be let in. */
export interface JoinCode {
  /** `host:port`, each to be tried. */
  readonly addresses: readonly string[]
  /** Of the certificate of the one who made the code, 64 hex digits; checked before the secret is sent. */
  readonly fingerprint: string
  /** 128 bits, base64url. */
  readonly secret: string
  /** [ms since 1970], whole seconds. Decided by the clock of the one who made the code. */
  readonly expiresAt: number
}

/** There is no shorter form: one without the fingerprint would give the secret to whoever answers. */
const TAG = 'isobar1'
const PARTS = 6
const MOST_ADDRESSES = 16

/**
 * `isobar1+HOST:PORT[,HOST:PORT…]+FINGERPRINT+SECRET+EXPIRY+CHECK`, EXPIRY in seconds since 1970.
 *
 * Nothing in it means anything to a shell. IPv6 goes without brackets, on which zsh would stumble: the last
 * colon comes before the port. Zones are left out, since they name an interface of one computer only; who dials
 * a link-local address tries it on each of his own.
 */
export function formatJoinCode(code: JoinCode): string {
  const addresses = code.addresses.map(address => {
    const { host, port } = parseAddress(address)
    return `${withoutZone(host)}:${port}`
  })
  const body = [
    TAG,
    addresses.join(','),
    toBase64url(fromHex(code.fingerprint)),
    code.secret,
    Math.floor(code.expiresAt / 1000),
  ].join('+')
  return `${body}+${checkSum(body)}`
}

/** Reads a code as it was typed or pasted. Throws `input/invalid`, saying what is wrong with it. */
export function parseJoinCode(text: string): JoinCode {
  const code = text.trim()
  if (!code.startsWith(`${TAG}+`))
    throw invalid(
      /^isobar\d+\+/.test(code)
        ? 'it comes from another version of Isobar'
        : `it does not begin with ${TAG}+`,
    )
  const parts = code.split('+')
  if (parts.length < PARTS) throw invalid('it is cut short')
  const [, addresses = '', fingerprint = '', secret = '', expiry = '', check = ''] = parts
  if (parts.length > PARTS || check !== checkSum(code.slice(0, code.lastIndexOf('+'))))
    throw invalid('there is a typing mistake in it')

  // What follows is wrong only in a code that somebody made up, since the check sum is right.
  const digest = fromBase64url(fingerprint)
  if (digest?.length !== 32) throw invalid('its fingerprint is none')
  if (fromBase64url(secret)?.length !== 16) throw invalid('its secret is none')
  if (!/^\d{1,11}$/.test(expiry)) throw invalid('its expiry is none')
  return {
    addresses: parseAddresses(addresses),
    fingerprint: toHex(digest),
    secret,
    expiresAt: Number(expiry) * 1000,
  }
}

function parseAddresses(list: string): string[] {
  const addresses = list.split(',')
  if (addresses.length > MOST_ADDRESSES) throw invalid(`it has more than ${MOST_ADDRESSES} addresses`)
  try {
    return addresses.map(address => formatAddress(parseAddress(bracketed(address))))
  } catch (thrown) {
    if (isCode(thrown, 'input/invalid')) throw invalid(`its address "${thrown.data.value}" is none`)
    throw thrown
  }
}

/** Two colons and more are of IPv6; the code is made by a program, which always writes the port. */
const bracketed = (address: string): string => address.replace(/^([^[]*:[^[]*):(\d+)$/, '[$1]:$2')

/** CRC-32 (IEEE 802.3): every burst of up to 32 bits, so every mistake within four characters, is found. */
function checkSum(text: string): string {
  let crc = ~0
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i)
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  crc = ~crc
  return toBase64url(Uint8Array.of(crc >>> 24, (crc >>> 16) & 255, (crc >>> 8) & 255, crc & 255))
}

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16))
const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')

function invalid(problem: string): IsobarError {
  const remedy = 'Copy the whole code again from the computer that shows it.'
  // The code holds a secret, so it is not repeated in the error.
  return new IsobarError('input/invalid', `The join code cannot be used: ${problem}. ${remedy}`, {
    field: 'code',
    value: '',
    remedy,
  })
}
