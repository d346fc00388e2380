import { describe, expect, it } from 'vitest'
import { useFarm } from '../../../src/renderer/composables/useFarm.js'
import { useOwner } from '../../../src/renderer/composables/useOwner.js'
import { spanOf, workerRows } from '../../../src/renderer/farm/worker-rows.js'
import { channelPair } from '../support/channel-pair.js'
import { setupOf } from '../support/fake-model.js'
import { createFakeOwner, type FakeOwner } from '../support/fake-owner.js'
import { settle } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

async function show(owner: FakeOwner) {
  const { result } = withScope(() =>
    useFarm(
      useOwner(() => {
        const [near, far] = channelPair()
        const detach = owner.attach(far)
        return Promise.resolve({ channel: near, closed: new Promise(() => {}), close: detach })
      }),
    ),
  )
  await settle()
  return result.farm
}

describe('useFarm', () => {
  it('gets a timeline that is longer than one answer', async () => {
    const owner = createFakeOwner({ slices: 50_000 })
    owner.handlers.start(setupOf(10, 10))
    const farm = await show(owner)
    await expect.poll(() => farm.value?.store.size()).toBe(50_000)
    expect(farm.value!.store.lanes.reduce((sum, { count }) => sum + count, 0)).toBe(50_000)
  })

  it('begins anew with another session, and forgets all when none is there', async () => {
    const owner = createFakeOwner({ slices: 600 })
    const farm = await show(owner)
    expect(farm.value).toBeUndefined()
    owner.handlers.start(setupOf(10, 10))
    owner.advance(10)
    await settle()
    const first = farm.value!.report.sessionId
    owner.handlers.start(setupOf(10, 10))
    owner.advance(10)
    await settle()
    expect(farm.value!.report.sessionId).not.toBe(first)
    expect(farm.value!.store.size()).toBe(600)
    owner.handlers.closeSession({})
    await settle()
    expect(farm.value).toBeUndefined()
  })

  it('tells of each worker what it does, how busy it was, and what went wrong', async () => {
    const owner = createFakeOwner({ slices: 2400, statusOf: point => (point === 0 ? 100 : 1) })
    owner.handlers.start(setupOf(10, 10))
    owner.advance(10)
    const farm = (await show(owner)).value!
    const { progress } = owner.sweep()!
    const rows = workerRows(farm, owner.handlers.current({})!.progress, spanOf(farm, true))
    expect(progress.phase).toBe('running')
    expect(rows).toHaveLength(12)
    expect(rows[2]).toMatchObject({ machine: 'lab-workstation', faults: 1, slices: 200 })
    expect(rows[0]!.label).toBe('Worker 1')
    expect(rows[7]!.working).toMatchObject({ audit: true })
    for (const { utilisation } of rows) {
      expect(utilisation).toBeGreaterThan(0.8)
      expect(utilisation).toBeLessThanOrEqual(1)
    }
  })
})
