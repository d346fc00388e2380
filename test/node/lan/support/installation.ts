import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { dialPeer, type DialOptions } from '../../../../src/node/lan/dial.js'
import { loadIdentity } from '../../../../src/node/lan/identity.js'
import { createInvitations, type Invitations } from '../../../../src/node/lan/invitations.js'
import { listenForPeers, type ListenOptions, type PeerListener } from '../../../../src/node/lan/listen.js'
import { type Identity, type LanLog, type Link, type TrustStore } from '../../../../src/node/lan/ports.js'
import { openTrustStore } from '../../../../src/node/lan/trust-store.js'
import { type PeerHello } from '../../../../src/shared/peer-contract.js'

export const HELLO: PeerHello = { protocol: 1, engine: 'test', version: '1.0.0', name: 'bench', cores: 4 }

/** One Isobar with a folder of its own, as the tests of links need it. */
export interface Installation {
  readonly folder: string
  readonly identity: Identity
  readonly trust: TrustStore
  readonly invitations: Invitations
  /** Links that came in, on any path. */
  readonly links: Link[]
  readonly logged: string[]
  readonly log: LanLog
  readonly listen: (options?: Partial<ListenOptions>) => Promise<PeerListener & { address: string }>
  /** Trusts the other, as after a pairing. */
  readonly pin: (other: { identity: Identity }) => void
  /** `dialPeer` with this identity. */
  readonly dial: (address: string, options: Omit<DialOptions, 'identity' | 'address'>) => Promise<Link>
}

const stops: (() => unknown)[] = []

/** Undone by `closeAll`, the last first. */
export function later(stop: () => unknown): void {
  stops.push(stop)
}

export async function closeAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop()
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'isobar-lan-'))
  later(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function install(now: () => number = Date.now): Promise<Installation> {
  const folder = temporaryFolder()
  const identity = await loadIdentity(folder, 'bench')
  const trust = openTrustStore(folder)
  const invitations = createInvitations(now)
  const links: Link[] = []
  const logged: string[] = []
  const log: LanLog = (event, facts) => logged.push(`${event} ${JSON.stringify(facts ?? {})}`)

  return {
    folder,
    identity,
    trust,
    invitations,
    links,
    logged,
    log,
    listen: async options => {
      const keep = (link: Link): void => void links.push(link)
      const listener = await listenForPeers({
        identity,
        trust,
        invitations,
        hello: () => HELLO,
        onLink: keep,
        onPairing: keep,
        log,
        host: '127.0.0.1',
        ...options,
      })
      later(listener.close)
      return { ...listener, address: `127.0.0.1:${listener.port}` }
    },
    pin: other =>
      trust.pin({
        fingerprint: other.identity.fingerprint,
        name: 'other',
        pairedAt: 0,
        lastSeenAt: 0,
        lastAddress: undefined,
        via: 'compared',
      }),
    dial: async (address, options) => {
      const link = await dialPeer({ identity, address, ...options } as DialOptions)
      later(() => link.close('the test is over'))
      return link
    },
  }
}

export const credentials = ({ key, certificate }: Identity): { key: string; cert: string } => ({
  key,
  cert: certificate,
})

/** A TLS client with no manners of its own; resolves after the handshake. */
export function rawTls(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, servername: '', ...options })
  later(() => socket.destroy())
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', () => resolve(socket))
    socket.on('error', reject)
  })
}

/** All that comes until the other side closes. */
export function untilClosed(socket: TLSSocket): Promise<string> {
  let text = ''
  socket.on('data', (part: Buffer) => (text += part.toString('latin1')))
  return new Promise(resolve => socket.once('close', () => resolve(text)))
}

export const upgradeText = (path: string, headers: Record<string, string> = {}): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: isobar',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...Object.entries({ 'Sec-WebSocket-Protocol': 'isobar.1', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    '',
    '',
  ].join('\r\n')
