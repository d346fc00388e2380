import { describe, expect, it } from 'vitest'
import { feedLan } from '../../../src/node/desk/lan-feed.js'
import { fakeLan } from './fake-lan.js'
import { handClock } from './hand-clock.js'

/** An interface that takes what it is told and answers at once, or, while `holds`, when the test says so. */
function scene() {
  const clock = handClock()
  const others = fakeLan()
  const told: { at: number; name: string }[] = []
  const open: (() => void)[] = []
  const view = { holds: false }
  const feed = feedLan(
    {
      lan: ({ self }) => {
        told.push({ at: clock.now(), name: self.name })
        return view.holds ? new Promise(resolve => open.push(resolve)) : Promise.resolve()
      },
    },
    others.lan,
    clock,
  )
  const names = (): string[] => told.map(({ name }) => name)
  return { clock, others, told, names, view, feed, answer: () => open.splice(0).forEach(go => go()) }
}

describe('the feed of other computers', () => {
  it('tells many changes at once, at most five times a second, and always the last', async () => {
    const { clock, others, told, names } = scene()
    for (let k = 0; k < 1000; k++) {
      others.change(String(k))
      await clock.advance(1)
    }
    await clock.advance(200)
    expect(told.length).toBeLessThanOrEqual(6)
    expect(told.length).toBeGreaterThanOrEqual(4)
    expect(names().at(-1)).toBe('999')
  })

  it('says nothing while nothing changes', async () => {
    const { clock, told } = scene()
    await clock.advance(60_000)
    expect(told).toEqual([])
  })

  it('waits for the answer to the last before it tells the next', async () => {
    const { clock, others, names, view, answer } = scene()
    view.holds = true
    others.change('first')
    await clock.advance(200)
    others.change('second')
    others.change('third')
    await clock.advance(60_000)
    expect(names()).toEqual(['first'])

    view.holds = false
    answer()
    await clock.advance(200)
    expect(names()).toEqual(['first', 'third'])
  })

  it('goes on after a reload, which takes the answer to the last with it', async () => {
    const { clock, others, names, view, feed, answer } = scene()
    view.holds = true
    others.change('first')
    await clock.advance(200)
    view.holds = false
    feed.connected()
    others.change('second')
    await clock.advance(200)
    expect(names()).toEqual(['first', 'second'])

    // An answer of the former page, which comes after all, is not taken for one of this page.
    view.holds = true
    others.change('third')
    await clock.advance(200)
    others.change('fourth')
    answer()
    await clock.advance(200)
    expect(names()).toEqual(['first', 'second', 'third', 'fourth'])
  })

  it('leaves no timer and no listener behind when closed', async () => {
    const { clock, others, told, feed } = scene()
    others.change('first')
    feed.close()
    await clock.advance(60_000)
    expect([told, others.listening()]).toEqual([[], 0])
  })
})
