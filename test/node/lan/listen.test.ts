import { connect as connectTcp, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ADMISSION_LIMITS } from '../../../src/node/lan/admission.js'
import { openTrustStore } from '../../../src/node/lan/trust-store.js'
import { handClock, type HandClock } from './support/hand-clock.js'
import {
  closeAll,
  credentials,
  install,
  later,
  rawTls,
  untilClosed,
  upgradeText,
  type Installation,
} from './support/installation.js'

let alice: Installation
let bob: Installation
let eve: Installation
let clock: HandClock
beforeEach(async () => {
  ;[alice, bob, eve] = await Promise.all([install(), install(), install()])
  alice.pin(bob)
  bob.pin(alice)
  clock = handClock()
})
afterEach(closeAll)

const expectBob = () => ({ path: 'help', expect: bob.identity.fingerprint }) as const

/** What `who` gets for `text`, up to the end of the connection. */
async function ask(port: number, who: Installation | undefined, text: string): Promise<string> {
  const socket = await rawTls(port, who && credentials(who.identity))
  const answer = untilClosed(socket)
  socket.write(text)
  return answer
}

const statusOf = (answer: string): string => answer.slice(0, answer.indexOf('\r\n'))

describe('a stranger', () => {
  it('gets 403 and learns nothing, with a certificate or without', async () => {
    const { port } = await bob.listen()
    for (const who of [eve, undefined])
      for (const path of ['/help', '/join']) {
        const answer = await ask(port, who, upgradeText(path))
        expect(statusOf(answer)).toBe('HTTP/1.1 403 Forbidden')
        expect(answer).not.toContain('bench')
        expect(answer.split('\r\n\r\n')[1]).toBe('')
      }
    expect(bob.links).toEqual([])
  })

  it('gets the greeting and the way to pairing, and nothing else', async () => {
    const { port } = await bob.listen({ limits: { ...ADMISSION_LIMITS, failures: 100 } })
    const get = (method: string, path: string) =>
      ask(port, eve, `${method} ${path} HTTP/1.1\r\nHost: isobar\r\nContent-Length: 0\r\n\r\n`)
    expect(statusOf(await get('GET', '/hello'))).toBe('HTTP/1.1 200 OK')
    for (const [method, path] of [
      ['POST', '/hello'],
      ['GET', '/hello?x'],
      ['GET', '/'],
      ['GET', '/help'],
      ['GET', '/../peers.json'],
      ['OPTIONS', '*'],
    ] as const)
      expect(statusOf(await get(method, path))).toBe('HTTP/1.1 403 Forbidden')
  })

  it('does not get in by a path that is none', async () => {
    const { port } = await bob.listen()
    for (const path of ['/', '/help/', '/help?secret=x', '/HELP', '//help'])
      expect(statusOf(await ask(port, alice, upgradeText(path)))).toBe('HTTP/1.1 403 Forbidden')
  })

  it('in a browser is refused, even with a trusted certificate', async () => {
    const { port } = await bob.listen()
    const origin = { Origin: 'https://127.0.0.1' }
    expect(statusOf(await ask(port, alice, upgradeText('/help', origin)))).toBe('HTTP/1.1 403 Forbidden')
    const hello = 'GET /hello HTTP/1.1\r\nHost: isobar\r\nOrigin: null\r\n\r\n'
    expect(statusOf(await ask(port, alice, hello))).toBe('HTTP/1.1 403 Forbidden')
    expect(bob.links).toEqual([])
  })

  it('is told the version when it is another', async () => {
    const { port } = await bob.listen()
    const answer = await ask(port, alice, upgradeText('/help', { 'Sec-WebSocket-Protocol': 'isobar.2' }))
    expect(statusOf(answer)).toBe('HTTP/1.1 426 Upgrade Required')
    expect(answer).toContain('Sec-WebSocket-Protocol: isobar.1')
  })

  it('cannot step down to TLS 1.2', async () => {
    const { port } = await bob.listen()
    await expect(
      rawTls(port, { ...credentials(alice.identity), maxVersion: 'TLSv1.2' }),
    ).rejects.toMatchObject({
      code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    })
  })

  it('does not get in by resuming the session of a trusted connection', async () => {
    const { port } = await bob.listen()
    const first = await rawTls(port, credentials(alice.identity))
    const session = new Promise<Buffer>(resolve => first.once('session', resolve))
    const answered = untilClosed(first)
    first.write('GET /hello HTTP/1.1\r\nHost: isobar\r\n\r\n')
    await answered

    for (const certificate of [{}, credentials(alice.identity)]) {
      const second = await rawTls(port, { ...certificate, session: await session })
      expect(second.isSessionReused()).toBe(true)
      const answer = untilClosed(second)
      second.write(upgradeText('/help'))
      expect(statusOf(await answer)).toBe('HTTP/1.1 403 Forbidden')
    }
    expect(bob.links).toEqual([])
  })

  it('of a computer whose list of peers is damaged gets nothing, nor does anybody', async () => {
    const { address } = await bob.listen()
    writeFileSync(join(bob.folder, 'peers.json'), '{')
    await expect(alice.dial(address, expectBob())).rejects.toMatchObject({ code: 'peer/refused' })
    expect(bob.links).toEqual([])
  })
})

