import { beforeEach, describe, expect, it } from 'vitest'
import { createAdmission, type Admission } from '../../../src/node/lan/admission.js'
import { handClock, type HandClock } from './support/hand-clock.js'

let clock: HandClock
let admission: Admission
beforeEach(() => {
  clock = handClock()
  admission = createAdmission(clock)
})

const times = <T>(count: number, act: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => act(i))
const admitted = (answers: boolean[]): number => answers.filter(Boolean).length

describe('admission of strangers', () => {
  it('holds one address to eight connections at a time', () => {
    expect(admitted(times(20, () => admission.enter('a')))).toBe(8)
    expect(admission.enter('b')).toBe(true)
    admission.leave('a')
    expect(times(2, () => admission.enter('a'))).toEqual([true, false])
  })

  it('holds all addresses together to 32', () => {
    expect(admitted(times(100, i => admission.enter(`host ${i}`)))).toBe(32)
  })

  it('bars an address for a minute after five failures within one', () => {
    expect(times(5, () => admission.failed('a'))).toEqual([false, false, false, false, true])
    expect([admission.barred('a'), admission.barred('b')]).toEqual([true, false])
    clock.pass(59_999)
    expect(admission.barred('a')).toBe(true)
    clock.pass(1)
    expect(admission.barred('a')).toBe(false)
  })

  it('forgives failures that are a minute old', () => {
    times(4, () => admission.failed('a'))
    clock.pass(60_000)
    expect(times(4, () => admission.failed('a'))).not.toContain(true)
  })

  it('allows three pairings in ten minutes', () => {
    expect(admitted(times(9, () => admission.mayPair('a')))).toBe(3)
    clock.pass(600_000)
    expect(admitted(times(9, () => admission.mayPair('a')))).toBe(3)
  })

  it('remembers the recent when thousands of addresses come by', () => {
    times(5, () => admission.failed('old'))
    times(1030, i => admission.failed(`host ${i}`))
    expect(admission.barred('old')).toBe(false)
    times(5, () => admission.failed('new'))
    times(1000, i => admission.failed(`other ${i}`))
    expect(admission.barred('new')).toBe(true)
  })
})
