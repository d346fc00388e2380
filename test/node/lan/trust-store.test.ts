import { chmodSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TrustedPeer } from '../../../src/node/lan/ports.js'
import { openTrustStore } from '../../../src/node/lan/trust-store.js'
import { closeAll, temporaryFolder } from './support/installation.js'

let folder: string
beforeEach(() => {
  folder = join(temporaryFolder(), 'isobar')
})
afterEach(closeAll)

const peer = (digit: string, name = 'lab'): TrustedPeer => ({
  fingerprint: digit.repeat(64),
  name,
  pairedAt: 1,
  lastSeenAt: 1,
  lastAddress: undefined,
  via: 'compared',
})

describe('the trust store', () => {
  it('is empty before the first pairing and makes no file', () => {
    expect(openTrustStore(folder).list()).toEqual([])
    expect(readdirSync(join(folder, '..'))).toEqual([])
  })

  it('keeps what is pinned, and only that', () => {
    openTrustStore(folder).pin(peer('a'))
    const again = openTrustStore(folder)
    expect(again.find('a'.repeat(64))).toEqual(peer('a'))
    expect(again.find('b'.repeat(64))).toBeUndefined()
    expect(again.find('__proto__')).toBeUndefined()
    expect(readdirSync(folder)).toEqual(['peers.json'])
  })

  it('keeps what two processes pin one after the other', () => {
    const [one, two] = [openTrustStore(folder), openTrustStore(folder)]
    one.pin(peer('a'))
    two.pin(peer('b'))
    one.pin(peer('c'))
    expect(two.list().map(({ fingerprint }) => fingerprint[0])).toEqual(['a', 'b', 'c'])
  })

  it('tells of a forgotten peer in the process that forgets and, when it looks, in others', () => {
    const [one, two] = [openTrustStore(folder), openTrustStore(folder)]
    one.pin(peer('a'))
    two.list()
    const told: string[] = []
    one.onForget(fingerprint => told.push(`one ${fingerprint[0]}`))
    two.onForget(fingerprint => told.push(`two ${fingerprint[0]}`))
    one.forget('a'.repeat(64))
    expect(told).toEqual(['one a'])
    expect(two.find('a'.repeat(64))).toBeUndefined()
    expect(told).toEqual(['one a', 'two a'])
  })

  it('trusts nobody any more when its file is removed', () => {
    const store = openTrustStore(folder)
    store.pin(peer('a'))
    const told: string[] = []
    store.onForget(fingerprint => told.push(fingerprint))
    rmSync(join(folder, 'peers.json'))
    expect(store.list()).toEqual([])
    expect(told).toEqual(['a'.repeat(64)])
  })

  it('does not bring a peer back that another process forgot meanwhile', () => {
    const [one, two] = [openTrustStore(folder), openTrustStore(folder, () => 1e9)]
    one.pin(peer('a'))
    two.list()
    one.forget('a'.repeat(64))
    two.seen('a'.repeat(64), { name: 'new' })
    two.pin(peer('b'))
    expect(one.list().map(({ fingerprint }) => fingerprint[0])).toEqual(['b'])
  })

  it('notes where and when a peer was seen, but not at every blink', () => {
    let now = 1000
    const store = openTrustStore(folder, () => now)
    store.pin({ ...peer('a'), lastSeenAt: now })
    store.seen('a'.repeat(64), { address: '10.0.0.1:7' })
    expect(store.find('a'.repeat(64))).toMatchObject({ lastAddress: '10.0.0.1:7', lastSeenAt: 1000 })
    const before = statSync(join(folder, 'peers.json'), { bigint: true }).mtimeNs
    now += 59_999
    store.seen('a'.repeat(64), {})
    expect(statSync(join(folder, 'peers.json'), { bigint: true }).mtimeNs).toBe(before)
    now += 1
    store.seen('a'.repeat(64), {})
    expect(store.find('a'.repeat(64))?.lastSeenAt).toBe(61_000)
  })

  it.skipIf(process.platform === 'win32')('is readable by its owner only, also after it was not', () => {
    const path = join(folder, 'peers.json')
    openTrustStore(folder).pin(peer('a'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    chmodSync(path, 0o666)
    openTrustStore(folder)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['not JSON', '{'],
    ['of another version', '{"version":2,"peers":[]}'],
    ['of a peer without fingerprint', '{"version":1,"peers":[{"name":"x"}]}'],
    ['of a peer trusted for no reason', JSON.stringify({ version: 1, peers: [{ ...peer('a'), via: 'x' }] })],
  ])('trusts nobody when the file is %s', (_, text) => {
    const store = openTrustStore(folder)
    store.pin(peer('a'))
    writeFileSync(join(folder, 'peers.json'), text)
    expect(() => store.find('a'.repeat(64))).toThrow(expect.objectContaining({ code: 'input/invalid' }))
    expect(() => store.pin(peer('b'))).toThrow(expect.objectContaining({ code: 'input/invalid' }))
  })
})
