import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { type Link } from '../../../src/node/lan/ports.js'
import { encode } from '../../../src/shared/codec.js'
import { PEER_LIMITS } from '../../../src/shared/peer-contract.js'
import { connect, serve } from '../../../src/shared/rpc.js'
import { handClock, type HandClock } from './support/hand-clock.js'
import { closeAll, credentials, install, later, rawTls, type Installation } from './support/installation.js'
import { silentProxy } from './support/silent-proxy.js'

interface Echo {
  double: (values: Float64Array) => Float64Array
}

let alice: Installation
let bob: Installation
let clock: HandClock
beforeEach(async () => {
  ;[alice, bob] = await Promise.all([install(), install()])
  alice.pin(bob)
  bob.pin(alice)
  clock = handClock()
})
afterEach(closeAll)

const expectBob = () => ({ path: 'help', expect: bob.identity.fingerprint }) as const
const reasonOf = (link: Link): Promise<string> => new Promise(resolve => link.onClose(resolve))

/** A trusted certificate with a WebSocket of its own, free to misbehave, and bob's end of the link. */
async function rudePeer(path = '/help') {
  const { port } = await bob.listen({ clock })
  const tls = await rawTls(port, credentials(alice.identity))
  const socket = new WebSocket(`wss://isobar${path}`, ['isobar.1'], {
    createConnection: (() => tls) as unknown as NonNullable<ClientOptions['createConnection']>,
    perMessageDeflate: false,
  })
  socket.on('error', () => undefined)
  later(() => socket.terminate())
  await new Promise(resolve => socket.once('open', resolve))
  const closed = new Promise<number>(resolve => socket.once('close', resolve))
  return { socket, link: bob.links[0]!, closed }
}

describe('a link', () => {
  it('carries calls with typed arrays both ways', async () => {
    const { address } = await bob.listen()
    const near = await alice.dial(address, expectBob())
    const far = bob.links[0]!
    for (const [caller, answerer] of [
      [near, far],
      [far, near],
    ] as const) {
      serve<Echo>(answerer.channel, { double: values => values.map(value => 2 * value) })
      const { client } = connect<Echo>(caller.channel)
      expect(await client.double(Float64Array.of(1.5, NaN))).toEqual(Float64Array.of(3, NaN))
    }
  })

  it('loses nothing that is sent before the other side listens, to any of its listeners', async () => {
    const { address } = await bob.listen({
      onLink: link => [1, 2, 3].forEach(message => link.channel.send(message)),
    })
    const link = await alice.dial(address, expectBob())
    await new Promise(resolve => setImmediate(resolve))
    const [first, second]: unknown[][] = [[], []]
    link.channel.onMessage(message => first!.push(message))
    link.channel.onMessage(message => second!.push(message))
    await expect
      .poll(() => [first, second])
      .toEqual([
        [1, 2, 3],
        [1, 2, 3],
      ])
  })

  it('tells both sides why it closed, once, also those who ask later', async () => {
    const { address } = await bob.listen()
    const near = await alice.dial(address, expectBob())
    const told: string[] = []
    near.onClose(reason => told.push(reason))
    const far = reasonOf(bob.links[0]!)
    near.close('done')
    near.close('again')
    expect(await far).toBe('done')
    expect(await reasonOf(near)).toBe('done')
    expect(told).toEqual(['done'])
  })

  it('keeps a long reason within what a close frame carries', async () => {
    const { address } = await bob.listen()
    const near = await alice.dial(address, expectBob())
    const far = reasonOf(bob.links[0]!)
    near.close('ü'.repeat(500))
    expect(await far).toBe('ü'.repeat(61))
  })

  it('hands on nothing after it is closed', async () => {
    const { address } = await bob.listen()
    const near = await alice.dial(address, expectBob())
    const heard: unknown[] = []
    bob.links[0]!.channel.onMessage(message => heard.push(message))
    near.channel.send('first')
    await expect.poll(() => heard).toEqual(['first'])
    bob.links[0]!.close('enough')
    near.channel.send('second')
    await reasonOf(near)
    expect(heard).toEqual(['first'])
  })
})

