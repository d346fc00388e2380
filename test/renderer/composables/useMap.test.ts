import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useMap, type UseMap } from '../../../src/renderer/composables/useMap.js'
import { useOwner } from '../../../src/renderer/composables/useOwner.js'
import { useSweep } from '../../../src/renderer/composables/useSweep.js'
import { channelPair } from '../support/channel-pair.js'
import { setupOf } from '../support/fake-model.js'
import { createFakeOwner, type FakeOwner } from '../support/fake-owner.js'
import { manualTime, settle } from '../support/manual-time.js'
import { withScope } from '../support/with-scope.js'

async function show(owner: FakeOwner) {
  const time = manualTime()
  let cut: () => void = () => {}
  const { result } = withScope(() => {
    const link = useOwner(() => {
      const [near, far] = channelPair()
      const detach = owner.attach(far)
      const closed = new Promise<void>(resolve => (cut = resolve))
      return Promise.resolve({ channel: near, closed, close: detach })
    })
    const sweep = useSweep(link)
    return { link, sweep, map: useMap(link, sweep, time.after) }
  })
  await settle()
  return { ...result, time, cut: () => cut() }
}

const ofSolved = (map: UseMap): number => map.picture.value!.raster.status.filter(s => s > 0).length

describe('useMap', () => {
  it('shows the output the model names, from the first tile on', async () => {
    const owner = createFakeOwner()
    const { sweep, map } = await show(owner)
    await sweep.start(setupOf(8, 8))
    await settle()
    owner.advance(1)
    await settle()
    expect(map.output.value).toBe('tof(CO2)')
    expect(map.picture.value!.raster.pixels.every(pixel => pixel !== 0)).toBe(true)
  })

  it('catches up with what was computed before it came, and after the line was cut', async () => {
    const owner = createFakeOwner()
    owner.handlers.start(setupOf(6, 6))
    owner.advance(10)
    const { map, cut, link } = await show(owner)
    expect(ofSolved(map)).toBe(10)
    cut()
    await settle()
    expect(link.state.value).toBe('lost')
    owner.advance(10)
    await expect.poll(() => link.state.value).toBe('online')
    await settle()
    expect(ofSolved(map)).toBe(20)
    owner.advance(16)
    await settle()
    expect(ofSolved(map)).toBe(36)
  })

  it('ignores tiles of an output it no longer shows', async () => {
    const owner = createFakeOwner()
    const { sweep, map } = await show(owner)
    await sweep.start(setupOf(4, 4))
    await settle()
    owner.advance(8)
    map.output.value = 'coverage(CO*)'
    await nextTick()
    owner.advance(4)
    await settle()
    const { values, status } = map.picture.value!.raster
    expect(ofSolved(map)).toBe(12)
    expect(values.every((v, p) => status[p] === 0 || (v >= 0 && v <= 1))).toBe(true)
    expect(map.picture.value!.scale.log).toBe(false)
  })

  it('counts and finds the colour range at a calm pace while the map fills', async () => {
    const owner = createFakeOwner()
    const { sweep, map, time } = await show(owner)
    await sweep.start(setupOf(20, 20))
    await settle()
    owner.advance(200)
    await settle()
    const early = map.picture.value!.range
    owner.advance(150)
    await settle()
    expect(map.picture.value!.range).toBe(early)
    expect(map.picture.value!.found.pending).toBe(200)
    await time.pass(300)
    expect(map.picture.value!.found.pending).toBe(50)
  })

  it('finds the range anew at once while little is known, and when the map is complete', async () => {
    const owner = createFakeOwner()
    const { sweep, map } = await show(owner)
    await sweep.start(setupOf(10, 10))
    await settle()
    const widths: number[] = []
    for (const points of [1, 3, 10, 86]) {
      owner.advance(points)
      await settle()
      widths.push(map.picture.value!.range.high - map.picture.value!.range.low)
    }
    expect(widths).toEqual(widths.toSorted((a, b) => a - b))
    expect(widths.at(-1)).toBeGreaterThan(20)
    expect(map.picture.value!.found).toMatchObject({ pending: 0, certified: 100 })
  })

  it('shows a consumption by its magnitude', async () => {
    const owner = createFakeOwner()
    owner.handlers.start(setupOf(4, 4))
    owner.advance(16)
    const { map } = await show(owner)
    map.output.value = 'tof(CO)'
    await nextTick()
    await settle()
    expect(map.picture.value!.scale).toEqual({ log: true, sign: -1 })
    expect(map.picture.value!.found).toMatchObject({ unloggable: 0 })
  })

  it('keeps a hand-set range, and forgets nothing of other outputs', async () => {
    const owner = createFakeOwner()
    owner.handlers.start(setupOf(4, 4))
    owner.advance(16)
    const { map } = await show(owner)
    map.change({ range: 'manual', manual: { low: 1e-3, high: 1e3 } })
    await nextTick()
    expect(map.picture.value!.range).toEqual({ low: -3, high: expect.closeTo(3, 12) })
    map.output.value = 'coverage(O*)'
    await nextTick()
    await settle()
    expect(map.style.value.range).toBe('robust')
    map.output.value = 'tof(CO2)'
    await nextTick()
    await settle()
    expect(map.picture.value!.range.low).toBe(-3)
  })

  it('goes back to an output without its values being sent again, in the looks of now', async () => {
    const owner = createFakeOwner()
    owner.handlers.start(setupOf(4, 4))
    owner.advance(16)
    const { map } = await show(owner)
    const { values, pixels } = map.picture.value!.raster
    const [first, painted] = [values.slice(), pixels.slice()]
    map.output.value = 'coverage(O*)'
    await settle()
    expect(map.picture.value!.raster.values).not.toEqual(first)
    const sent: string[] = []
    const watch = owner.handlers.watch
    owner.handlers.watch = argument => {
      sent.push(argument.output)
      return watch(argument)
    }
    map.palette.value = 'magma'
    map.output.value = 'tof(CO2)'
    await settle()
    expect(map.picture.value).toMatchObject({ output: 'tof(CO2)', scale: { log: true } })
    expect(map.picture.value!.raster.values).toEqual(first)
    expect(map.picture.value!.raster.pixels).not.toEqual(painted)
    expect(map.picture.value!.range.high - map.picture.value!.range.low).toBeLessThan(40)
    expect(sent).toEqual([])
  })

  it('asks for an output again that has changed since, and for all after the line was cut', async () => {
    const owner = createFakeOwner()
    owner.handlers.start(setupOf(4, 4))
    owner.advance(16)
    const { map, cut, link } = await show(owner)
    map.output.value = 'coverage(O*)'
    await settle()
    const sent: string[] = []
    const watch = owner.handlers.watch
    owner.handlers.watch = argument => {
      sent.push(argument.output)
      return watch(argument)
    }
    cut()
    await settle()
    await expect.poll(() => link.state.value).toBe('online')
    await settle()
    map.output.value = 'tof(CO2)'
    await settle()
    expect(sent).toEqual(['coverage(O*)', 'tof(CO2)'])
  })

  it('starts afresh with another session', async () => {
    const owner = createFakeOwner()
    const { sweep, map } = await show(owner)
    await sweep.start(setupOf(4, 4))
    await settle()
    owner.advance(16)
    await settle()
    await sweep.start(setupOf(5, 3))
    await settle()
    expect([map.picture.value!.raster.nx, map.picture.value!.raster.ny, ofSolved(map)]).toEqual([5, 3, 0])
  })
})
