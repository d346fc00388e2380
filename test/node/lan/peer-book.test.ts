import { describe, expect, it } from 'vitest'
import { type PeerConnection, peerViews } from '../../../src/node/lan/peer-book.js'
import { type SeenPeer, type TrustedPeer } from '../../../src/node/lan/ports.js'

const own = { fingerprint: 'aa', protocol: 1, engine: 'isobar-engine/3' }
const seen = (fingerprint: string, rest: Partial<SeenPeer> = {}): SeenPeer => ({
  fingerprint,
  instance: `${fingerprint}-1`,
  name: `host ${fingerprint}`,
  cores: 8,
  version: '1.0.0',
  protocol: 1,
  engine: own.engine,
  addresses: ['10.0.0.2'],
  port: 7000,
  here: false,
  ...rest,
})
const trusted = (fingerprint: string, lastAddress?: string): TrustedPeer => ({
  fingerprint,
  name: `host ${fingerprint}`,
  pairedAt: 1,
  lastSeenAt: 2,
  lastAddress,
  via: 'compared',
})
const connection = (rest: Partial<PeerConnection>): PeerConnection => ({
  state: 'connected',
  note: undefined,
  name: undefined,
  cores: undefined,
  version: undefined,
  address: '10.0.0.2:7000',
  rttMs: undefined,
  lanes: 0,
  lanesNote: undefined,
  ...rest,
})
const viewsOf = (entries: Partial<Parameters<typeof peerViews>[0]>): ReturnType<typeof peerViews> =>
  peerViews({ own, trusted: [], seen: [], aside: new Map(), connections: new Map(), ...entries })
const states = (entries: Parameters<typeof viewsOf>[0]): string[] =>
  viewsOf(entries).map(({ fingerprint, state }) => `${fingerprint} ${state}`)

describe('the list of computers', () => {
  it('asks a stranger to pair, and has a paired one at hand', () => {
    expect(states({ seen: [seen('b1'), seen('c1')], trusted: [trusted('c1')] })).toEqual([
      'c1 available',
      'b1 needs-pairing',
    ])
  })

  it('shows one entry for a computer that is heard of, remembered and connected', () => {
    const connections = new Map([['b1', connection({ rttMs: 1.5, lanes: 6, lanesNote: 'in use' })]])
    const views = viewsOf({ seen: [seen('b1')], trusted: [trusted('b1')], connections })
    expect(views).toEqual([
      expect.objectContaining({ state: 'in-use', paired: true, rttMs: 1.5, lanes: 6, cores: 8 }),
    ])
  })

  it('remembers a paired computer that is not heard of, with its last address', () => {
    const [view] = viewsOf({
      trusted: [trusted('b1', '10.9.9.9:7')],
    })
    expect(view).toMatchObject({ state: 'unreachable', address: '10.9.9.9:7', paired: true })
  })

  it('says which side to update when engines differ, and prefers that to a failed connection', () => {
    const connections = new Map([['b1', connection({ state: 'failed', note: 'no route' })]])
    const [older] = viewsOf({
      seen: [seen('b1', { engine: 'isobar-engine/1' })],
      connections,
    })
    expect(older).toMatchObject({ state: 'other-version' })
    expect(older!.note).toContain('Update Isobar there')
    const [newer] = viewsOf({
      seen: [seen('b1', { protocol: 2 })],
    })
    expect(newer!.note).toContain('Update Isobar here')
  })

  it('tells another Isobar of this computer from a copied installation', () => {
    const views = viewsOf({
      seen: [seen('aa', { here: true, name: 'x' }), seen('aa', { instance: 'aa-2', name: 'y' })],
    })
    expect(views.map(({ state }) => state)).toEqual(['duplicate', 'duplicate'])
    expect(views[0]!.note).toContain('on this computer')
    expect(views[1]!.note).toContain('--reset-identity')
  })

  it('gives the reason of a connection that failed', () => {
    const connections = new Map([['b1', connection({ state: 'failed', note: 'refused' })]])
    const [view] = viewsOf({ trusted: [trusted('b1')], seen: [seen('b1')], connections })
    expect(view).toMatchObject({ state: 'unreachable', note: 'refused' })
  })

  it('says of one that was set aside why, whatever else is known of it', () => {
    const connections = new Map([['b1', connection({ state: 'failed', note: 'set aside: …' })]])
    const aside = new Map([['b1', 'other computers got other values for point 7']])
    const [view] = viewsOf({ trusted: [trusted('b1')], seen: [seen('b1')], connections, aside })
    expect(view).toMatchObject({ state: 'set-aside', note: expect.stringContaining('for point 7') as string })
  })
})
