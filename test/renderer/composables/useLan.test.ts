import { describe, expect, it } from 'vitest'
import { useLan } from '../../../src/renderer/composables/useLan.js'
import { useNotices } from '../../../src/renderer/composables/useNotices.js'
import { useOwner } from '../../../src/renderer/composables/useOwner.js'
import { usePairing } from '../../../src/renderer/composables/usePairing.js'
import { channelPair } from '../support/channel-pair.js'
import { fakeFingerprint, labLan } from '../support/fake-lan-cast.js'
import { createFakeOwner, type FakeOwner } from '../support/fake-owner.js'
import { settle } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

function interfaceOf(owner: FakeOwner) {
  let cut: () => void = () => {}
  const { result, scope } = withScope(() => {
    const link = useOwner(() => {
      const [near, far] = channelPair()
      const detach = owner.attach(far)
      const closed = new Promise<void>(resolve => (cut = resolve))
      return Promise.resolve({ channel: near, closed, close: detach })
    })
    const lan = useLan(link)
    const notices = useNotices()
    return { link, ...lan, notices, ...usePairing(link, lan, notices) }
  })
  return { ...result, scope, cut: () => cut() }
}

describe('useLan', () => {
  it('shows who was there before it came, and who comes later', async () => {
    const owner = createFakeOwner({ lab: true })
    const { lan } = interfaceOf(owner)
    await settle()
    expect(lan.value?.peers).toHaveLength(labLan.peers.length)
    owner.lan.change({ peers: [] })
    await settle()
    expect(lan.value?.peers).toEqual([])
  })

  it('does not let a late answer overwrite what the owner told meanwhile', async () => {
    const owner = createFakeOwner({ lab: true })
    const { handlers } = owner
    const stale = owner.lan.view()
    let release: () => void = () => {}
    const held = new Promise<void>(resolve => (release = resolve))
    // A call may be answered later than the owner tells of changes.
    handlers.lan = (() => held.then(() => stale)) as unknown as typeof handlers.lan
    const { lan } = interfaceOf(owner)
    await settle()
    owner.lan.change({ peers: [] })
    await settle()
    release()
    await settle()
    expect(lan.value?.peers).toEqual([])
  })

  it('asks anew after the line was cut', async () => {
    const owner = createFakeOwner({ lab: true })
    const { lan, cut, link } = interfaceOf(owner)
    await settle()
    cut()
    await settle()
    owner.lan.change({ guests: [] })
    await settle()
    expect(lan.value?.guests).toHaveLength(1)
    await expect.poll(() => link.state.value).toBe('online')
    await settle()
    expect(lan.value?.guests).toEqual([])
  })

  it('stops listening when its scope ends', async () => {
    const owner = createFakeOwner({ lab: true })
    const { lan, scope } = interfaceOf(owner)
    await settle()
    scope.stop()
    owner.lan.change({ peers: [] })
    await settle()
    expect(lan.value?.peers).toHaveLength(labLan.peers.length)
  })
})

describe('usePairing', () => {
  const STRANGER = fakeFingerprint(4)
  const titles = (page: ReturnType<typeof interfaceOf>): string[] =>
    page.notices.notices.value.map(notice => notice.title)

  async function asked() {
    const owner = createFakeOwner({ lab: true })
    const page = interfaceOf(owner)
    await settle()
    await page.link.owner.addPeer({ fingerprint: STRANGER })
    await settle()
    return { owner, page }
  }

  it('goes from waiting to the code, to agreed, to a paired computer', async () => {
    const { owner, page } = await asked()
    expect(page.pairing.value).toMatchObject({ state: 'waiting', code: undefined, incoming: false })
    owner.lan.ready(STRANGER)
    await settle()
    expect(page.pairing.value).toMatchObject({ state: 'compare', code: '482913' })
    await page.answer(true)
    await settle()
    expect(page.pairing.value?.state).toBe('agreed')
    owner.lan.answer(STRANGER, true)
    await settle()
    expect(page.pairing.value).toBeUndefined()
    expect(titles(page)).toEqual(['teaching-room-2 is paired'])
  })

  it('says so when the other side refuses', async () => {
    const { owner, page } = await asked()
    owner.lan.ready(STRANGER)
    owner.lan.answer(STRANGER, false)
    await settle()
    expect(titles(page)).toEqual(['Pairing with teaching-room-2 ended'])
  })

  it('says nothing of a refusal of its own', async () => {
    const { page } = await asked()
    await page.answer(false)
    await settle()
    expect(page.pairing.value).toBeUndefined()
    expect(titles(page)).toEqual([])
  })

  it('asks about one computer after the other', async () => {
    const { owner, page } = await asked()
    owner.lan.knock('f'.repeat(64), 'second')
    await settle()
    expect(page.pairing.value?.name).toBe('teaching-room-2')
    await page.answer(false)
    await settle()
    expect(page.pairing.value).toMatchObject({ name: 'second', incoming: true })
  })
})
