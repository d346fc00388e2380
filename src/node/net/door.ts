import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Who may come in. A page of another site can reach a loopback port too, by a request from its script
 * or by a DNS name that it rebinds to 127.0.0.1; so besides the secret, Host and Origin are checked.
 */
export interface Door {
  /** The one-time secret of the first address. */
  readonly token: string
  /** False for a request that was not addressed to this server by its own name. */
  addressed: (request: IncomingMessage) => boolean
  /** True once for the right token; never again. */
  spend: (token: string) => boolean
  /** The header that gives a browser the right to come back. */
  readonly setCookie: string
  admits: (request: IncomingMessage) => boolean
  /** Whether the page that opens a socket came from this server. */
  fromOwnPage: (request: IncomingMessage) => boolean
}

export function createDoor(port: number): Door {
  const token = randomBytes(32).toString('base64url')
  const ticket = randomBytes(32).toString('base64url')
  // Cookies know no ports: two servers on one host need two names.
  const name = `isobar-${port}`
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  let unspent = true

  return {
    token,
    setCookie: `${name}=${ticket}; Path=/; HttpOnly; SameSite=Strict`,
    addressed: request => hosts.includes(request.headers.host ?? ''),
    spend: offered => {
      if (!unspent || !same(offered, token)) return false
      unspent = false
      return true
    },
    admits: request => same(cookie(request, name) ?? '', ticket),
    fromOwnPage: request => request.headers.origin === `http://${request.headers.host}`,
  }
}

/** Compares digests, so that neither length nor time tells how much of a guess was right. */
function same(offered: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(offered), digest(secret))
}

function cookie(request: IncomingMessage, name: string): string | undefined {
  const pair = request.headers.cookie?.split('; ').find(part => part.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}
