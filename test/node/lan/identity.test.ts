import { createPublicKey, X509Certificate } from 'node:crypto'
import { chmodSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadIdentity, resetIdentity } from '../../../src/node/lan/identity.js'
import { closeAll, temporaryFolder } from './support/installation.js'

afterEach(closeAll)

const modeOf = (path: string): number => statSync(path).mode & 0o777
const newFolder = (): string => join(temporaryFolder(), 'isobar')

describe('the identity of an installation', () => {
  it('is made once and is the same ever after', async () => {
    const folder = newFolder()
    const made = await loadIdentity(folder, 'lab')
    expect(made.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(await loadIdentity(folder, 'other name')).toEqual(made)
  })

  it('is a P-256 certificate signed by itself, for both ends of TLS, for twenty years', async () => {
    const { certificate } = await loadIdentity(newFolder(), 'lab')
    const parsed = new X509Certificate(certificate)
    const years = (Date.parse(parsed.validTo) - Date.parse(parsed.validFrom)) / (365.25 * 86_400_000)

    expect(parsed.verify(createPublicKey(certificate))).toBe(true)
    expect(parsed.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    expect(parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
    expect(parsed.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/)
    expect(Date.parse(parsed.validFrom)).toBeLessThan(Date.now() - 80_000_000)
    expect(years).toBeCloseTo(20, 1)
  })

  it.each(['', 'x'.repeat(300), 'a=b, "c"+d\\', 'größe'])('can be made under the name "%s"', async name => {
    expect((await loadIdentity(newFolder(), name)).fingerprint).toHaveLength(64)
  })

  it('is one, also for processes that start at once, and leaves nothing else behind', async () => {
    const folder = newFolder()
    const made = await Promise.all(Array.from({ length: 8 }, () => loadIdentity(folder, 'lab')))
    expect(new Set(made.map(({ fingerprint }) => fingerprint)).size).toBe(1)
    expect(readdirSync(folder)).toEqual(['identity.pem'])
  })

  it.skipIf(process.platform === 'win32')(
    'is readable by its owner only, also after it was not',
    async () => {
      const folder = newFolder()
      const path = join(folder, 'identity.pem')
      await loadIdentity(folder, 'lab')
      expect([modeOf(folder), modeOf(path)]).toEqual([0o700, 0o600])
      chmodSync(folder, 0o755)
      chmodSync(path, 0o644)
      await loadIdentity(folder, 'lab')
      expect([modeOf(folder), modeOf(path)]).toEqual([0o700, 0o600])
    },
  )

  it.each([
    ['empty', () => ''],
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    [
      'of one key and the certificate of another',
      (text: string, other: string) =>
        text.slice(0, text.indexOf('-----BEGIN CERT')) + other.slice(other.indexOf('-----BEGIN CERT')),
    ],
  ])('is said to be damaged, and left alone, when the file is %s', async (_, damage) => {
    const folder = newFolder()
    const path = join(folder, 'identity.pem')
    const otherFolder = newFolder()
    await loadIdentity(folder, 'lab')
    await loadIdentity(otherFolder, 'lab')
    const damaged = damage(
      readFileSync(path, 'utf8'),
      readFileSync(join(otherFolder, 'identity.pem'), 'utf8'),
    )
    writeFileSync(path, damaged)

    await expect(loadIdentity(folder, 'lab')).rejects.toMatchObject({
      code: 'input/invalid',
      data: { field: 'identity', value: path },
    })
    expect(readFileSync(path, 'utf8')).toBe(damaged)
  })

  it('is another after it was reset', async () => {
    const folder = newFolder()
    const before = await loadIdentity(folder, 'lab')
    resetIdentity(folder)
    expect((await loadIdentity(folder, 'lab')).fingerprint).not.toBe(before.fingerprint)
  })
})
