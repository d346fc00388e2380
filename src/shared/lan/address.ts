import { IsobarError } from '../errors.js'

/** Where another Isobar listens. `host` is a name, an IPv4 or an IPv6 address without brackets. */
export interface HostPort {
  readonly host: string
  readonly port: number
}

const HOST = /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?$/
/** Not a full check: the operating system refuses what is left. The zone names an interface of this computer. */
const IPV6 = /^[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,32})?$/

/** Reads `host:port`, `[ipv6]:port` or `ipv6:port`, whose last colon comes before the port. Throws `input/invalid`. */
export function parseAddress(text: string): HostPort {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]*)\]|(.*)):(\d{1,5})$/.exec(text.trim()) ?? []
  if (digits === undefined)
    throw invalid(
      text,
      'it does not end in a port',
      'Write host:port, as in 192.168.1.5:7373 or [fd00::5]:7373.',
    )
  const port = Number(digits)
  if (port < 1 || port > 65535) throw invalid(text, `${port} is no port`, 'A port is between 1 and 65535.')
  const host = bracketed ?? plain ?? ''
  const isIpv6 = host.includes(':') && IPV6.test(host)
  if (!isIpv6 && (bracketed !== undefined || !HOST.test(host)))
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

const invalid = (text: string, problem: string, remedy: string): IsobarError =>
  new IsobarError('input/invalid', `The address cannot be used: ${problem}. ${remedy}`, {
    field: 'address',
    value: text.slice(0, 200),
    remedy,
  })
