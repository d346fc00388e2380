import { expect, it } from 'vitest'
import { gatewayIn } from '../../../src/node/lan/doctor-gateway.js'

it('finds the gateway in the route table of Linux', () => {
  const table = [
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask',
    'eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF',
    'eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000',
  ].join('\n')
  expect(gatewayIn(table, 'linux')).toBe('192.168.1.1')
  expect(gatewayIn(table.split('\n').slice(0, 2).join('\n'), 'linux')).toBeUndefined()
})

it('finds it in what netstat says on macOS, past routes of interfaces', () => {
  const table = [
    'Internet:',
    'Destination        Gateway            Flags               Netif Expire',
    'default            link#22            UCSIg           bridge100      !',
    'default            192.168.1.1        UGScg                 en0       ',
    '127                127.0.0.1          UCS                   lo0       ',
  ].join('\n')
  expect(gatewayIn(table, 'darwin')).toBe('192.168.1.1')
})

it('finds it in what netstat says on Windows', () => {
  const table = [
    'Network Destination        Netmask          Gateway       Interface  Metric',
    '          0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.20     25',
    '        127.0.0.0        255.0.0.0         On-link         127.0.0.1    331',
  ].join('\n')
  expect(gatewayIn(table, 'win32')).toBe('192.168.1.1')
})

it('finds none in nothing', () => {
  expect(['linux', 'darwin', 'win32'].map(platform => gatewayIn('', platform as NodeJS.Platform))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
