import { describe, expect, it } from 'vitest'
import { briefFingerprint, groupedFingerprint } from '../../../src/renderer/components/lan/fingerprint.js'
import { byName, peerFacts, peerNote } from '../../../src/renderer/components/lan/peer-words.js'
import { fakeFingerprint, labLan } from '../support/fake-lan-cast.js'

const named = (name: string) => labLan.peers.find(peer => peer.name === name)!

describe('the words on a computer', () => {
  it('say how many of its cores it lends, and why not all', () => {
    expect(peerFacts(named('maria-laptop'))).toBe('3 of 8 cores · 3.4\u202fms')
    expect(peerNote(named('maria-laptop'))).toBe('Lends 3 cores now: in use by its owner')
  })

  it('name the version where it is the trouble', () => {
    expect(peerFacts(named('old-workstation'))).toBe('4 cores · version 0.0.9')
    expect(peerNote(named('old-workstation'))).toContain('Install the same version')
  })

  it('are few where all is well', () => {
    expect(peerFacts(named('office-mac'))).toBe('10 cores')
    expect(peerNote(named('office-mac'))).toBeUndefined()
  })

  it('stand in an order that no change of state upsets', () => {
    const names = (peers: typeof labLan.peers) => peers.toSorted(byName).map(peer => peer.name)
    const busy = labLan.peers.map(peer => ({ ...peer, state: 'in-use' as const })).toReversed()
    expect(names(busy)).toEqual(names(labLan.peers))
  })
})

describe('a fingerprint', () => {
  const hex = fakeFingerprint(1)

  it('is shortened to both its ends', () => {
    expect(briefFingerprint(hex)).toBe(`${hex.slice(0, 8)}…${hex.slice(56)}`)
    expect(briefFingerprint('abc')).toBe('abc')
  })

  it('is read out in sixteen groups of four', () => {
    expect(groupedFingerprint(hex).split(' ')).toHaveLength(16)
    expect(groupedFingerprint(hex).replaceAll(' ', '')).toBe(hex)
  })
})
