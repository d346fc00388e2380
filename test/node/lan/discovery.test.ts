import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type networkInterfaces } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clock } from '../../../src/node/clock.js'
import { createDiscovery } from '../../../src/node/lan/discovery.js'
import { type Discovery } from '../../../src/node/lan/ports.js'
import { announcement } from './discovery-records.js'

const LOOPBACK: ReturnType<typeof networkInterfaces> = {
  lo: [
    {
      address: '127.0.0.1',
      netmask: '255.0.0.0',
      family: 'IPv4',
      mac: '00:00:00:00:00:00',
      internal: true,
      cidr: '127.0.0.1/8',
    },
  ],
}

/** A port of our own, so that neither the real mDNS nor another test is heard. */
let port: number
const open: Discovery[] = []

beforeEach(async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  port = socket.address().port
  socket.close()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map(discovery => discovery.close()))
})

function discover({ interfaces = () => LOOPBACK, onChange = () => {} } = {}): Discovery {
  const discovery = createDiscovery({ clock, onChange, interfaces, port, log: () => {} })
  open.push(discovery)
  return discovery
}
const instances = (discovery: Discovery): string[] =>
  discovery
    .peers()
    .map(peer => peer.instance)
    .toSorted()
const patience = { timeout: 4_000, interval: 10 }

describe('discovery, on the loopback alone', () => {
  it('finds the others on this computer, and not itself', async () => {
    const [a, b] = [discover(), discover()]
    a.announce(announcement('a'))
    b.announce(announcement('b'))
    await expect.poll(() => [instances(a), instances(b)], patience).toEqual([['b'], ['a']])
    expect(a.peers()[0]).toMatchObject({ ...announcement('b'), here: true })
    expect(a.peers()[0]?.addresses[0]).toBe('127.0.0.1')
  })

  it('listens without being found, and shows what the others change and take back', async () => {
    let changes = 0
    const [a, b] = [discover({ onChange: () => changes++ }), discover()]
    b.announce(announcement('b'))
    await expect.poll(() => instances(a), patience).toEqual(['b'])
    b.announce(announcement('b', { cores: 3 }))
    await expect.poll(() => a.peers()[0]?.cores, patience).toBe(3)
    b.announce(undefined)
    await expect.poll(() => instances(a), patience).toEqual([])
    expect(changes).toBe(3)
    expect(instances(b)).toEqual([])
  })

  it('believes a goodbye only if the peer does not contradict', async () => {
    const [a, b, c, impostor] = [discover(), discover(), discover(), discover()]
    b.announce(announcement('b'))
    c.announce(announcement('c'))
    await expect.poll(() => instances(a), patience).toEqual(['b', 'c'])
    // A second process that claims a name and leaves says goodbye for the one that stays.
    impostor.announce(announcement('b'))
    await impostor.close()
    await c.close()
    await expect.poll(() => instances(a), patience).toEqual(['b'])
  })

  it('survives garbage', async () => {
    const [a, b] = [discover(), discover()]
    const socket = createSocket('udp4')
    const packets = [Buffer.alloc(0), Buffer.from('garbage'), Buffer.alloc(4_000, 0xff), Buffer.alloc(12)]
    // Claims 65535 answers and brings none.
    packets.push(Buffer.from('000084000000ffff00000000', 'hex'))
    for (const packet of packets)
      await new Promise(sent => socket.send(packet, port, '127.0.0.1', () => sent(undefined)))
    socket.close()
    b.announce(announcement('b'))
    await expect.poll(() => instances(a), patience).toEqual(['b'])
  })

  it('says that there is no network, and follows one that comes and goes', async () => {
    let interfaces: typeof LOOPBACK = {}
    let changes = 0
    const a = discover({ interfaces: () => interfaces, onChange: () => changes++ })
    const b = discover()
    b.announce(announcement('b'))
    expect(a.problem()).toMatch(/^This computer is in no network/)
    expect(a.peers()).toEqual([])

    interfaces = { eth9: [{ ...LOOPBACK['lo']![0]!, internal: false }] }
    await expect.poll(() => [a.problem(), instances(a)], patience).toEqual([undefined, ['b']])
    interfaces = {}
    await expect.poll(() => a.problem(), patience).toMatch(/no network/)
    expect(changes).toBeGreaterThanOrEqual(3)
  })

  it('says that another program keeps the port to itself, and works as soon as it lets go', async () => {
    const holder = createSocket('udp4').bind(port, '0.0.0.0')
    await once(holder, 'listening')
    const interfaces = (): typeof LOOPBACK => ({ eth9: [{ ...LOOPBACK['lo']![0]!, internal: false }] })
    const a = discover({ interfaces })
    await expect.poll(() => a.problem(), patience).toMatch(/^Another program keeps UDP port 5353 to itself/)

    holder.close()
    const b = discover()
    b.announce(announcement('b'))
    await expect.poll(() => [a.problem(), instances(a)], patience).toEqual([undefined, ['b']])
  })

  it('stays silent and calls nobody once closed, also when closed twice', async () => {
    let changes = 0
    const [a, b] = [discover({ onChange: () => changes++ }), discover()]
    await Promise.all([a.close(), a.close()])
    b.announce(announcement('b'))
    const c = discover()
    await expect.poll(() => instances(c), patience).toEqual(['b'])
    expect([changes, instances(a)]).toEqual([0, []])
  })
})
