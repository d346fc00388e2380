import { request, type RequestOptions } from 'node:https'
import { type Clock } from '../../core/ports.js'
import { IsobarError } from '../../shared/errors.js'
import { parseHello } from '../../shared/lan/hello-shape.js'
import { type PeerHello } from '../../shared/peer-contract.js'
import { clock as realClock } from '../clock.js'
import { DIAL_TIMEOUT_MS } from './dial.js'
import { connectSecurely, type SecureSocket } from './secure-socket.js'

export const HELLO_PATH = '/hello'
const MAX_HELLO_BYTES = 4096

export interface HelloAnswer {
  readonly hello: PeerHello
  /** Of the certificate that answered; a hint like the rest, until it is paired. */
  readonly fingerprint: string
  readonly address: string
  /** Time of day there [ms since 1970]; undefined when it did not say. */
  readonly date: number | undefined
}

/**
 * Asks who is at an address that was typed by hand. Says nothing of this computer.
 *
 * @throws IsobarError `peer/unreachable`, `peer/refused`, `net/bad-frame`, `input/invalid`
 */
export async function askHello(
  address: string | readonly string[],
  options: { timeoutMs?: number; clock?: Clock } = {},
): Promise<HelloAnswer> {
  const { timeoutMs = DIAL_TIMEOUT_MS, clock = realClock } = options
  const addresses = typeof address === 'string' ? [address] : address
  const secure = await connectSecurely({ addresses, expect: undefined, timeoutMs, clock })
  const cancelTimeout = clock.after(timeoutMs, () => secure.tls.destroy())
  try {
    const { body, date } = await get(secure)
    const { fingerprint, address } = secure
    return { hello: parseHello(body), fingerprint, address, date }
  } finally {
    cancelTimeout()
    secure.tls.destroy()
  }
}

function get({ tls, address }: SecureSocket): Promise<{ body: unknown; date: number | undefined }> {
  const options: RequestOptions = {
    host: 'isobar',
    path: HELLO_PATH,
    headers: { Connection: 'close' },
    createConnection: () => tls,
  }
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void =>
      reject(new IsobarError('peer/refused', `${address} does not answer as Isobar: ${reason}`, { reason }))
    const asked = request(options, response => {
      if (response.statusCode !== 200) return fail(`it answered ${response.statusCode}`)
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
        if (text.length > MAX_HELLO_BYTES) tls.destroy()
      })
      response.on('error', () => fail('its answer was cut off'))
      response.on('end', () => {
        try {
          const date = Date.parse(response.headers.date ?? '')
          resolve({ body: JSON.parse(text), date: Number.isNaN(date) ? undefined : date })
        } catch {
          fail('its answer is not JSON')
        }
      })
    })
    asked.on('error', () => fail('it closed the connection without an answer'))
    asked.end()
  })
}
