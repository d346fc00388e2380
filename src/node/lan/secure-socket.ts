import { connect, type TLSSocket } from 'node:tls'
import { type Clock } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { formatAddress, parseAddress, type HostPort } from '../../shared/lan/address.js'
import { peerFingerprint } from './peer-fingerprint.js'
import { type Identity } from './ports.js'
import { dialable } from './zones.js'

/** A further address is tried when those before have not answered for this long, RFC 8305 section 5. */
const STAGGER_MS = 250

export interface SecureSocket {
  /** Handshake done, certificate checked; nothing has been sent yet. */
  readonly tls: TLSSocket
  readonly fingerprint: string
  /** The one of the addresses that answered. */
  readonly address: string
}

export interface SecureOptions {
  /** Left out by one who asks as a stranger. */
  readonly identity?: Identity | undefined
  readonly addresses: readonly string[]
  /** The only certificate to talk to; undefined takes any, for one who wants to learn it. */
  readonly expect: string | undefined
  readonly timeoutMs: number
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

/**
 * TLS 1.3 to the first address at which the expected certificate answers.
 *
 * @throws IsobarError `input/invalid`, `peer/unreachable`, `peer/wrong-certificate`, `cancelled`
 */
export async function connectSecurely(options: SecureOptions): Promise<SecureSocket> {
  const { clock, timeoutMs, signal } = options
  const targets = options.addresses
    .map(parseAddress)
    .flatMap(({ host, port }) => dialable(host).map(form => ({ host: form, port })))
  const names = targets.map(formatAddress).join(', ')

  return new Promise((resolve, reject) => {
    const cancels: (() => void)[] = []
    const failures: IsobarError[] = []
    let next = 0
    let cancelStagger = (): void => undefined

    const cancelTimeout = clock.after(timeoutMs, () =>
      fail(failures.find(isWrong) ?? unreachable(names, `no answer within ${timeoutMs / 1000} s`)),
    )
    const abort = (): void =>
      fail(new IsobarError('cancelled', 'the connection is not wanted any more', undefined))

    function settle(): void {
      cancelTimeout()
      cancelStagger()
      signal?.removeEventListener('abort', abort)
      for (const cancel of cancels) cancel()
    }

    function fail(error: IsobarError): void {
      settle()
      reject(error)
    }

    function tryNext(): void {
      cancelStagger()
      const target = targets[next++]
      if (target === undefined) return
      cancels.push(attempt(target, options, succeeded, failed))
      cancelStagger = clock.after(STAGGER_MS, tryNext)
    }

    function succeeded(socket: SecureSocket, cancel: () => void): void {
      cancels.splice(cancels.indexOf(cancel), 1)
      settle()
      resolve(socket)
    }

    function failed(error: IsobarError): void {
      failures.push(error)
      // Somebody else at one address says more than silence at another.
      if (failures.length === targets.length) fail(failures.find(isWrong) ?? error)
      else tryNext()
    }

    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort)
    if (targets.length === 0) return fail(unreachable('', 'there is no address to try'))
    tryNext()
  })
}

/** One address. Exactly one of the callbacks is called, unless it is cancelled before. */
function attempt(
  target: HostPort,
  { identity, expect }: SecureOptions,
  succeeded: (socket: SecureSocket, cancel: () => void) => void,
  failed: (error: IsobarError) => void,
): () => void {
  const address = formatAddress(target)
  const socket = connect({
    ...target,
    ...(identity && { key: identity.key, cert: identity.certificate }),
    // The certificate is nobody's but the peer's own; it is compared below, where Node's check is not called.
    rejectUnauthorized: false,
    minVersion: 'TLSv1.3',
    // No name in the clear.
    servername: '',
  })
  let settled = false
  const once = (act: () => void): void => {
    if (settled) return
    settled = true
    act()
  }
  const cancel = (): void => once(() => socket.destroy())

  socket.once('secureConnect', () => {
    const found = peerFingerprint(socket)
    if (found !== undefined && (expect === undefined || found === expect)) {
      socket.setNoDelay(true)
      return once(() => succeeded({ tls: socket, fingerprint: found, address }, cancel))
    }
    socket.destroy()
    once(() => failed(wrongCertificate(address, expect ?? 'any', found)))
  })
  // Stays on: an error may come before whoever takes the socket over listens.
  socket.on('error', (error: NodeJS.ErrnoException) =>
    once(() => failed(unreachable(address, reasonOf(error), error))),
  )
  socket.once('close', () => once(() => failed(unreachable(address, 'it closed the connection'))))
  return cancel
}

const isWrong = (error: IsobarError): boolean => error.code === 'peer/wrong-certificate'

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'there is no way to it'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name is not known'
  if (code === 'ECONNRESET') return 'it closed the connection'
  return code?.startsWith('ERR_SSL') ? 'what answers does not speak TLS 1.3' : message
}

const unreachable = (address: string, reason: string, cause?: unknown): IsobarError =>
  new IsobarError('peer/unreachable', `cannot reach ${address}: ${reason}`, { address, reason }, { cause })

const wrongCertificate = (address: string, expected: string, found: string | undefined): IsobarError =>
  new IsobarError(
    'peer/wrong-certificate',
    `another computer answers at ${address} than the one that is trusted; nothing was sent to it`,
    { address, expected, found },
  )
