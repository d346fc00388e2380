import { describe, expect, it } from 'vitest'
import { formatAddress, parseAddress } from '../../../src/shared/lan/address.js'

describe('an address', () => {
  it.each([
    ['192.168.1.5:7373', { host: '192.168.1.5', port: 7373 }],
    ['my-lab.local:1', { host: 'my-lab.local', port: 1 }],
    ['[fd00::5]:65535', { host: 'fd00::5', port: 65535 }],
    ['[fe80::1%eth0]:7', { host: 'fe80::1%eth0', port: 7 }],
    ['  localhost:80 ', { host: 'localhost', port: 80 }],
  ])('is read from "%s"', (text, address) => {
    expect(parseAddress(text)).toEqual(address)
    expect(parseAddress(formatAddress(address))).toEqual(address)
  })

  it.each([
    '',
    'host',
    'host:',
    ':80',
    'host:0',
    'host:65536',
    'ho st:80',
    '[host]:80',
    'a/b:80',
    '-a:80',
    'http://a:80',
    'fd00::5:7373',
    '::1:5',
    '[fd00::5]',
    '[fe80::1%]:7',
    '[1.2.3.4]:80',
    '[abc:80]:80',
    'fd00::5:7373',
    '::1:5',
    '[fd00::5]',
    '[fe80::1%]:7',
    '[1.2.3.4]:80',
    '[abc:80]:80',
  ])('is refused when it is "%s"', text => {
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ code: 'input/invalid' }))
  })

  it('says of an IPv6 address without brackets how it is written', () => {
    expect(() => parseAddress('::1:5')).toThrow(/stands in brackets.*\[fe80::1%eth0\]:47110/)
  })
})
