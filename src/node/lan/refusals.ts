import { STATUS_CODES } from 'node:http'
import { type Duplex } from 'node:stream'

/** Carries the reason of a refusal, for people; ASCII. */
export const REASON_HEADER = 'isobar-reason'

/** A verdict on one who asks to come in. `counts`: an attempt to get in, of which only a few are allowed. */
export interface Refusal {
  readonly status: number
  readonly reason: string
  readonly counts?: true
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers an upgrade with a refusal and hangs up. */
export function refuseUpgrade(socket: Duplex, { status, reason, headers = {} }: Refusal): void {
  const lines = Object.entries({
    Connection: 'close',
    'Content-Length': '0',
    [REASON_HEADER]: reason,
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`)
}
