import { describe, expect, it } from 'vitest'
import { useMap } from '../../../src/renderer/composables/useMap.js'
import { useNotices } from '../../../src/renderer/composables/useNotices.js'
import { useOwner } from '../../../src/renderer/composables/useOwner.js'
import { useScrub } from '../../../src/renderer/composables/useScrub.js'
import { useSetup } from '../../../src/renderer/composables/useSetup.js'
import { useSweep } from '../../../src/renderer/composables/useSweep.js'
import { channelPair } from '../support/channel-pair.js'
import { setupOf } from '../support/fake-model.js'
import { createFakeOwner, type FakeOwner } from '../support/fake-owner.js'
import { manualTime, settle } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

const POINTS = 64

/** The interface before an owner that has computed a map of eight by eight. */
async function show(owner: FakeOwner) {
  owner.handlers.start(setupOf(8, 8))
  owner.advance(POINTS)
  const { result } = withScope(() => {
    const link = useOwner(() => {
      const [near, far] = channelPair()
      const detach = owner.attach(far)
      return Promise.resolve({ channel: near, closed: new Promise(() => {}), close: detach })
    })
    const sweep = useSweep(link)
    const setup = useSetup(link.owner.openModel)
    const map = useMap(link, sweep, manualTime().after)
    return {
      sweep,
      setup,
      map,
      scrub: useScrub({ owner: link.owner, sweep, setup, map, notices: useNotices() }),
    }
  })
  await settle()
  await result.setup.openModel({ sample: 'co-oxidation-pt100' })
  await settle()
  return result
}

/** Values of the map on show; a map of another temperature is of twice the size for each ten kelvin. */
const largest = ({ map }: Awaited<ReturnType<typeof show>>): number =>
  Math.max(...map.picture.value!.raster.values.filter(Number.isFinite))
const known = ({ map }: Awaited<ReturnType<typeof show>>): number =>
  map.picture.value!.raster.status.filter(status => status > 0).length

describe('useScrub', () => {
  it('shows a coarse map in the same colours while the slider is held, and all of it when it is let go', async () => {
    const desk = await show(createFakeOwner())
    const [before, range] = [largest(desk), desk.map.picture.value!.range]
    desk.scrub.begin('T')
    desk.scrub.drag(510)
    await settle()
    expect(known(desk)).toBe(Math.ceil(POINTS / 10))
    expect(desk.map.picture.value!.range).toEqual(range)
    desk.scrub.release(520)
    await settle()
    expect(known(desk)).toBe(POINTS)
    expect(largest(desk)).toBeCloseTo(4 * before, 3)
    expect(desk.scrub.shown.value).toEqual({ value: 520, done: POINTS, points: POINTS })
  })

  it('asks for the latest value only', async () => {
    const owner = createFakeOwner()
    const desk = await show(owner)
    desk.scrub.begin('T')
    await settle()
    for (let T = 501; T <= 540; T++) desk.scrub.drag(T)
    await settle()
    const asked = owner.scrub.asked.map(settings => settings['T'])
    expect(asked.slice(0, 2)).toEqual([500, 501])
    expect(asked.at(-1)).toBe(540)
    expect(asked.length).toBeLessThan(5)
  })

  it('shows the session again on the way back, and at its own value', async () => {
    const desk = await show(createFakeOwner())
    const before = largest(desk)
    desk.scrub.begin('T')
    desk.scrub.release(520)
    await settle()
    desk.scrub.release(500)
    await settle()
    expect([largest(desk), desk.scrub.differs.value]).toEqual([before, false])
    desk.scrub.release(520)
    await settle()
    desk.scrub.back()
    expect([largest(desk), desk.scrub.scrubbed.value]).toEqual([before, undefined])
  })

  it('follows a change of the output', async () => {
    const desk = await show(createFakeOwner())
    desk.scrub.begin('T')
    desk.scrub.release(510)
    await settle()
    desk.map.output.value = 'coverage(O*)'
    await settle()
    const doubled = largest(desk)
    desk.scrub.back()
    expect(doubled).toBeCloseTo(2 * largest(desk), 10)
  })

  it('keeps a value as a session of its own, and in the form', async () => {
    const desk = await show(createFakeOwner())
    const session = desk.sweep.sweep.value!.sessionId
    desk.scrub.begin('T')
    desk.scrub.release(520)
    await settle()
    await desk.scrub.keep()
    await settle()
    expect(desk.sweep.sweep.value!.sessionId).not.toBe(session)
    expect(desk.sweep.sweep.value!.setup.settings['T']).toBe(520)
    expect(desk.setup.form.value!.settings['T']).toBe('520')
    expect(desk.scrub.scrubbed.value).toBeUndefined()
  })

  it('offers no slider without a map, while a sweep computes, or for what the map does not fix', async () => {
    const owner = createFakeOwner()
    const { scrub, sweep } = await show(owner)
    expect(['T', 'pCO', 'nonsense'].map(name => scrub.obstacle(name) === undefined)).toEqual([
      true,
      false,
      false,
    ])
    await sweep.start(setupOf(8, 8))
    expect(scrub.obstacle('T')).toContain('computes')
    scrub.begin('T')
    expect(scrub.scrubbed.value).toBeUndefined()
    sweep.adopt(null)
    expect(scrub.obstacle('T')).toContain('map')
  })
})
