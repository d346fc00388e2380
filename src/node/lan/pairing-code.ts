import { createHash } from 'node:crypto'

const DIGITS = 6
export const NONCE_BYTES = 32

/** What the one who asks sends first: it fixes its nonce before it sees the other one. Hex. */
export const commitmentTo = (nonce: string): string =>
  createHash('sha256').update('isobar-commit-v1\0').update(nonce, 'hex').digest('hex')

/**
 * What both people compare, six digits: SHA-256(tag ‖ fpI ‖ fpR ‖ nI ‖ nR) mod 10⁶.
 *
 * A relaying man in the middle has another fingerprint towards each side, hence two codes. He fixes his
 * nonces before he learns the last one of each side, so he cannot search for two codes that agree: he
 * passes with 10⁻⁶ for each time that people compare. (A code of fingerprints alone would take him half a
 * minute of making certificates.) The bias of the modulus is below 10⁻¹³.
 */
export function comparisonCode(parts: {
  initiatorFingerprint: string
  responderFingerprint: string
  initiatorNonce: string
  responderNonce: string
}): string {
  const digest = createHash('sha256').update('isobar-sas-v1\0')
  for (const part of [
    parts.initiatorFingerprint,
    parts.responderFingerprint,
    parts.initiatorNonce,
    parts.responderNonce,
  ])
    digest.update(part, 'hex')
  const number = digest.digest().readBigUInt64BE() % BigInt(10 ** DIGITS)
  return number.toString().padStart(DIGITS, '0')
}
