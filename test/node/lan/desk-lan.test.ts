import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deskLan } from '../../../src/node/lan/desk-lan.js'
import { type Lan } from '../../../src/node/lan/lan-port.js'
import { fakeFarm } from '../desk/fake-fork.js'
import { closeAll, later, temporaryFolder } from './support/installation.js'

const sharing = { enabled: true, cores: 1, onlyWhenIdle: false, notOnBattery: true, paused: false }
let folder: string

beforeEach(() => {
  folder = temporaryFolder()
  vi.stubEnv('ISOBAR_CONFIG', folder)
  vi.stubEnv('ISOBAR_HOST', '127.0.0.1')
  vi.stubEnv('ISOBAR_NAME', 'Desk')
})
afterEach(async () => {
  await closeAll()
  vi.unstubAllEnvs()
})

async function open(): Promise<Lan> {
  const lan = await deskLan({ version: '1.0.0', fork: fakeFarm().fork })
  later(lan.close)
  return lan
}

describe('other computers at the desk', () => {
  it('are reached under the name and at the address that were asked for', async () => {
    const lan = await open()
    expect(lan.view().self).toMatchObject({ name: 'Desk', addresses: [], problem: undefined })
    await lan.setSharing(sharing)
    expect(lan.view().self.addresses).toEqual([`127.0.0.1:${lan.port()}`])
  })

  it('are what they were when Isobar starts again', async () => {
    const before = await open()
    await before.setSharing(sharing)
    await before.close()
    const again = await open()
    expect(again.view().self.fingerprint).toBe(before.view().self.fingerprint)
    expect([again.view().sharing, again.port() !== undefined]).toEqual([sharing, true])
  })

  it('are missing, and it is said why, where no identity can be made', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    vi.stubEnv('ISOBAR_CONFIG', join(file, 'below'))
    const lan = await open()
    expect(lan.view().self.problem).toMatch(/^Other computers cannot be used: .*ENOTDIR/)
    expect(() => lan.addPeer({ address: '10.0.0.2:47110' })).toThrow(/cannot be used/)
    expect(() => lan.setSharing(sharing)).toThrow(expect.objectContaining({ code: 'peer/refused' }))
    await expect(lan.close()).resolves.toBeUndefined()
  })

  it('are missing, and it is said why, where the identity is damaged', async () => {
    writeFileSync(join(folder, 'identity.pem'), '{')
    const lan = await open()
    expect(lan.view().self.problem).toContain('identity.pem')
  })
})
