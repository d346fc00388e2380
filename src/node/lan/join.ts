import { parseJoinCode } from '../../shared/lan/join-code.js'
import { wallClock } from '../clock.js'
import { dialPeer, type DialOptions } from './dial.js'
import { type Link, type TrustStore } from './ports.js'

type JoinOptions = Omit<DialOptions, 'address' | 'path' | 'expect' | 'secret'> & {
  /** The code as it was typed or pasted. */
  readonly code: string
  readonly path: 'help' | 'join'
  readonly trust: TrustStore
}

/**
 * Dials the one who made a join code and, once let in, trusts it as it now trusts us.
 *
 * @throws IsobarError as `dialPeer`, and `input/invalid` for a code that cannot be read
 */
export async function joinByCode({ code, trust, ...options }: JoinOptions): Promise<Link> {
  const { addresses, fingerprint, secret } = parseJoinCode(code)
  const link = await dialPeer({ ...options, trust, address: addresses, expect: fingerprint, secret })
  const now = wallClock()
  const known = trust.find(fingerprint)
  if (known) trust.seen(fingerprint, { address: link.address })
  else
    trust.pin({
      fingerprint,
      name: link.address,
      pairedAt: now,
      lastSeenAt: now,
      lastAddress: link.address,
      via: 'join-code',
    })
  return link
}
