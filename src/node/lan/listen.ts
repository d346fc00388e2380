import { type IncomingMessage, type ServerResponse } from 'node:http'
import { type Duplex } from 'node:stream'
import { type TLSSocket } from 'node:tls'
import { type Clock } from '../../core/ports.js'
import { formatAddress } from '../../shared/lan/address.js'
import { type PeerHello, STOPS_LISTENING } from '../../shared/peer-contract.js'
import { clock as realClock, wallClock } from '../clock.js'
import { createAdmission, type AdmissionLimits } from './admission.js'
import { HELLO_PATH } from './ask-hello.js'
import { calmLog } from './calm-log.js'
import { closeWhenForgotten, watchTrust } from './guard.js'
import { type Invitations } from './invitations.js'
import { openLink } from './link.js'
import { judge, knockOf, type PeerDoor, type Verdict } from './knock.js'
import { peerFingerprint } from './peer-fingerprint.js'
import { type Identity, type LanLog, type Link, type TrustStore } from './ports.js'
import { refuseUpgrade, type Refusal } from './refusals.js'
import { openTcpDoor, type Visit } from './tcp-door.js'
import { acceptor, tlsServer } from './tls-server.js'

/** Two people have 60 s; whoever serves the pairing ends it, and this is the end if nobody does. */
const PAIRING_LINK_MS = 75_000
/** How long peers may take to close their side when this one stops listening. */
const CLOSING_MS = 1000

export interface ListenOptions {
  readonly identity: Identity
  readonly trust: TrustStore
  readonly invitations: Invitations
  /** What a stranger may know. */
  readonly hello: () => PeerHello
  /** A trusted peer came in, on `help` or `join`. */
  readonly onLink: (link: Link) => void
  /** A stranger wants to be paired. Only one at a time. */
  readonly onPairing: (link: Link) => void
  /** Whether this computer is in a pairing that it began itself. */
  readonly pairing?: () => boolean
  readonly log: LanLog
  readonly clock?: Clock
  /** All interfaces unless given. */
  readonly host?: string | undefined
  /** 0, the default, takes a free one. */
  readonly port?: number
  readonly limits?: AdmissionLimits
}

export interface PeerListener {
  readonly port: number
  /** Closes all links; resolves when the port is free. */
  readonly close: () => Promise<void>
}

/**
 * Listens for other Isobars: mutual TLS 1.3, and nothing but a greeting for those who are not trusted.
 *
 * @throws IsobarError `net/port-in-use`
 */
export async function listenForPeers(options: ListenOptions): Promise<PeerListener> {
  const { identity, trust, invitations, hello, clock = realClock } = options
  const log = calmLog(options.log, clock)
  const admission = createAdmission(clock, options.limits)
  const links = new Set<Link>()
  const sockets = { pair: acceptor('pair'), help: acceptor('help'), join: acceptor('join') }
  const server = tlsServer(identity)
  const tcp = await openTcpDoor({
    host: options.host,
    port: options.port ?? 0,
    admission,
    clock,
    accept: raw => server.emit('connection', raw),
    onDropped: ip => log('dropped', { from: ip }),
  })
  const door: PeerDoor = {
    ownFingerprint: identity.fingerprint,
    trust,
    invitations,
    admission,
    pairingOpen: () => options.pairing?.() === true || [...links].some(({ path }) => path === 'pair'),
    linksOf: fingerprint =>
      [...links].filter(link => link.fingerprint === fingerprint && link.path !== 'pair').length,
  }

  server.on('tlsClientError', error =>
    log('handshake-failed', { reason: (error as NodeJS.ErrnoException).code }),
  )
  server.on('clientError', (_, socket) => socket.destroy())
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const visit = tcp.visitOf(request.socket)
    const { origin } = request.headers
    if (!visit || admission.barred(visit.ip)) return request.socket.destroy()
    response.shouldKeepAlive = false
    if (request.method === 'GET' && request.url === HELLO_PATH && origin === undefined)
      return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(hello()))
    note(visit.ip, { status: 403, reason: 'not the greeting', counts: true })
    response.writeHead(403).end()
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const tls = request.socket as TLSSocket
    const visit = tcp.visitOf(tls)
    if (!visit) return tls.destroy()
    const verdict = judgeRequest(request, visit, tls)
    if (verdict.kind === 'cut') return tls.destroy()
    if (verdict.kind === 'refuse') {
      note(visit.ip, verdict)
      return refuseUpgrade(socket, verdict)
    }
    admit(verdict, visit, request, head)
  })

  /** Fails closed: whoever cannot be looked up is not let in. */
  function judgeRequest(request: IncomingMessage, visit: Visit, tls: TLSSocket): Verdict {
    try {
      const verdict = judge(knockOf(request, visit.ip, peerFingerprint(tls)), door)
      if (verdict.kind === 'admit') remember(verdict, visit.ip)
      return verdict
    } catch (thrown) {
      log('trust-unreadable', { reason: (thrown as Error).message })
      return { kind: 'refuse', status: 503, reason: 'it cannot read its list of paired computers' }
    }
  }

  function remember({ fingerprint, by }: Verdict & { kind: 'admit' }, ip: string): void {
    if (by !== 'invitation') return
    const now = wallClock()
    const times = { pairedAt: now, lastSeenAt: now }
    trust.pin({ fingerprint, name: ip, ...times, lastAddress: undefined, via: 'join-code' })
    log('paired', { peer: fingerprint, from: ip, via: 'join-code' })
  }

  /** For people only, so a full disk does not matter here. */
  function noteSeen(fingerprint: string): void {
    try {
      trust.seen(fingerprint, {})
    } catch (thrown) {
      log('trust-unwritable', { reason: (thrown as Error).message })
    }
  }

  function note(ip: string, { reason, counts }: Refusal): void {
    log('refused', { from: ip, reason })
    if (counts && admission.failed(ip)) log('barred', { from: ip })
  }

  function admit(
    { path, fingerprint }: Verdict & { kind: 'admit' },
    visit: Visit,
    request: IncomingMessage,
    head: Buffer,
  ): void {
    const tls = request.socket as TLSSocket
    sockets[path].handleUpgrade(request, tls, head, socket => {
      const address = formatAddress({ host: visit.ip, port: tls.remotePort ?? 0 })
      const link = openLink({ socket, tls, fingerprint, address, path, clock, log: options.log })
      links.add(link)
      link.onClose(() => links.delete(link))
      if (path === 'pair') {
        visit.bearWith()
        link.onClose(clock.after(PAIRING_LINK_MS, () => link.close('the pairing took too long')))
        return options.onPairing(link)
      }
      visit.welcome()
      closeWhenForgotten(link, trust)
      options.onLink(link)
      noteSeen(fingerprint)
    })
  }

  const stopExcluding = trust.onForget(invitations.exclude)
  const stopWatching = watchTrust(trust, clock, log)

  return {
    port: tcp.port,
    close: async () => {
      stopWatching()
      stopExcluding()
      tcp.stop()
      const closed = Object.values(sockets)
        .flatMap(({ clients }) => [...clients])
        .map(socket => new Promise(resolve => socket.once('close', resolve)))
      for (const link of [...links]) link.close(STOPS_LISTENING)
      await atMost(CLOSING_MS, clock, Promise.all(closed))
      await tcp.close()
      server.close()
    },
  }
}

const atMost = (ms: number, clock: Clock, promise: Promise<unknown>): Promise<void> =>
  new Promise(resolve => {
    const cancel = clock.after(ms, resolve)
    void promise.then(() => {
      cancel()
      resolve()
    })
  })