describe('a peer that misbehaves is closed', () => {
  it.each([
    ['a text frame', 'text'],
    ['bytes that are no message', Buffer.from('not a message')],
    ['a message that is cut off', Buffer.from(encode({ kind: 'call' })).subarray(0, 12)],
  ])('for %s', async (_, data) => {
    const { socket, link, closed } = await rudePeer()
    socket.send(data)
    expect(await reasonOf(link)).toBe('not a message of Isobar')
    expect(await closed).toBe(1007)
  })

  it('for a frame beyond the limit, unread', async () => {
    const { socket, link, closed } = await rudePeer()
    const heard: unknown[] = []
    link.channel.onMessage(message => heard.push(message))
    socket.send(Buffer.alloc(PEER_LIMITS.frameBytes + 1))
    expect(await reasonOf(link)).toContain('Max payload size exceeded')
    expect(await closed).toBe(1009)
    expect(heard).toEqual([])
  })

  it('for 4 KiB from a stranger who is only to be paired', async () => {
    const { socket, closed } = await rudePeer('/pair')
    socket.send(Buffer.alloc(4097))
    expect(await closed).toBe(1009)
  })

  it('for more messages than are allowed, but not for as many', async () => {
    const { socket, link, closed } = await rudePeer()
    const allowed = 2 * PEER_LIMITS.messagesPerSecond
    let heard = 0
    link.channel.onMessage(() => heard++)
    const send = (count: number): void => {
      for (let i = 0; i < count; i++) socket.send(encode(1))
    }
    send(allowed)
    await expect.poll(() => heard).toBe(allowed)
    clock.pass(1000)
    send(PEER_LIMITS.messagesPerSecond)
    await expect.poll(() => heard).toBe(allowed + PEER_LIMITS.messagesPerSecond)
    send(1)
    expect(await reasonOf(link)).toBe('more than 2000 messages a second')
    expect(await closed).toBe(1008)
  })

  it.each([
    ['pings', (socket: WebSocket) => socket.ping()],
    ['pongs', (socket: WebSocket) => socket.pong()],
  ])('for a flood of %s', async (_, send) => {
    const { socket, link } = await rudePeer()
    for (let i = 0; i <= 2 * PEER_LIMITS.messagesPerSecond; i++) send(socket)
    await reasonOf(link)
  })

  it('for not reading while more and more waits for it', async () => {
    const { socket, link } = await rudePeer()
    socket.pause()
    const closed = reasonOf(link)
    const part = new Float64Array(2 ** 20)
    let sent = 0
    let open = true
    void closed.then(() => (open = false))
    for (; open && sent < 100; sent++) {
      link.channel.send(part)
      await null
    }
    expect(await closed).toBe('the other side reads too slowly')
    expect(sent * part.byteLength).toBeGreaterThan(64 * 2 ** 20)
    expect(sent).toBeLessThan(30)
  })
})

describe('a peer that is frozen or cut off', () => {
  async function overProxy() {
    const { port } = await bob.listen()
    const proxy = await silentProxy(port)
    const link = await alice.dial(proxy.address, { ...expectBob(), clock })
    return { proxy, link }
  }

  it('is closed within 6 s of its last sign of life, and not before 4 s', async () => {
    const { proxy, link } = await overProxy()
    clock.pass(0)
    await expect.poll(link.rttMs).toBeDefined()
    proxy.freeze()
    let reason: string | undefined
    link.onClose(why => (reason = why))
    clock.pass(4000)
    expect(reason).toBeUndefined()
    clock.pass(2000)
    expect(reason).toBe('the other side was silent for 5.5 s')
  })

  it('is kept when it comes back in time', async () => {
    const { proxy, link } = await overProxy()
    clock.pass(0)
    await expect.poll(link.rttMs).toBe(0)
    proxy.freeze()
    let open = true
    link.onClose(() => (open = false))
    clock.pass(5000)
    proxy.thaw()
    // The answer to the beat at 2 s; three more seconds have passed.
    await expect.poll(link.rttMs).not.toBe(0)
    clock.pass(2000)
    expect(open).toBe(true)
  })

  it('is closed at once when its connection breaks', async () => {
    const { socket, link } = await rudePeer()
    socket.terminate()
    expect(await reasonOf(link)).toBe('the connection broke')
  })
})
