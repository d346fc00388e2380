import { describe, expect, it } from 'vitest'
import { nextQueryAt, type Pace } from '../../../src/node/lan/discovery-pace.js'

const pace: Pace = {
  askedAt: 100_000,
  heardAskedAt: 100_000,
  openedAt: 0,
  stirredAt: 90_000,
  quietSince: 100_010,
  doubtsSince: undefined,
  jitter: 0,
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

  it('asks after a peer that falls silent, unless another just has', () => {
    expect(nextQueryAt({ ...pace, askedAt: 101_000, quietSince: 98_000 })).toBe(101_500)
    expect(nextQueryAt({ ...pace, askedAt: 101_000, heardAskedAt: 101_450, quietSince: 98_000 })).toBe(
      101_850,
    )
  })

  it('relies no longer on the queries of others once a peer has been silent for five seconds', () => {
    const late = { ...pace, askedAt: 100_900, quietSince: 98_000 }
    expect(nextQueryAt({ ...late, heardAskedAt: 102_900 })).toBe(103_000)
  })

  it('asks at once about a goodbye, but never more often than every 0.4 s', () => {
    const doubt = { ...pace, quietSince: 101_000, doubtsSince: 101_100 }
    expect(nextQueryAt(doubt)).toBe(101_100)
    expect(nextQueryAt({ ...doubt, askedAt: 101_000 })).toBe(101_400)
    expect(nextQueryAt({ ...doubt, heardAskedAt: 101_150 })).toBe(101_550)
  })

  it('slows down to every ten seconds once the network has been empty for half a minute', () => {
    const empty = { ...pace, quietSince: undefined }
    expect(nextQueryAt({ ...empty, stirredAt: 70_001 })).toBe(102_000)
    expect(nextQueryAt({ ...empty, stirredAt: 70_000 })).toBe(110_000)
  })

  it('makes 32 Isobars ask hardly more often than one, also when one of them vanishes', () => {
    const LATENCY_MS = 3
    const from = 10_000
    const asked: number[] = []
    const hosts = Array.from({ length: 32 }, (_, i) => ({
      ...pace,
      askedAt: from,
      heardAskedAt: from,
      quietSince: from as number | undefined,
      // Spread like random draws, but the same in each run.
      jitter: (i * 0.618034) % 1,
    }))
    const vanishedAt = 30_000
    let goneAt = Infinity
    const step = (at: number): void => {
      if (at === vanishedAt) goneAt = hosts[0]!.quietSince! + 7_000
      const asking = hosts.filter(host => at >= nextQueryAt(host))
      for (const host of asking) {
        host.askedAt = at
        asked.push(at)
      }
      const heard = asked.findLast(time => time <= at - LATENCY_MS)
      if (heard === undefined) return
      for (const host of hosts) {
        host.heardAskedAt = heard
        host.quietSince = at < vanishedAt || at >= goneAt ? heard : host.quietSince
      }
    }
    for (let at = from; at < 50_000; at++) step(at)

    const within = (start: number, end: number): number =>
      asked.filter(time => time >= start && time < end).length
    expect(within(from, vanishedAt)).toBeLessThanOrEqual(15)
    expect(within(vanishedAt, goneAt)).toBeLessThanOrEqual(32 + 12)
    expect(within(goneAt, 50_000)).toBeLessThanOrEqual(10)
  })
})
