import { describe, expect, it } from 'vitest'
import { cleanName, type DnsRecord, readHeard, serviceName } from '../../../src/node/lan/discovery-record.js'
import { announcement, recordsOf } from './discovery-records.js'

const facts = announcement('one')

describe('readHeard', () => {
  it('reads what an Isobar announces', () => {
    const records = recordsOf(facts, { addresses: ['192.168.1.4', '10.0.0.4'] })
    expect(readHeard(records)).toEqual([
      {
        kind: 'alive',
        service: `isobar-${'a'.repeat(16)}-one._isobar._tcp.local`,
        facts,
        listed: ['192.168.1.4', '10.0.0.4'],
      },
    ])
  })

  it('compares names as DNS does, without case', () => {
    const shouting = recordsOf(facts).map(({ name, ...rest }) => ({
      ...rest,
      name: String(name).toUpperCase(),
    }))
    expect(readHeard(shouting)).toHaveLength(1)
  })

  it('reads a goodbye from its time to live', () => {
    expect(readHeard(recordsOf(facts, { ttl: 0 }))).toEqual([
      { kind: 'goodbye', service: `isobar-${'a'.repeat(16)}-one._isobar._tcp.local` },
    ])
  })

  it.each([
    ['a short fingerprint', { fp: 'abc' }],
    ['a fingerprint that its name belies', { fp: 'b'.repeat(64) }],
    ['an instance that its name belies', { id: 'two' }],
    ['no cores', { cores: '0' }],
    ['too many cores', { cores: '1025' }],
    ['cores that are no number', { cores: '4e2' }],
    ['a version that is a page', { version: 'x'.repeat(41) }],
    ['markup for a version', { version: '<b>1</b>' }],
    ['an engine with a line break', { engine: 'isobar\n1' }],
    ['a negative protocol', { protocol: '-1' }],
  ])('leaves out a service with %s', (_, txt) => {
    expect(readHeard(recordsOf(facts, { txt }))).toEqual([])
  })

  it.each([0, 65_536, 1.5, -1])('leaves out a service on port %s', port => {
    expect(readHeard(recordsOf({ ...facts, port }))).toEqual([])
  })

  it.each<[string, DnsRecord[]]>([
    ['nothing', []],
    ['records without anything', [{}, { type: 'PTR' }, { name: '_isobar._tcp.local', type: 'PTR', data: 7 }]],
    ['a service without its records', recordsOf(facts).slice(0, 1)],
    ['a location that is none', recordsOf(facts).map(r => (r.type === 'SRV' ? { ...r, data: 'x' } : r))],
    ['a text that is none', recordsOf(facts).map(r => (r.type === 'TXT' ? { ...r, data: null } : r))],
    ['other services', recordsOf(facts).map(r => ({ ...r, name: '_ipp._tcp.local' }))],
  ])('makes nothing of %s', (_, records) => {
    expect(readHeard(records)).toEqual([])
  })

  it('takes only addresses that can be dialled, each once, and eight at most', () => {
    const many = Array.from({ length: 20 }, (_, i) => `10.0.0.${i + 1}`)
    const addresses = [
      '0.0.0.0',
      '127.0.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      'ff02::fb',
      '::ffff:10.0.0.9',
      'fe80::1%eth0',
      'x',
      ...many,
      ...many,
    ]
    expect(readHeard(recordsOf(facts, { addresses }))).toMatchObject([{ listed: many.slice(0, 8) }])
  })

  it('reads at most eight services from one packet', () => {
    const records = Array.from({ length: 50 }, (_, i) => recordsOf(announcement(`n${i}`))).flat()
    expect(readHeard(records)).toHaveLength(8)
  })

  it('shows the beginning of the fingerprint for a name of nothing visible', () => {
    expect(readHeard(recordsOf(facts, { txt: { name: '\u0007\u202e ' } }))).toMatchObject([
      { facts: { name: 'aaaaaaaa' } },
    ])
  })
})

describe('cleanName', () => {
  it('strips what could lead a terminal or a reader astray', () => {
    expect(cleanName('\u001b[31mLab\u0000 \u202e3\u2028\u200b')).toBe('[31mLab 3')
  })

  it('ends between characters, within 63 bytes', () => {
    expect(cleanName('ä'.repeat(40))).toBe('ä'.repeat(31))
    expect(cleanName(`${'x'.repeat(61)}𝒳`)).toBe('x'.repeat(61))
  })
})

it('the name of a service fits into a DNS label whatever the instance', () => {
  expect(serviceName(announcement('i'.repeat(32))).length).toBeLessThanOrEqual(63)
})
