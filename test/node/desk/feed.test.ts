import { describe, expect, it } from 'vitest'
import type { Range } from '../../../src/core/ranges.js'
import { createFeed, type Feed, type FeedSource } from '../../../src/node/desk/feed.js'
import type { MapTiles, SweepProgress, ViewContract } from '../../../src/shared/owner-contract.js'
import type { Client } from '../../../src/shared/rpc.js'
import { handClock } from './hand-clock.js'

const progress = { phase: 'running', points: 9 } as SweepProgress

/** An interface that records what it is told and answers when the test says so (`holds`) or at once. */
function fakeView() {
  const told: string[] = []
  const tiles: MapTiles[] = []
  const open: (() => void)[] = []
  const view = { holds: false, told, tiles, answer: () => open.splice(0).forEach(go => go()) }
  const take = (name: string): Promise<void> => {
    told.push(name)
    return view.holds ? new Promise(resolve => open.push(resolve)) : Promise.resolve()
  }
  const client: Client<ViewContract> = {
    sweep: () => take('sweep'),
    progress: () => take('progress'),
    tiles: argument => {
      tiles.push(argument)
      return take('tiles')
    },
    lan: () => take('lan'),
    scaling: () => take('scaling'),
    command: () => take('command'),
  }
  return { ...view, client, hold: (on: boolean) => void (view.holds = on), isOpen: () => open.length > 0 }
}

const asked: Range[][] = []
const source: FeedSource = {
  sweep: () => null,
  progress: () => progress,
  snapshot: output => ({
    output,
    unit: '1',
    nx: 3,
    ny: 3,
    values: new Float64Array(9),
    status: new Uint8Array(9),
    revision: 1,
  }),
  tiles: (output, ranges) => {
    asked.push([...ranges])
    const points = Uint32Array.from(
      ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
    )
    return {
      output,
      revision: 2,
      points,
      values: new Float64Array(points.length),
      status: new Uint8Array(points.length),
    }
  },
}

function scene({ connected = true } = {}) {
  const clock = handClock()
  const view = fakeView()
  const feed: Feed = createFeed(view.client, source, clock)
  if (connected) feed.connected()
  return { clock, view, feed }
}

describe('a feed', () => {
  it('coalesces all changes into at most 20 pushes a second', async () => {
    const { clock, view, feed } = scene()
    feed.watch('coverage(*)')
    for (let k = 0; k < 1000; k++) {
      feed.mapChanged({ from: k, to: k + 1 })
      await clock.advance(1)
    }
    await clock.advance(50)

    expect(view.tiles.length).toBeLessThanOrEqual(21)
    expect(view.tiles.length).toBeGreaterThanOrEqual(19)
    expect(view.tiles.flatMap(tile => [...tile.points])).toEqual(Array.from({ length: 1000 }, (_, k) => k))
  })

  it('pushes no map before an output is watched, and none of what the snapshot already holds', async () => {
    const { clock, view, feed } = scene()
    feed.mapChanged({ from: 0, to: 4 })
    await clock.advance(200)
    feed.watch('coverage(*)')
    await clock.advance(200)

    expect(view.tiles).toEqual([])
  })

  it('waits for the answer to the last push before the next, and then sends all that came meanwhile', async () => {
    const { clock, view, feed } = scene()
    feed.watch('coverage(*)')
    view.hold(true)
    feed.mapChanged({ from: 0, to: 1 })
    await clock.advance(100)
    for (let k = 1; k < 6; k++) feed.mapChanged({ from: k, to: k + 1 })
    await clock.advance(10_000)
    expect(view.tiles.length).toBe(1)

    view.hold(false)
    view.answer()
    await clock.advance(100)
    expect(view.tiles.map(tile => [...tile.points])).toEqual([[0], [1, 2, 3, 4, 5]])
  })

  it('sends nothing to a hidden interface and its state at once when it is seen again', async () => {
    const { clock, view, feed } = scene()
    feed.watch('coverage(*)')
    feed.setVisible(false)
    feed.mapChanged({ from: 0, to: 9 })
    feed.progressChanged()
    feed.sweepChanged()
    await clock.advance(5000)
    expect(view.told).toEqual([])

    feed.setVisible(true)
    await clock.advance(0)
    expect(view.told).toEqual(['sweep', 'progress'])
  })

  it('reports progress four times a second, whatever the rate of slices', async () => {
    const { clock, view, feed } = scene()
    for (let k = 0; k < 1000; k++) {
      feed.progressChanged()
      await clock.advance(1)
    }
    expect(view.told.length).toBeLessThanOrEqual(5)
    expect(view.told.length).toBeGreaterThanOrEqual(4)
  })

  it('tells a change of phase without waiting for its turn', async () => {
    const { clock, view, feed } = scene()
    feed.progressChanged()
    await clock.advance(1)
    feed.sweepChanged()
    await clock.advance(0)
    expect(view.told).toEqual(['progress', 'sweep', 'progress'])
  })

  it('stops watching when another sweep lies on the desk', async () => {
    const { clock, view, feed } = scene()
    feed.watch('coverage(*)')
    feed.sweepReplaced()
    feed.mapChanged({ from: 0, to: 1 })
    await clock.advance(1000)
    expect(view.told).toEqual(['sweep'])
  })

  it('sends nothing before the interface has connected, and then what changed meanwhile', async () => {
    const { clock, view, feed } = scene({ connected: false })
    feed.sweepReplaced()
    await clock.advance(1000)
    expect(view.told).toEqual([])
    feed.connected()
    await clock.advance(0)
    expect(view.told).toEqual(['sweep'])
  })

  it('does not wait for an answer that an earlier connection took with it', async () => {
    const { clock, view, feed } = scene()
    view.hold(true)
    feed.sweepChanged()
    await clock.advance(10)
    view.hold(false)
    feed.connected()
    feed.watch('coverage(*)')
    feed.mapChanged({ from: 0, to: 1 })
    await clock.advance(100)
    expect(view.tiles.map(tile => [...tile.points])).toEqual([[0]])
  })

  it('leaves no timer behind when closed', async () => {
    const { clock, view, feed } = scene()
    feed.watch('coverage(*)')
    feed.mapChanged({ from: 0, to: 1 })
    feed.close()
    await clock.advance(1000)
    expect(view.told).toEqual([])
  })
})
