import { describe, expect, it } from 'vitest'
import { type Heard, readHeard } from '../../../src/node/lan/discovery-record.js'
import { createDiscoveryTable, type DiscoveryTable } from '../../../src/node/lan/discovery-table.js'
import { announcement, recordsOf } from './discovery-records.js'

const alive = (instance: string, addresses: readonly string[] = [], rest = {}): Heard =>
  readHeard(recordsOf(announcement(instance, rest), { addresses }))[0]!
const goodbye = (instance: string): Heard => readHeard(recordsOf(announcement(instance), { ttl: 0 }))[0]!
const network = (own: readonly string[] = [], near = '') => ({
  own: new Set(own),
  isNear: (address: string) => address.startsWith(near),
})
const shown = (table: DiscoveryTable, seenFrom = network()): [string, string, boolean][] =>
  table
    .list(seenFrom)
    .map(({ instance, addresses, here }): [string, string, boolean] => [instance, addresses.join(), here])

describe('the table of discovery', () => {
  it('lists whom it heard, with the address the packet came from first', () => {
    const table = createDiscoveryTable()
    expect(table.hear(alive('one', ['192.168.9.9', '10.0.0.1']), '10.0.0.1', 0)).toBe(true)
    expect(shown(table)).toEqual([['one', '10.0.0.1,192.168.9.9', false]])
  })

  it('says that nothing has changed when it hears the same again', () => {
    const table = createDiscoveryTable()
    table.hear(alive('one'), '10.0.0.1', 0)
    expect(table.hear(alive('one'), '10.0.0.1', 2_000)).toBe(false)
    expect(table.hear(alive('one', [], { cores: 3 }), '10.0.0.1', 2_000)).toBe(true)
  })

  it('drops a peer seven seconds after it was last heard, whatever its records claim', () => {
    const table = createDiscoveryTable()
    table.hear(alive('one'), '10.0.0.1', 1_000)
    table.hear(alive('one'), '10.0.0.1', 3_000)
    expect(table.nextExpiry()).toBe(10_000)
    expect(table.expire(9_999)).toBe(false)
    expect(table.expire(10_000)).toBe(true)
    expect([shown(table), table.nextExpiry(), table.quietSince()]).toEqual([[], undefined, undefined])
  })

  it('doubts a goodbye, and drops the peer only if it does not contradict within a second', () => {
    const table = createDiscoveryTable()
    table.hear(alive('one'), '10.0.0.1', 0)
    table.hear(alive('two'), '10.0.0.2', 0)
    expect(table.hear(goodbye('one'), '10.0.0.66', 1_000)).toBe(false)
    table.hear(goodbye('two'), '10.0.0.66', 1_000)
    expect([shown(table).length, table.doubtsSince(), table.nextExpiry()]).toEqual([2, 1_000, 2_000])
    table.hear(alive('one'), '10.0.0.1', 1_010)
    table.expire(2_000)
    expect([shown(table), table.doubtsSince()]).toEqual([[['one', '10.0.0.1', false]], undefined])
  })

  it('does not let goodbyes without end keep a peer that left', () => {
    const table = createDiscoveryTable()
    table.hear(alive('one'), '10.0.0.1', 0)
    for (let at = 0; at < 1_000; at += 100) table.hear(goodbye('one'), '10.0.0.66', at)
    expect(table.expire(1_000)).toBe(true)
  })

  it('forgets the former address of a peer that moved at once', () => {
    const table = createDiscoveryTable()
    table.hear(alive('one', ['10.0.0.1']), '10.0.0.1', 0)
    expect(table.hear(alive('one', ['10.0.0.22']), '10.0.0.22', 500)).toBe(true)
    expect(shown(table)).toEqual([['one', '10.0.0.22', false]])
  })

  it('keeps both addresses of a peer heard on two networks, in one order, until one falls silent', () => {
    const table = createDiscoveryTable()
    const both = ['10.0.0.1', '10.1.0.1']
    for (let at = 0; at <= 4_000; at += 2_000)
      for (const source of both) table.hear(alive('one', both), source, at)
    expect(shown(table)).toEqual([['one', '10.0.0.1,10.1.0.1', false]])
    table.hear(alive('one', ['10.1.0.1']), '10.1.0.1', 6_000)
    expect(shown(table)).toEqual([['one', '10.1.0.1', false]])
  })

  it('puts addresses first that are in a network this computer is in now', () => {
    const table = createDiscoveryTable()
    table.hear(alive('one', ['10.0.0.1', '10.1.0.1']), '10.0.0.1', 0)
    expect(shown(table, network([], '10.1.'))).toEqual([['one', '10.1.0.1,10.0.0.1', false]])
  })

  it('knows a link-local address with its zone, and shows it only where nothing else is near', () => {
    const table = createDiscoveryTable()
    const listed = ['10.0.0.1', 'fd00::1', 'fe80::1']
    table.hear(alive('one', listed), 'fe80::1%eth0', 0)
    expect(shown(table, network([], 'fe80'))).toEqual([['one', 'fe80::1%eth0,10.0.0.1,fd00::1', false]])
    expect(shown(table, network([], 'fd00'))).toEqual([['one', 'fd00::1,10.0.0.1', false]])
    // Who lists it no more has moved away from it.
    table.hear(alive('one', ['fe80::2']), 'fe80::2%eth0', 1_000)
    expect(shown(table, network([], 'fe80'))).toEqual([['one', 'fe80::2%eth0', false]])
  })

  it('keeps an address that was never listed, as behind a translating bridge, while it is heard', () => {
    const table = createDiscoveryTable()
    table.hear(alive('one', ['172.17.0.2']), '10.0.0.1', 0)
    table.hear(alive('one', ['172.17.0.2']), '10.0.0.2', 1_000)
    expect(shown(table)).toEqual([['one', '10.0.0.1,10.0.0.2,172.17.0.2', false]])
    expect(table.expire(7_000)).toBe(true)
    expect(shown(table)).toEqual([['one', '10.0.0.2,172.17.0.2', false]])
  })

  it('lists processes of one identity apart, and knows which are of this computer', () => {
    const table = createDiscoveryTable()
    table.hear(alive('one'), '10.0.0.1', 0)
    table.hear(alive('clone'), '10.0.0.7', 0)
    expect(shown(table, network(['127.0.0.1', '10.0.0.1']))).toEqual([
      ['one', '10.0.0.1', true],
      ['clone', '10.0.0.7', false],
    ])
  })

  it('never lets an entry take another fingerprint', () => {
    const table = createDiscoveryTable()
    table.hear(alive('one'), '10.0.0.1', 0)
    const fingerprint = 'a'.repeat(16) + 'b'.repeat(48)
    expect(table.hear(alive('one', [], { fingerprint }), '10.0.0.66', 1)).toBe(false)
    expect(table.list(network())[0]?.fingerprint).toBe('a'.repeat(64))
  })

  it('takes eight from one address and 256 in all, and nobody listed makes room for a flood', () => {
    const table = createDiscoveryTable()
    table.hear(alive('first'), '10.0.0.1', 0)
    for (let i = 0; i < 20; i++) table.hear(alive(`x${i}`), '10.0.0.66', 0)
    expect(shown(table)).toHaveLength(9)
    for (let i = 0; i < 2_000; i++) table.hear(alive(`y${i}`), `10.${1 + (i >> 8)}.${i & 255}.1`, 0)
    expect(shown(table)).toHaveLength(256)
    expect(shown(table)[0]?.[0]).toBe('first')
    expect(table.hear(alive('first'), '10.0.0.1', 5_000)).toBe(false)
    table.expire(7_000)
    expect(shown(table)).toEqual([['first', '10.0.0.1', false]])
  })
})
