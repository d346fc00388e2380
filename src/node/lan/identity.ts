import { createPrivateKey, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { IsobarError } from '../../shared/errors.js'
import { removeQuietly } from '../session/replace-file.js'
import { plainHex } from './peer-fingerprint.js'
import { type Identity } from './ports.js'
import { createPrivate, readPrivate } from './private-file.js'

const DAY_MS = 86_400_000
const VALID_YEARS = 20
/** Extended key usage of TLS servers and clients, RFC 5280 section 4.2.1.12. */
const SERVER_AND_CLIENT = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']
/** Longest common name of a certificate, RFC 5280 appendix A.1. */
const MAX_NAME = 64

/** Key and certificate in one file, so that they can neither part nor be mixed. */
const identityPath = (folder: string): string => join(folder, 'identity.pem')

/**
 * Who this installation is; made at the first call, the same ever after, also for processes that start at
 * once.
 *
 * P-256 and nothing newer: Electron's BoringSSL refuses Ed25519 certificates in TLS.
 *
 * @param name of the machine; stands in the certificate for people, decides nothing
 * @throws IsobarError `input/invalid` when the file is damaged; it is never replaced without being asked
 */
export async function loadIdentity(folder: string, name: string): Promise<Identity> {
  const path = identityPath(folder)
  const stored = readPrivate(path)
  if (stored !== undefined) return parseIdentity(stored, path)

  const made = await makeIdentity(name)
  if (createPrivate(path, made)) return parseIdentity(made, path)
  return parseIdentity(readPrivate(path) ?? '', path)
}

/**
 * Takes this installation's identity away, for one that was cloned; the next `loadIdentity` makes a new one.
 * Everybody who trusted the old one has to pair again. Processes that run keep the old one until they end.
 */
export function resetIdentity(folder: string): void {
  removeQuietly(identityPath(folder))
}

async function makeIdentity(name: string): Promise<string> {
  // Loaded here only: both together take a tenth of a second. x509 needs Reflect to have metadata already.
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const serial = crypto.getRandomValues(new Uint8Array(16))
  // Positive: the first bit is the sign. Not empty: a first byte of 0 would be cut off.
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const now = Date.now()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: Buffer.from(serial).toString('hex'),
    name: [{ CN: [name.slice(0, MAX_NAME) || 'isobar'] }],
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + VALID_YEARS * 365.25 * DAY_MS),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys,
    extensions: [new x509.ExtendedKeyUsageExtension(SERVER_AND_CLIENT)],
  })
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return `${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n${certificate.toString('pem')}\n`
}

function parseIdentity(text: string, path: string): Identity {
  const block = (label: string): string =>
    new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(text)?.[0] ?? ''
  const key = block('PRIVATE KEY')
  const certificate = block('CERTIFICATE')
  try {
    const parsed = new X509Certificate(certificate)
    if (!parsed.checkPrivateKey(createPrivateKey(key))) throw new Error('key and certificate differ')
    return { key, certificate, fingerprint: plainHex(parsed.fingerprint256) }
  } catch (cause) {
    throw damaged(path, cause)
  }
}

function damaged(path: string, cause: unknown): IsobarError {
  const remedy =
    'Bring the file back from a backup, or reset the identity of this installation; then every computer ' +
    'it is paired with has to pair again.'
  return new IsobarError(
    'input/invalid',
    `The key and certificate of this installation in ${path} are damaged. ${remedy}`,
    { field: 'identity', value: path, remedy },
    { cause },
  )
}