describe('guessing', () => {
  const guess = (port: number, secret: string) =>
    ask(port, eve, upgradeText('/join', { Authorization: `Bearer ${secret}` }))

  it('ends after five wrong secrets, for a minute, even with the right one; a trusted peer still comes in', async () => {
    const { address, port } = await bob.listen({ clock })
    const { secret } = bob.invitations.make({ validMs: 600_000 })
    for (let i = 0; i < 5; i++) expect(statusOf(await guess(port, `wrong${i}`))).toContain('403')
    expect(await guess(port, secret)).toBe('')
    expect(await ask(port, eve, 'GET /hello HTTP/1.1\r\nHost: isobar\r\n\r\n')).toBe('')
    await expect(alice.dial(address, expectBob())).resolves.toBeDefined()

    clock.pass(60_000)
    await expect(eve.dial(address, { ...expectBob(), secret })).resolves.toBeDefined()
  })

  it('leaves its traces in the log, the secrets do not', async () => {
    const { port } = await bob.listen()
    const { secret } = bob.invitations.make({ validMs: 600_000 })
    for (let i = 0; i < 5; i++) await guess(port, `${secret}${i}`)
    const log = bob.logged.join('\n')
    expect(log).toContain('refused {"from":"127.0.0.1","reason":"not paired"}')
    expect(log).toContain('barred {"from":"127.0.0.1"}')
    expect(log).not.toContain(secret)
  })

  it('is not what a client does that goes away, asks for the greeting or speaks no TLS', async () => {
    const { address, port } = await bob.listen()
    for (let i = 0; i < 6; i++) {
      ;(await rawTls(port, credentials(eve.identity))).destroy()
      await ask(port, undefined, 'GET /hello HTTP/1.1\r\nHost: isobar\r\n\r\n')
    }
    const { secret } = bob.invitations.make({ validMs: 600_000 })
    await expect(eve.dial(address, { ...expectBob(), secret })).resolves.toBeDefined()
  })
})

