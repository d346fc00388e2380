import { IsobarError } from '../errors.js'

/** Where another Isobar listens. `host` is a name, an IPv4 or an IPv6 address without brackets, perhaps with a zone. */
export interface HostPort {
  readonly host: string
  readonly port: number
}

const HOST = /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?$/
/** Not a full check: the operating system refuses what is left. The zone names an interface of this computer. */
const IPV6 = /^(?=[^%]*:[^%]*:)[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,32})?$/

const REMEDY = 'Write host:port, as in 192.168.1.5:47110, lab.local:47110 or [fe80::1%eth0]:47110.'

/**
 * Reads `host:port` or `[ipv6%zone]:port`: the one reader of addresses that people type.
 *
 * IPv6 without brackets is refused, since nobody can tell whether the last part of `::1:5` is a port: see
 * docs/decisions/0105. Throws `input/invalid`.
 */
export function parseAddress(text: string): HostPort {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]*)\]|(.*)):(\d{1,5})$/.exec(text.trim()) ?? []
  if (digits === undefined) throw invalid(text, 'it does not end in a port')
  const port = Number(digits)
  if (port < 1 || port > 65535) throw invalid(text, `${port} is no port`, 'A port is between 1 and 65535.')
  const host = bracketed ?? plain ?? ''
  if (bracketed === undefined && host.includes(':'))
    throw invalid(text, 'an IPv6 address stands in brackets, so that the port can be told from it')
  if (!(bracketed === undefined ? HOST : IPV6).test(host))
    throw invalid(
      text,
      `"${host.slice(0, 60)}" is no host`,
      'Write the name or the IP address of the computer.',
    )
  return { host, port }
}

/** The form people know: IPv6 in brackets. */
export const formatAddress = ({ host, port }: HostPort): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

/** The address without the zone, which means something on one computer only. */
export const withoutZone = (host: string): string => host.replace(/%.*/, '')

/** An IPv6 address that is good only together with the zone (RFC 4291, 2.5.6). */
export const isLinkLocal = (host: string): boolean => /^fe[89ab][0-9a-f]:/i.test(host)

const invalid = (text: string, problem: string, remedy = REMEDY): IsobarError =>
  new IsobarError('input/invalid', `The address cannot be used: ${problem}. ${remedy}`, {
    field: 'address',
    value: text.slice(0, 200),
    remedy,
  })
