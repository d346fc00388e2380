import { type NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { readNetwork } from '../../../src/node/lan/discovery-interfaces.js'
import { dialable } from '../../../src/node/lan/zones.js'

const mac = '02:00:00:00:00:01'
const v4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...{ address, netmask: '255.255.255.0', family: 'IPv4', mac, internal, cidr: `${address}/24` },
})
const v6 = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...{
    address,
    netmask: 'ffff:ffff:ffff:ffff::',
    family: 'IPv6',
    mac,
    internal,
    cidr: `${address}/64`,
    scopeid: 2,
  },
})
const lo = [v4('127.0.0.1', true), v6('::1', true)]
const read = (interfaces: Record<string, NetworkInterfaceInfo[]>) => readNetwork(() => interfaces)

describe('the network of a computer', () => {
  it('is spoken on over both families, and reached by IPv4 where there is any', () => {
    const network = read({
      lo,
      eth0: [v4('10.0.0.2'), v6('fd00::2'), v6('fe80::2')],
      wlan0: [v4('10.1.0.2')],
    })
    expect(network).toMatchObject({ leadsOut: true, hosts: ['10.0.0.2', '10.1.0.2'] })
    expect(network.speakOn).toEqual([
      { name: 'eth0', address: '10.0.0.2' },
      { name: 'wlan0', address: '10.1.0.2' },
      { name: 'eth0 (IPv6)', address: 'fe80::2%eth0' },
    ])
  })

  it('of IPv6 alone is reached by an address that is routed, or else by the link-local one', () => {
    expect(read({ lo, eth0: [v6('fe80::2'), v6('fd00::2')], eth1: [v6('fe80::3')] })).toMatchObject({
      leadsOut: true,
      hosts: ['fd00::2', 'fe80::3'],
    })
  })

  it('is the loopback when there is no other', () => {
    expect(read({ lo })).toMatchObject({
      leadsOut: false,
      hosts: ['127.0.0.1'],
      speakOn: [{ name: 'lo', address: '127.0.0.1' }],
    })
  })

  it('knows its own and near addresses with and without a zone', () => {
    const { own, isNear } = read({ eth0: [v4('10.0.0.2'), v6('fe80::2')] })
    expect(['10.0.0.2', 'fe80::2', 'fe80::2%eth0', 'fe80::3'].map(own.has)).toEqual([true, true, true, false])
    expect(['10.0.0.9', '10.0.1.9', 'fe80::9%eth0', 'fd00::9'].map(isNear)).toEqual([
      true,
      false,
      true,
      false,
    ])
  })
})

it.runIf(process.platform !== 'win32')(
  'a link-local address is dialled on every interface that has such',
  () => {
    const interfaces = () => ({ lo, eth0: [v6('fe80::2')], eth1: [v4('10.0.0.2')], wlan0: [v6('fe80::3')] })
    expect(dialable('fe80::9', interfaces)).toEqual(['fe80::9%eth0', 'fe80::9%wlan0'])
    expect(
      ['fe80::9%eth7', 'fd00::9', '10.0.0.9', 'lab.local'].flatMap(host => dialable(host, interfaces)),
    ).toEqual(['fe80::9%eth7', 'fd00::9', '10.0.0.9', 'lab.local'])
  },
)
