import { isIPv6 } from 'node:net'
import { IsobarError } from '../../shared/errors.js'

/** Splits `host:port` or `[IPv6]:port`; throws `input/invalid`. */
export function splitAddress(address: string): { address: string; host: string; port: number } {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^\s:[\]/]{1,253})):(\d{1,5})$/.exec(address) ?? []
  const host = bracketed ?? plain
  const port = Number(digits)
  if (host === undefined || (bracketed && !isIPv6(bracketed)) || port < 1 || port > 65_535) {
    const remedy = 'Give host and port, like 192.168.1.20:47100.'
    throw new IsobarError('input/invalid', `"${address}" is not an address. ${remedy}`, {
      field: 'address',
      value: address,
      remedy,
    })
  }
  return { address, host, port }
}
