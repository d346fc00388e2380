import { describe, expect, it } from 'vitest'
import { useOwner } from '../../../src/renderer/composables/useOwner.js'
import { useSweep } from '../../../src/renderer/composables/useSweep.js'
import { type Channel } from '../../../src/shared/rpc.js'
import { channelPair } from '../support/channel-pair.js'
import { createFakeOwner, type FakeOwner } from '../support/fake-owner.js'
import { setupOf } from '../support/fake-model.js'
import { settle } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

function interfaceOf(owner: FakeOwner, wrap: (channel: Channel) => Channel = channel => channel) {
  return withScope(() => {
    const link = useOwner(() => {
      const [near, far] = channelPair()
      return Promise.resolve({ channel: wrap(near), closed: new Promise(() => {}), close: owner.attach(far) })
    })
    return { link, ...useSweep(link) }
  })
}

describe('useSweep', () => {
  it('catches up with a sweep that ran before it came', async () => {
    const owner = createFakeOwner()
    owner.handlers.start(setupOf(10, 10))
    owner.advance(37)
    const { result } = interfaceOf(owner)
    await settle()
    expect(result.sweep.value?.sessionId).toBe('session-1')
    expect(result.progress.value).toMatchObject({ solved: 37, points: 100, phase: 'running' })
    expect(result.occupied.value).toBe(true)
  })

  it('does not let the answer to `current` overwrite what the owner told meanwhile', async () => {
    const owner = createFakeOwner()
    const { handlers } = owner
    let release: () => void = () => {}
    const held = new Promise<void>(resolve => (release = resolve))
    // A call may be answered later than the owner tells of changes.
    handlers.current = (() => held.then(() => null)) as unknown as typeof handlers.current
    const { result } = interfaceOf(owner)
    await settle()
    handlers.start(setupOf(4, 4))
    handlers.pause({})
    await settle()
    release()
    await settle()
    expect(result.phase.value).toBe('paused')
  })

  it('follows progress, and stops when its scope ends', async () => {
    const owner = createFakeOwner()
    const { result, scope } = interfaceOf(owner)
    await settle()
    await result.start(setupOf(4, 4))
    owner.advance(3)
    await settle()
    expect(result.progress.value?.solved).toBe(3)
    scope.stop()
    owner.advance(3)
    await settle()
    expect(result.progress.value?.solved).toBe(3)
  })
})
