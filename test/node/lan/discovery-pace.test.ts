import { describe, expect, it } from 'vitest'
import { nextQueryAt, type Pace } from '../../../src/node/lan/discovery-pace.js'

const pace: Pace = {
  askedAt: 100_000,
  heardAskedAt: 100_000,
  openedAt: 0,
  stirredAt: 90_000,
  quietSince: 100_010,
  doubts: false,
}

describe('the pace of queries', () => {
  it('asks at once when interfaces open, and a few times more in case a packet is lost', () => {
    const times: number[] = []
    let opening: Pace = { ...pace, openedAt: 50, askedAt: -Infinity, heardAskedAt: -Infinity, stirredAt: 50 }
    for (let i = 0; i < 5; i++) {
      const at = nextQueryAt({ ...opening, quietSince: undefined })
      times.push(at)
      opening = { ...opening, askedAt: at, heardAskedAt: at }
    }
    expect(times).toEqual([50, 650, 1_250, 1_850, 3_850])
  })

  it('asks every two seconds while somebody is listed', () => {
    expect(nextQueryAt(pace)).toBe(102_000)
  })

  it('leaves out its query when another has just asked', () => {
    expect(nextQueryAt({ ...pace, heardAskedAt: 101_500 })).toBe(103_500)
  })

  it('asks itself after a peer that falls silent, whoever else asks', () => {
    const silent = { ...pace, heardAskedAt: 103_400, quietSince: 100_010 }
    expect(nextQueryAt(silent)).toBe(103_510)
  })

  it('asks at once about a goodbye, but never more often than every 0.4 s', () => {
    expect(nextQueryAt({ ...pace, askedAt: 101_000, doubts: true })).toBe(101_400)
    expect(nextQueryAt({ ...pace, askedAt: 101_000, quietSince: 90_000 })).toBe(101_400)
  })

  it('slows down to every ten seconds once the network has been empty for half a minute', () => {
    const empty = { ...pace, quietSince: undefined }
    expect(nextQueryAt({ ...empty, stirredAt: 70_001 })).toBe(102_000)
    expect(nextQueryAt({ ...empty, stirredAt: 70_000 })).toBe(110_000)
  })
})
