import { describe, expect, it } from 'vitest'
import { isCode } from '../../../src/shared/errors.js'
import { formatJoinCode, parseJoinCode, type JoinCode } from '../../../src/shared/lan/join-code.js'

const code: JoinCode = {
  addresses: ['192.168.1.5:7373', '[fd00::5]:7373', 'node-1.lab.example:80'],
  fingerprint: '00ff'.repeat(16),
  secret: 'AAECAwQFBgcICQoLDA0ODw',
  expiresAt: 1_800_000_000_000,
}
const text = formatJoinCode(code)

/** The message of the error with which `parseJoinCode` refuses. */
function refusal(changed: string): string {
  try {
    parseJoinCode(changed)
  } catch (thrown) {
    if (isCode(thrown, 'input/invalid')) return thrown.message
    throw thrown
  }
  return 'accepted'
}

describe('a join code', () => {
  it('comes back as it was, also with blanks around it', () => {
    expect(parseJoinCode(` ${text}\n`)).toEqual(code)
  })

  it('holds nothing that a shell would take for its own', () => {
    expect(text).toMatch(/^[A-Za-z0-9+:,._-]+$/)
  })

  it('is read with IPv6 in brackets too, and leaves out the zone of one computer', () => {
    const zoned = formatJoinCode({ ...code, addresses: ['[fe80::1%eth0]:99'] })
    expect(parseJoinCode(zoned).addresses).toEqual(['[fe80::1]:99'])
  })

  it('takes every change of one character, and every swap of two neighbours, for a mistake', () => {
    const accepted: string[] = []
    for (let i = 0; i < text.length; i++) {
      const other = text[i] === 'x' ? 'y' : 'x'
      const swapped =
        text.slice(0, i) +
        text
          .slice(i, i + 2)
          .split('')
          .reverse()
          .join('') +
        text.slice(i + 2)
      for (const changed of [text.slice(0, i) + other + text.slice(i + 1), swapped])
        if (changed !== text && refusal(changed) === 'accepted') accepted.push(changed)
    }
    expect(accepted).toEqual([])
  })

  it.each([
    ['a typing mistake', text.replace('7373', '7374'), /typing mistake/],
    ['a part that is missing', text.slice(0, text.lastIndexOf('+')), /cut short/],
    ['an end that is missing', text.slice(0, -2), /typing mistake/],
    ['a later version', text.replace('isobar1', 'isobar2'), /another version/],
    ['other text', 'hello', /does not begin with isobar1\+/],
    ['nothing', '', /does not begin/],
  ])('says of %s what is wrong', (_, changed, message) => {
    expect(refusal(changed)).toMatch(message)
  })

  it('has no form without a fingerprint, even with the right check sum', () => {
    expect(refusal(formatJoinCode({ ...code, fingerprint: '' }))).toMatch(/fingerprint/)
    expect(refusal(formatJoinCode({ ...code, secret: 'AAAA' }))).toMatch(/secret/)
  })

  it('never repeats the code, which holds a secret, in an error', () => {
    expect(refusal(text.replace('7373', '7374'))).not.toContain(code.secret)
  })
})