describe('a slow or rude client', () => {
  const tcp = async (port: number): Promise<Socket> => {
    const socket = connectTcp(port, '127.0.0.1')
    later(() => socket.destroy())
    socket.on('error', () => undefined)
    await new Promise(resolve => socket.once('connect', resolve))
    return socket
  }
  const closed = (socket: Socket): Promise<void> =>
    new Promise(resolve => {
      socket.resume()
      socket.once('close', () => resolve())
    })
  /** Lets the server take note of a connection before its time passes. */
  const noticed = async (port: number): Promise<void> =>
    void (await ask(port, undefined, 'GET /hello HTTP/1.1\r\nHost: isobar\r\n\r\n'))

  it('that opens TCP and says nothing is cut off after 5 s', async () => {
    const { port } = await bob.listen({ clock })
    const socket = await tcp(port)
    await noticed(port)
    let open = true
    const end = closed(socket).then(() => (open = false))
    clock.pass(4999)
    await noticed(port)
    expect(open).toBe(true)
    clock.pass(1)
    await end
  })

  it('that drips its header is cut off after 5 s, however steadily it drips', async () => {
    const { port } = await bob.listen({ clock })
    const socket = await rawTls(port, credentials(alice.identity))
    const end = closed(socket)
    socket.on('error', () => undefined)
    for (const part of ['GET /help', ' HTTP/1.1\r\n', 'Host: isobar\r\n', 'X-Drip: 1\r\n']) {
      socket.write(part)
      await noticed(port)
      clock.pass(1250)
    }
    await end
  })

  it('that ends the handshake and then is silent is cut off after 5 s', async () => {
    const { port } = await bob.listen({ clock })
    const socket = await rawTls(port, credentials(alice.identity))
    await noticed(port)
    clock.pass(5000)
    await closed(socket)
  })

  it('that sends garbage is cut off at once', async () => {
    const { port } = await bob.listen({ clock })
    const plain = await tcp(port)
    plain.write('GET / HTTP/1.1\r\nHost: isobar\r\n\r\n')
    await closed(plain)
    const inside = await rawTls(port, credentials(alice.identity))
    inside.write(Buffer.from('\x00\x01\xff garbage \r\n\r\n', 'latin1'))
    await closed(inside)
  })

  it('that sends headers without end is cut off at 8 KiB', async () => {
    const { port } = await bob.listen({ clock })
    const socket = await rawTls(port, credentials(alice.identity))
    socket.on('error', () => undefined)
    socket.write(`GET /help HTTP/1.1\r\nX: ${'x'.repeat(10_000)}`)
    await closed(socket)
  })

  it('does not slow down peers by opening a hundred connections: eight stay', async () => {
    const { address, port } = await bob.listen({ clock })
    const open = new Set<Socket>()
    const flood = await Promise.all(Array.from({ length: 100 }, () => tcp(port)))
    for (const socket of flood) {
      open.add(socket)
      void closed(socket).then(() => open.delete(socket))
    }
    await expect.poll(() => open.size).toBe(8)
    clock.pass(5000)
    await expect.poll(() => open.size).toBe(0)
    await expect(alice.dial(address, expectBob())).resolves.toBeDefined()
    // Bounded in the log as well.
    expect(bob.logged.filter(line => line.startsWith('dropped')).length).toBeLessThanOrEqual(21)
  })
})

describe('a trusted peer', () => {
  it('is cut off at once when it is forgotten, and does not come back', async () => {
    const { address } = await bob.listen()
    const link = await alice.dial(address, expectBob())
    const reason = new Promise(resolve => link.onClose(resolve))
    bob.trust.forget(alice.identity.fingerprint)
    expect(await reason).toBe('trust was taken back')
    await expect(alice.dial(address, expectBob())).rejects.toMatchObject({ code: 'peer/not-paired' })
  })

  it('is cut off within 2 s when another process forgets it', async () => {
    const { address } = await bob.listen({ clock })
    const link = await alice.dial(address, expectBob())
    const reason = new Promise(resolve => link.onClose(resolve))
    openTrustStore(bob.folder).forget(alice.identity.fingerprint)
    clock.pass(2000)
    expect(await reason).toBe('trust was taken back')
  })

  it('has at most four links', async () => {
    const { address } = await bob.listen()
    for (let i = 0; i < 4; i++) await alice.dial(address, expectBob())
    await expect(alice.dial(address, expectBob())).rejects.toMatchObject({ code: 'peer/refused' })
    bob.links[0]!.close('enough')
    await expect(alice.dial(address, expectBob())).resolves.toBeDefined()
  })

  it('is not counted among strangers: more than eight come from one address', async () => {
    const { address } = await bob.listen()
    const peers = await Promise.all(Array.from({ length: 10 }, () => install()))
    for (const peer of peers) {
      bob.pin(peer)
      await peer.dial(address, expectBob())
    }
    expect(bob.links.length).toBe(10)
  })
})

describe('the listener', () => {
  it('on all interfaces knows an IPv4 address for one', async () => {
    const { address } = await bob.listen({ host: undefined })
    await alice.dial(address, expectBob())
    expect(bob.links[0]!.address).toMatch(/^127\.0\.0\.1:\d+$/)
  })

  it('says when its port is taken', async () => {
    const { port } = await bob.listen()
    await expect(alice.listen({ port })).rejects.toMatchObject({ code: 'net/port-in-use', data: { port } })
  })

  it('closes its links with a reason, frees its port and leaves nothing open', async () => {
    const { address, port, close } = await bob.listen()
    const link = await alice.dial(address, expectBob())
    const reason = new Promise(resolve => link.onClose(resolve))
    await close()
    expect(await reason).toBe('this computer stops listening')
    await alice.listen({ port })
  })

  it('does not wait for strangers when it closes', async () => {
    const { port, close } = await bob.listen({ clock })
    const socket = await rawTls(port)
    const end = untilClosed(socket)
    await close()
    await end
  })
})
