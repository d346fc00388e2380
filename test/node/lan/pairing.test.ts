import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startPairing, type Pairing } from '../../../src/node/lan/pairing.js'
import { type Link } from '../../../src/node/lan/ports.js'
import { handClock, type HandClock } from './support/hand-clock.js'
import { closeAll, install, type Installation } from './support/installation.js'

let alice: Installation
let bob: Installation
let clock: HandClock
beforeEach(async () => {
  ;[alice, bob] = await Promise.all([install(), install()])
  clock = handClock()
})
afterEach(closeAll)

const begin = (who: Installation, link: Link, incoming: boolean, name: string): Pairing =>
  startPairing(link, { identity: who.identity, name, trust: who.trust, incoming, log: who.log, clock })

/** Bob listens and answers pairings; alice asks. */
async function pairUp() {
  let theirs: Pairing | undefined
  const { address } = await bob.listen({ onPairing: link => (theirs = begin(bob, link, true, 'bob')) })
  const link = await alice.dial(address, { path: 'pair' })
  const ours = begin(alice, link, false, 'alice')
  await expect.poll(() => [ours.view().state, theirs?.view().state]).toEqual(['compare', 'compare'])
  return { ours, theirs: theirs!, address, link }
}

describe('pairing over a link', () => {
  it('shows both people one code and the name of the other', async () => {
    const { ours, theirs } = await pairUp()
    expect(ours.view().code).toMatch(/^\d{6}$/)
    expect(ours.view()).toEqual({
      fingerprint: bob.identity.fingerprint,
      name: 'bob',
      state: 'compare',
      code: theirs.view().code,
      incoming: false,
    })
    expect(theirs.view()).toMatchObject({
      fingerprint: alice.identity.fingerprint,
      name: 'alice',
      incoming: true,
    })
  })

  it('stores nothing before both agreed, then lets the other in', async () => {
    const { ours, theirs, address } = await pairUp()
    ours.answer(true)
    expect(ours.view().state).toBe('agreed')
    await expect.poll(() => theirs.view().state).toBe('compare')
    expect([...alice.trust.list(), ...bob.trust.list()]).toEqual([])

    theirs.answer(true)
    expect(await Promise.all([ours.done, theirs.done])).toEqual(['paired', 'paired'])
    expect(alice.trust.list()).toMatchObject([{ name: 'bob', via: 'compared', lastAddress: address }])
    expect(bob.trust.list()).toMatchObject([{ name: 'alice', via: 'compared', lastAddress: undefined }])
    await expect(
      alice.dial(address, { path: 'help', expect: bob.identity.fingerprint }),
    ).resolves.toBeDefined()
  })

  it.each(['ours', 'theirs'] as const)('stores nothing when %s is the side that says no', async side => {
    const pairings = await pairUp()
    pairings[side === 'ours' ? 'theirs' : 'ours'].answer(true)
    pairings[side].answer(false)
    expect(await Promise.all([pairings.ours.done, pairings.theirs.done])).toEqual(['refused', 'refused'])
    expect([...alice.trust.list(), ...bob.trust.list()]).toEqual([])
  })

  it('ends on both sides after 60 s', async () => {
    const { ours, theirs } = await pairUp()
    clock.pass(59_999)
    expect(ours.view().state).toBe('compare')
    clock.pass(1)
    expect(await Promise.all([ours.done, theirs.done])).toEqual(['timeout', 'timeout'])
    expect([...alice.trust.list(), ...bob.trust.list()]).toEqual([])
  })

  it('ends when the other side goes away', async () => {
    const { ours, theirs, link } = await pairUp()
    link.close('gone')
    expect(await Promise.all([ours.done, theirs.done])).toEqual(['lost', 'lost'])
  })

  it('is one at a time, and free again afterwards', async () => {
    const { ours, theirs, address } = await pairUp()
    const carol = await install()
    await expect(carol.dial(address, { path: 'pair' })).rejects.toMatchObject({
      code: 'peer/refused',
      data: { reason: expect.stringContaining('another pairing') },
    })
    ours.answer(false)
    await Promise.all([ours.done, theirs.done])
    await expect(carol.dial(address, { path: 'pair' })).resolves.toMatchObject({ path: 'pair' })
  })

  it('is refused while this computer is in one of its own', async () => {
    const { address } = await bob.listen({ pairing: () => true })
    await expect(alice.dial(address, { path: 'pair' })).rejects.toMatchObject({ code: 'peer/refused' })
  })

  it('can be tried three times in ten minutes', async () => {
    const { address } = await bob.listen()
    for (let i = 0; i < 3; i++) {
      const link = await alice.dial(address, { path: 'pair' })
      bob.links[i]!.close('no')
      await new Promise(resolve => link.onClose(resolve))
    }
    await expect(alice.dial(address, { path: 'pair' })).rejects.toMatchObject({
      code: 'peer/refused',
      data: { reason: expect.stringContaining('ten minutes') },
    })
  })

  it('does not hold the door shut when nobody serves it', async () => {
    const { address } = await bob.listen({ clock })
    const link = await alice.dial(address, { path: 'pair' })
    const reason = new Promise(resolve => link.onClose(resolve))
    const { channel } = bob.links[0]!
    for (let s = 0; s < 75; s += 5) {
      // Signs of life, so that it is not closed for silence.
      const heard = new Promise(resolve => channel.onMessage(resolve))
      link.channel.send('still here')
      await heard
      clock.pass(5000)
    }
    expect(await reason).toBe('the pairing took too long')
  })
})

describe('a man in the middle', () => {
  /** Mallory listens to alice and dials bob, with a certificate of her own on either leg. */
  async function relayed() {
    const mallory = await install()
    let theirs: Pairing | undefined
    const { address } = await bob.listen({ onPairing: link => (theirs = begin(bob, link, true, 'bob')) })
    const middle = await mallory.listen({
      onPairing: link =>
        void mallory.dial(address, { path: 'pair' }).then(onward => {
          link.channel.onMessage(message => onward.channel.send(message))
          onward.channel.onMessage(message => link.channel.send(message))
        }),
    })
    const ours = begin(alice, await alice.dial(middle.address, { path: 'pair' }), false, 'alice')
    await expect.poll(() => [ours.view().state, theirs?.view().state]).toEqual(['compare', 'compare'])
    return { ours, theirs: theirs! }
  }

  it('who relays every message faithfully makes the two codes differ', async () => {
    const { ours, theirs } = await relayed()
    expect(ours.view().code).not.toBe(theirs.view().code)
    ours.answer(false)
    expect(await Promise.all([ours.done, theirs.done])).toEqual(['refused', 'refused'])
    expect([...alice.trust.list(), ...bob.trust.list()]).toEqual([])
  })

  it('cannot be let in by one person who does not look', async () => {
    const { ours, theirs } = await relayed()
    theirs.answer(true)
    ours.answer(false)
    expect(await theirs.done).toBe('refused')
    expect(bob.trust.list()).toEqual([])
  })
})
