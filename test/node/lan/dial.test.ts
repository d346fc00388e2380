import { createServer as createTcp, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTls, type TlsOptions } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askHello } from '../../../src/node/lan/ask-hello.js'
import { joinByCode } from '../../../src/node/lan/join.js'
import { formatJoinCode } from '../../../src/shared/lan/join-code.js'
import { handClock } from './support/hand-clock.js'
import { closeAll, credentials, HELLO, install, later, type Installation } from './support/installation.js'

let alice: Installation
let bob: Installation
let eve: Installation
beforeEach(async () => {
  ;[alice, bob, eve] = await Promise.all([install(), install(), install()])
  alice.pin(bob)
  bob.pin(alice)
})
afterEach(closeAll)

/** A TLS server that is no Isobar; counts what clients say to it, and answers with `reply`. */
async function otherServer(options: TlsOptions, reply?: string) {
  const heard: string[] = []
  let clients = 0
  let gone = 0
  const server = createTls(options, socket => {
    clients++
    socket.on('error', () => undefined)
    socket.on('data', (part: Buffer) => {
      heard.push(part.toString('latin1'))
      if (reply !== undefined) socket.end(reply)
    })
  })
  server.on('connection', (raw: Socket) => raw.once('close', () => gone++))
  server.on('tlsClientError', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  later(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { address: `127.0.0.1:${port}`, heard, clients: () => clients, gone: () => gone }
}

/** A port on which nothing listens. */
async function deadAddress(): Promise<string> {
  const server = createTcp()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return `127.0.0.1:${port}`
}

/** A port that accepts and never says a word. */
async function muteAddress(): Promise<string> {
  const server = createTcp(socket => {
    socket.on('error', () => undefined)
    later(() => socket.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  later(() => void server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

const expectBob = () => ({ path: 'help', expect: bob.identity.fingerprint }) as const

describe('dialling', () => {
  it('opens a link to the one who is expected, and each side knows the other', async () => {
    const { address } = await bob.listen()
    const link = await alice.dial(address, expectBob())
    expect(link).toMatchObject({ fingerprint: bob.identity.fingerprint, address, path: 'help' })
    expect(bob.links[0]).toMatchObject({ fingerprint: alice.identity.fingerprint, path: 'help' })
    expect(bob.links[0]!.address).toMatch(/^127\.0\.0\.1:\d+$/)
  })

  it('says not one byte to another who answers, and names both certificates', async () => {
    const server = await otherServer({
      ...credentials(eve.identity),
      requestCert: true,
      rejectUnauthorized: false,
    })
    await expect(
      alice.dial(server.address, { ...expectBob(), secret: 'x'.repeat(22) }),
    ).rejects.toMatchObject({
      code: 'peer/wrong-certificate',
      data: { expected: bob.identity.fingerprint, found: eve.identity.fingerprint },
    })
    await expect.poll(server.gone).toBe(1)
    expect(server.heard).toEqual([])
  })

  it('does not step down to TLS 1.2', async () => {
    const server = await otherServer({ ...credentials(bob.identity), maxVersion: 'TLSv1.2' })
    await expect(alice.dial(server.address, expectBob())).rejects.toMatchObject({
      code: 'peer/unreachable',
      data: { reason: 'what answers does not speak TLS 1.3' },
    })
    expect(server.clients()).toBe(0)
  })

  it('tells who is not paired from who is not reached', async () => {
    const { address } = await bob.listen()
    await expect(eve.dial(address, expectBob())).rejects.toMatchObject({
      code: 'peer/not-paired',
      data: { fingerprint: bob.identity.fingerprint },
    })
    await expect(alice.dial(await deadAddress(), expectBob())).rejects.toMatchObject({
      code: 'peer/unreachable',
      data: { reason: 'nothing listens there' },
    })
  })

  it('gives up on one who never answers, by its clock', async () => {
    const clock = handClock()
    const dialled = alice.dial(await muteAddress(), { ...expectBob(), timeoutMs: 4000, clock })
    const settled = expect(dialled).rejects.toMatchObject({ code: 'peer/unreachable' })
    await new Promise(resolve => setImmediate(resolve))
    clock.pass(4000)
    await settled
  })

  it('gives up on one who takes the request and never answers it', async () => {
    const server = await otherServer(credentials(bob.identity))
    const clock = handClock()
    const dialled = alice.dial(server.address, { ...expectBob(), clock })
    const settled = expect(dialled).rejects.toMatchObject({ code: 'peer/refused' })
    await expect.poll(() => server.heard.length).toBe(1)
    clock.pass(5000)
    await settled
    await expect.poll(server.gone).toBe(1)
  })

  it('ends with the trust in the one who was dialled', async () => {
    const { address } = await bob.listen()
    const link = await alice.dial(address, { ...expectBob(), trust: alice.trust })
    const reason = new Promise(resolve => link.onClose(resolve))
    alice.trust.forget(bob.identity.fingerprint)
    expect(await reason).toBe('trust was taken back')
  })

  it('can be called off', async () => {
    const off = new AbortController()
    const dialled = alice.dial(await muteAddress(), { ...expectBob(), signal: off.signal })
    const settled = expect(dialled).rejects.toMatchObject({ code: 'cancelled' })
    await new Promise(resolve => setImmediate(resolve))
    off.abort()
    await settled
  })

  it('finds the right one among dead, mute and foreign addresses', async () => {
    const { address } = await bob.listen()
    const foreign = await otherServer({ ...credentials(eve.identity) })
    const link = await alice.dial('', {
      ...expectBob(),
      address: [await deadAddress(), foreign.address, await muteAddress(), address],
    } as never)
    expect(link.address).toBe(address)
    expect(foreign.heard).toEqual([])
  })

  it('says that somebody else answers rather than that others are silent', async () => {
    const foreign = await otherServer(credentials(eve.identity))
    const addresses = [foreign.address, await deadAddress()]
    await expect(alice.dial('', { ...expectBob(), address: addresses } as never)).rejects.toMatchObject({
      code: 'peer/wrong-certificate',
    })
  })

  it('names both versions when they differ', async () => {
    const server = await otherServer(
      credentials(bob.identity),
      'HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Protocol: isobar.9\r\nContent-Length: 0\r\n\r\n',
    )
    await expect(alice.dial(server.address, expectBob())).rejects.toMatchObject({
      code: 'peer/mismatch',
      data: { ours: 'isobar.1', theirs: 'isobar.9' },
    })
  })

  it('passes the reason of a refusal on, made harmless', async () => {
    const server = await otherServer(
      credentials(bob.identity),
      'HTTP/1.1 409 Conflict\r\nIsobar-Reason: it is\tbusy\r\nContent-Length: 0\r\n\r\n',
    )
    await expect(alice.dial(server.address, expectBob())).rejects.toMatchObject({
      code: 'peer/refused',
      data: { reason: 'it isbusy' },
    })
  })

  it('takes nobody for a peer who answers with garbage', async () => {
    const server = await otherServer(credentials(bob.identity), 'garbage\r\n\r\n')
    await expect(alice.dial(server.address, expectBob())).rejects.toMatchObject({ code: 'peer/refused' })
  })

  it('is told by a computer that it has the same identity', async () => {
    const { address } = await bob.listen()
    await expect(bob.dial(address, expectBob())).rejects.toMatchObject({
      code: 'peer/refused',
      data: { reason: expect.stringContaining('cloned') },
    })
  })
})

describe('a join code', () => {
  const codeFor = (address: string, uses = 1): string => {
    const { secret, expiresAt } = bob.invitations.make({ validMs: 60_000, uses })
    return formatJoinCode({ addresses: [address], fingerprint: bob.identity.fingerprint, secret, expiresAt })
  }
  const join = async (who: Installation, code: string) => {
    const link = await joinByCode({ identity: who.identity, trust: who.trust, code, path: 'join' })
    later(() => link.close('the test is over'))
    return link
  }

  it('lets a stranger in once, and both trust each other from then on', async () => {
    const { address } = await bob.listen()
    const code = codeFor(address)
    const link = await join(eve, code)
    expect(link.path).toBe('join')
    expect(bob.trust.find(eve.identity.fingerprint)).toMatchObject({
      via: 'join-code',
      lastAddress: undefined,
    })
    expect(eve.trust.find(bob.identity.fingerprint)).toMatchObject({ via: 'join-code', lastAddress: address })
    await expect(eve.dial(address, expectBob())).resolves.toMatchObject({ path: 'help' })
  })

  it('is worth nothing to the second who has it', async () => {
    const { address } = await bob.listen()
    const code = codeFor(address)
    await join(eve, code)
    const mallory = await install()
    await expect(join(mallory, code)).rejects.toMatchObject({
      code: 'peer/refused',
      data: { reason: 'the join code has expired, was taken back or is used up' },
    })
    expect(bob.trust.find(mallory.identity.fingerprint)).toBeUndefined()
    expect(mallory.trust.list()).toEqual([])
  })

  it('is not used up by a peer that is trusted already', async () => {
    const { address } = await bob.listen()
    const code = codeFor(address)
    await join(alice, code)
    await expect(join(eve, code)).resolves.toMatchObject({ path: 'join' })
  })

  it('is worth nothing when it has expired', async () => {
    let now = 1_000_000
    const host = await install(() => now)
    const { address } = await host.listen()
    const { secret, expiresAt } = host.invitations.make({ validMs: 60_000 })
    now = expiresAt
    const code = formatJoinCode({
      addresses: [address],
      fingerprint: host.identity.fingerprint,
      secret,
      expiresAt,
    })
    await expect(join(eve, code)).rejects.toMatchObject({ code: 'peer/refused' })
  })

  it('gives its secret to nobody but the one who made it', async () => {
    const server = await otherServer(credentials(eve.identity))
    await expect(join(alice, codeFor(server.address))).rejects.toMatchObject({
      code: 'peer/wrong-certificate',
    })
    await expect.poll(server.gone).toBe(1)
    expect(server.heard).toEqual([])
  })

  it('does not bring back a peer that was forgotten', async () => {
    const { address } = await bob.listen()
    const code = codeFor(address, 5)
    await join(eve, code)
    bob.trust.forget(eve.identity.fingerprint)
    await expect(join(eve, code)).rejects.toMatchObject({ code: 'peer/refused' })
  })
})

describe('asking for the greeting', () => {
  it('tells who is at an address, and by which certificate', async () => {
    const { address } = await bob.listen()
    expect(await askHello(address)).toEqual({
      hello: HELLO,
      fingerprint: bob.identity.fingerprint,
      address,
      date: expect.any(Number),
    })
  })

  it.each([
    ['another server', 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n', 'peer/refused'],
    ['something else in JSON', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', 'net/bad-frame'],
    ['no JSON', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno', 'peer/refused'],
    ['a greeting without end', `HTTP/1.1 200 OK\r\n\r\n${' '.repeat(9000)}`, 'peer/refused'],
  ])('does not take %s for an Isobar', async (_, reply, code) => {
    const server = await otherServer(credentials(eve.identity), reply)
    await expect(askHello(server.address)).rejects.toMatchObject({ code })
  })
})
