import { describe, expect, it, vi } from 'vitest'
import { type Pipe } from '../../../src/renderer/link/dial.js'
import { type LinkState, openLink } from '../../../src/renderer/link/owner-link.js'
import { type ViewContract } from '../../../src/shared/owner-contract.js'
import { channelPair } from '../support/channel-pair.js'
import { createFakeOwner } from '../support/fake-owner.js'
import { manualTime, settle } from '../support/manual-time.js'

const view: ViewContract = {
  sweep: () => {},
  progress: () => {},
  tiles: () => {},
  lan: () => {},
  scaling: () => {},
  command: () => {},
}

/** A line to a fake owner that the test can cut, and that can be dead. */
function line() {
  const owner = createFakeOwner()
  const cuts: (() => void)[] = []
  let dead = false
  const dial = vi.fn((): Promise<Pipe> => {
    if (dead) return Promise.reject(new Error('nobody answers'))
    const [near, far] = channelPair()
    const detach = owner.attach(far)
    const closed = new Promise<void>(resolve =>
      cuts.push(() => {
        detach()
        resolve()
      }),
    )
    return Promise.resolve({ channel: near, closed, close: detach })
  })
  return { owner, dial, cut: () => cuts.at(-1)!(), die: (value: boolean) => (dead = value) }
}

describe('openLink', () => {
  it('answers calls once it is online and refuses them before', async () => {
    const { dial } = line()
    const states: LinkState[] = []
    const link = openLink(dial, { view, onState: s => states.push(s), after: manualTime().after })
    await expect(link.owner.hello({})).rejects.toMatchObject({ code: 'rpc/closed' })
    await settle()
    await expect(link.owner.hello({})).resolves.toMatchObject({ cores: 8 })
    expect(states).toEqual(['connecting', 'online'])
  })

  it('dials again with growing pauses after the line was cut, and fails open calls at once', async () => {
    const { dial, cut, die, owner } = line()
    const time = manualTime()
    const states: LinkState[] = []
    const link = openLink(dial, { view, onState: s => states.push(s), after: time.after })
    await settle()
    owner.handlers.hello = () => new Promise(() => {}) as never
    const open = link.owner.hello({})
    const refused = expect(open).rejects.toMatchObject({ code: 'rpc/closed' })
    die(true)
    cut()
    await refused
    await settle()
    expect(states.at(-1)).toBe('lost')
    await time.pass(250)
    expect(dial).toHaveBeenCalledTimes(2)
    await time.pass(499)
    expect(dial).toHaveBeenCalledTimes(2)
    die(false)
    await time.pass(1)
    expect(dial).toHaveBeenCalledTimes(3)
    expect(states.at(-1)).toBe('online')
  })

  it('never waits longer than five seconds between attempts', async () => {
    const { dial, die } = line()
    die(true)
    const time = manualTime()
    openLink(dial, { view, onState: () => {}, after: time.after })
    await settle()
    for (let k = 0; k < 12; k++) await time.pass(5000)
    expect(dial).toHaveBeenCalledTimes(13)
  })

  it('leaves no retry behind when it is closed while lost', async () => {
    const { dial, die } = line()
    die(true)
    const time = manualTime()
    const link = openLink(dial, { view, onState: () => {}, after: time.after })
    await settle()
    expect(time.pending()).toBe(1)
    link.close()
    expect(time.pending()).toBe(0)
  })
})
