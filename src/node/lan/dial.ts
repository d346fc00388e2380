import { type IncomingMessage } from 'node:http'
import { WebSocket, type ClientOptions } from 'ws'
import { type Clock } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { showable } from '../../shared/lan/showable.js'
import { PEER_PATHS, PEER_SUBPROTOCOL } from '../../shared/peer-contract.js'
import { clock as realClock } from '../clock.js'
import { closeWhenForgotten } from './guard.js'
import { frameBytes, openLink } from './link.js'
import { type Identity, type LanLog, type Link, type TrustStore } from './ports.js'
import { REASON_HEADER } from './refusals.js'
import { connectSecurely, type SecureSocket } from './secure-socket.js'

export const DIAL_TIMEOUT_MS = 5000

interface CommonOptions {
  readonly identity: Identity
  /** `host:port`; of several, all are tried and the first that is the right one is taken. */
  readonly address: string | readonly string[]
  /** For the connection, and once more for the answer [ms]. */
  readonly timeoutMs?: number
  readonly clock?: Clock
  readonly log?: LanLog
  readonly signal?: AbortSignal
  /** When given, the link is closed as soon as the peer is forgotten. */
  readonly trust?: TrustStore
}

/** Only two people who will compare a code may begin without knowing the certificate. */
export type DialOptions = CommonOptions &
  (
    | { readonly path: 'pair'; readonly expect?: string; readonly secret?: never }
    | { readonly path: 'help' | 'join'; readonly expect: string; readonly secret?: string | undefined }
  )

/**
 * Opens a link to another Isobar. The certificate is compared before the first byte of application data, so
 * that neither the secret nor the path reaches anybody else.
 *
 * @throws IsobarError `peer/unreachable`, `peer/wrong-certificate`, `peer/not-paired`, `peer/refused`,
 *   `peer/mismatch`, `input/invalid`, `cancelled`
 */
export async function dialPeer(options: DialOptions): Promise<Link> {
  const { identity, address, expect, timeoutMs = DIAL_TIMEOUT_MS, clock = realClock, signal } = options
  const addresses = typeof address === 'string' ? [address] : address
  const secure = await connectSecurely({ identity, addresses, expect, timeoutMs, clock, signal })
  const link = await upgrade(secure, options, timeoutMs, clock)
  if (options.trust && options.path !== 'pair') closeWhenForgotten(link, options.trust)
  return link
}

function upgrade(secure: SecureSocket, options: DialOptions, timeoutMs: number, clock: Clock): Promise<Link> {
  const { path, secret, log = () => undefined, signal } = options
  const { tls, fingerprint, address } = secure
  const socket = new WebSocket(`wss://isobar${PEER_PATHS[path]}`, [PEER_SUBPROTOCOL], {
    createConnection: (() => tls) as unknown as NonNullable<ClientOptions['createConnection']>,
    ...(secret !== undefined && { headers: { Authorization: `Bearer ${secret}` } }),
    maxPayload: frameBytes(path),
    perMessageDeflate: false,
  })

  return new Promise((resolve, reject) => {
    const cancelTimeout = clock.after(timeoutMs, () => fail(refused(address, 'it gave no answer in time')))
    const abort = (): void =>
      fail(new IsobarError('cancelled', 'the connection is not wanted any more', undefined))

    function settle(): void {
      cancelTimeout()
      signal?.removeEventListener('abort', abort)
    }
    function fail(error: IsobarError): void {
      settle()
      reject(error)
      tls.destroy()
    }

    socket.once('open', () => {
      settle()
      resolve(openLink({ socket, tls, fingerprint, address, path, clock, log }))
    })
    socket.once('unexpected-response', (_, response) => fail(refusal(response, secure, secret !== undefined)))
    // Stays on: what fails after the link is open is the link's to tell.
    socket.on('error', () => fail(refused(address, 'it closed the connection without an answer')))
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort)
  })
}

/** What an answer other than "come in" means. */
function refusal(
  response: IncomingMessage,
  { address, fingerprint }: SecureSocket,
  invited: boolean,
): IsobarError {
  const reason = response.headers[REASON_HEADER]
  if (response.statusCode === 403 && invited)
    return refused(address, 'the join code has expired, was taken back or is used up')
  if (response.statusCode === 403)
    return new IsobarError(
      'peer/not-paired',
      `${address} does not know this computer: pair the two, or use a join code`,
      {
        fingerprint,
      },
    )
  if (response.statusCode === 426) {
    const theirs = showable(String(response.headers['sec-websocket-protocol'] ?? 'unknown'))
    return new IsobarError(
      'peer/mismatch',
      `${address} speaks ${theirs}, this computer ${PEER_SUBPROTOCOL}: use the same version of Isobar on both`,
      { ours: PEER_SUBPROTOCOL, theirs },
    )
  }
  return refused(
    address,
    typeof reason === 'string' ? showable(reason, 200) : `it answered ${response.statusCode}`,
  )
}

const refused = (address: string, reason: string): IsobarError =>
  new IsobarError('peer/refused', `${address} turned this computer away: ${reason}`, { reason })
