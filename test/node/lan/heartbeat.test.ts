import { beforeEach, describe, expect, it } from 'vitest'
import { startHeartbeat, type Heartbeat } from '../../../src/node/lan/heartbeat.js'
import { handClock, type HandClock } from './support/hand-clock.js'

let clock: HandClock
let heartbeat: Heartbeat
let beats: string[]
let deadAt: number | undefined
beforeEach(() => {
  clock = handClock()
  beats = []
  deadAt = undefined
  heartbeat = startHeartbeat({
    clock,
    beat: mark => beats.push(mark),
    onDead: () => (deadAt = clock.now()),
  })
})

describe('the heartbeat', () => {
  it('beats every two seconds', () => {
    for (let s = 0; s < 10; s++) {
      clock.pass(1000)
      heartbeat.heard()
    }
    expect(beats).toEqual(['0', '1', '2', '3', '4', '5'])
  })

  it.each([0, 100, 1999, 2000, 2001, 7777])('notices silence that begins at %i ms within 6 s', silentFrom => {
    for (let at = 0; at < silentFrom; at++) {
      heartbeat.heard()
      clock.pass(1)
    }
    heartbeat.heard()
    clock.pass(6000)
    expect(deadAt).toBeGreaterThan(silentFrom + 4000)
    expect(deadAt).toBeLessThanOrEqual(silentFrom + 6000)
  })

  it('measures the round trip by the answer to the beat, not by any other', () => {
    clock.pass(2000)
    clock.pass(30)
    heartbeat.answered('made up')
    expect(heartbeat.rttMs()).toBeUndefined()
    heartbeat.answered('1')
    expect(heartbeat.rttMs()).toBe(30)
    clock.pass(500)
    heartbeat.answered('1')
    expect(heartbeat.rttMs()).toBe(30)
  })

  it('gives a peer one more beat after this computer slept, and asks at once', () => {
    clock.pass(1000)
    const before = beats.length
    clock.sleep(3_600_000)
    expect(beats.length).toBe(before + 1)
    clock.pass(1999)
    expect(deadAt).toBeUndefined()
    clock.pass(1)
    expect(deadAt).toBe(3_603_000)
  })

  it('goes on as before when the peer is still there after the sleep', () => {
    clock.sleep(3_600_000)
    clock.pass(10)
    heartbeat.heard()
    clock.pass(5000)
    expect(deadAt).toBeUndefined()
  })

  it('is still when it is stopped', () => {
    clock.pass(10)
    heartbeat.stop()
    clock.pass(100_000)
    expect([beats.length, deadAt]).toEqual([1, undefined])
  })
})
