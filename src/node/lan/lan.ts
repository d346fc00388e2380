import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { type LanView, type SharingSettings } from '../../shared/lan-contract.js'
import { formatAddress } from '../../shared/lan/address.js'
import { formatJoinCode } from '../../shared/lan/join-code.js'
import { PEER_PROTOCOL, type PeerHello, SENDS_AWAY } from '../../shared/peer-contract.js'
import { ENGINE } from '../../shared/plan.js'
import { makeAddPeer } from './adding.js'
import { askHello } from './ask-hello.js'
import { createConnector } from './connector.js'
import { cpuSensor, linuxOnBattery } from './courtesy-sensors.js'
import { watchCourtesy } from './courtesy-watch.js'
import { dialPeer } from './dial.js'
import { createDiscovery } from './discovery.js'
import { realDoctorPorts } from './doctor-real.js'
import { diagnose } from './doctor.js'
import { watchTrust } from './guard.js'
import { createHelper } from './helper.js'
import { loadIdentity } from './identity.js'
import { joinByCode } from './join.js'
import { createJournal } from './lan-log.js'
import { type Lan, type LanOptions } from './lan-port.js'
import { type LanSettings } from './lan-settings.js'
import { createPairings } from './pairings.js'
import { peerViews } from './peer-book.js'
import { type Discovery, type Link } from './ports.js'
import { createReception } from './reception.js'
import { createRemoteFarm } from './remote-farm.js'
import { openTrustStore } from './trust-store.js'

/** How long a join code made in the interface is good for [ms]. */
const INVITATION_MS = 60 * 60 * 1000
/** Numbers that only drift, such as round trips, are told this often while there is something to tell [ms]. */
const DRIFT_MS = 2000

/**
 * Opens the view on other computers: makes or reads the identity, listens where this computer is shared, and
 * connects to the computers that were in use. Rejects when the identity cannot be read or made.
 */
export async function openLan(options: LanOptions): Promise<Lan> {
  const { folder, name, version, fork, clock, wallClock } = options
  const identity = await loadIdentity(folder, name)
  const trust = openTrustStore(folder)
  const cores = availableParallelism()
  const hello = (): PeerHello => ({ protocol: PEER_PROTOCOL, engine: ENGINE, version, name, cores })
  const listeners = new Set<() => void>()
  const changed = (): void => listeners.forEach(listener => listener())
  const { log, entries } = createJournal(wallClock, options.log, changed)
  const typed = new Map<string, readonly string[]>()
  const mayDiscover = options.discovery !== false && !isLoopback(options.host)
  let settings = options.settings
  let discovery: Discovery | undefined
  let problem: string | undefined
  let leaving = false

  const courtesy = watchCourtesy(clock, settings.sharing, {
    cores,
    busyOthers: cpuSensor(() => helper.usage().reduce((lanes, guest) => lanes + guest.lanes, 0)),
    onBattery: options.onBattery ?? linuxOnBattery,
    userIdleMs: options.userIdleMs ?? (() => undefined),
  })
  const helper = createHelper({ fork, clock, wallClock, hello: hello(), log, courtesy })
  const remote = createRemoteFarm({ clock, log, hello: hello() })
  const pairings = createPairings({ identity, name, trust, log, changed })
  const reception = createReception({
    identity,
    trust,
    hello,
    onLink: receive,
    onPairing: link => void pairings.run(link, { incoming: true }),
    pairing: pairings.asking,
    log,
    clock,
    wallClock,
    port: options.port,
    host: options.host,
  })
  const connector = createConnector({
    dial: (fingerprint, addresses, signal) =>
      dialPeer({
        identity,
        trust,
        address: addresses,
        path: 'help',
        expect: fingerprint,
        clock,
        log,
        signal,
      }),
    attach,
    addressesOf,
    clock,
    random: Math.random,
    changed,
  })

  function receive(link: Link): void {
    if (leaving) link.close('leaving')
    else if (link.path === 'help' && settings.sharing.enabled) helper.serve(link)
    else if (link.path === 'help') link.close('this computer is not shared')
    else attach(link).catch((thrown: Error) => log('helper-refused', { reason: thrown.message }))
    link.onClose(changed)
  }

  async function attach(link: Link): Promise<PeerHello> {
    const theirs = await remote.attach(link)
    // From now on it is known by the name it gives itself, not by the address it came from.
    const facts = { name: theirs.name, ...(link.path === 'help' && { address: link.address }) }
    try {
      trust.seen(link.fingerprint, facts)
    } catch (thrown) {
      log('trust-unwritable', { reason: (thrown as Error).message })
    }
    return theirs
  }

  /** Where a computer may be: heard of, typed, remembered; each once. */
  function addressesOf(fingerprint: string): string[] {
    const heard = discovery?.peers().find(peer => peer.fingerprint === fingerprint)
    const announced = heard?.addresses.map(host => formatAddress({ host, port: heard.port })) ?? []
    const last = trust.find(fingerprint)?.lastAddress
    return [...new Set([...announced, ...(typed.get(fingerprint) ?? []), ...(last ? [last] : [])])]
  }

  function look(): void {
    if (discovery || !mayDiscover) return
    discovery = createDiscovery({ clock, onChange: heard, log })
    announce()
  }

  function heard(): void {
    for (const { fingerprint } of discovery?.peers() ?? []) connector.nudge(fingerprint)
    changed()
  }

  // Short and plain, as the announcement wants it.
  const instance = randomUUID().replaceAll('-', '')
  function announce(): void {
    const port = reception.port()
    const shown = settings.sharing.enabled && port !== undefined
    discovery?.announce(shown ? { ...hello(), fingerprint: identity.fingerprint, instance, port } : undefined)
  }

  async function openDoor(): Promise<void> {
    try {
      await reception.open()
      problem = undefined
    } catch (thrown) {
      problem = (thrown as Error).message
      log('not-listening', { reason: problem })
      throw thrown
    } finally {
      changed()
    }
  }

  function keep(next: LanSettings): void {
    settings = next
    try {
      options.save?.(next)
    } catch (thrown) {
      log('settings-unwritable', { reason: (thrown as Error).message })
    }
    changed()
  }

  function remember(fingerprint: string): void {
    keep({ ...settings, use: [...new Set([...settings.use, fingerprint])] })
  }

  async function setSharing(sharing: SharingSettings): Promise<void> {
    if (sharing.enabled) {
      await openDoor()
      look()
    }
    keep({ ...settings, sharing })
    courtesy.set(sharing)
    announce()
    if (!sharing.enabled) await helper.dismiss()
  }

  const addPeer = makeAddPeer({
    identity,
    trust,
    hello,
    pairings,
    connector,
    addressesOf,
    typed: (fingerprint, addresses) => typed.set(fingerprint, addresses),
    nameOf: fingerprint => discovery?.peers().find(peer => peer.fingerprint === fingerprint)?.name,
    remember,
    clock,
    log,
  })

  function removePeer(fingerprint: string): void {
    connector.drop(fingerprint)
    keep({ ...settings, use: settings.use.filter(other => other !== fingerprint) })
  }

  /** What the connector knows, with what the links tell; helpers that dialled us are there, too. */
  function connections(): ReturnType<typeof connector.connections> {
    const all = new Map(connector.connections())
    for (const { fingerprint, machine, hello, rttMs, lanes, reason } of remote.machines()) {
      const { cores, version } = hello
      const known = all.get(fingerprint)
      // The name under which its work is shown.
      const facts = { name: machine, cores, version, rttMs, lanes, lanesNote: reason }
      all.set(fingerprint, {
        note: undefined,
        address: known?.address ?? trust.find(fingerprint)?.lastAddress ?? '',
        ...facts,
        state: 'connected',
      })
    }
    return all
  }

  function view(): LanView {
    return {
      self: {
        name,
        fingerprint: identity.fingerprint,
        addresses: reception.addresses(),
        problem: problem ?? (settings.sharing.enabled ? discovery?.problem() : undefined),
      },
      peers: peerViews({
        own: { fingerprint: identity.fingerprint, protocol: PEER_PROTOCOL, engine: ENGINE },
        trusted: trust.list(),
        seen: discovery?.peers() ?? [],
        connections: connections(),
      }),
      pairings: pairings.views(),
      guests: helper.usage(),
      sharing: settings.sharing,
      log: entries(),
    }
  }

  const stopCourtesy = courtesy.onChange(changed)
  const stopWatching = watchTrust(trust, clock, log)
  let cancelDrift = clock.after(DRIFT_MS, drift)
  function drift(): void {
    cancelDrift = clock.after(DRIFT_MS, drift)
    if (remote.machines().length > 0 || helper.usage().length > 0) changed()
  }

  if (settings.sharing.enabled && options.listen !== false) await openDoor().then(look, () => undefined)
  for (const fingerprint of settings.use) connector.want(fingerprint)
  announce()

  return {
    farm: { farm: remote, coming: remote.coming },
    view,
    onChange: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    look,
    addPeer,
    removePeer,
    answerPairing: pairings.answer,
    forgetPeer: fingerprint => {
      removePeer(fingerprint)
      trust.forget(fingerprint)
      changed()
    },
    setSharing,
    invite: async ({ validMs = INVITATION_MS, uses = 1 } = {}) => {
      await openDoor()
      const { secret, expiresAt } = reception.invitations.make({ validMs, uses })
      const addresses = reception.addresses()
      return {
        code: formatJoinCode({ addresses, fingerprint: identity.fingerprint, secret, expiresAt }),
        expiresAt,
      }
    },
    dismissGuests: () => helper.dismiss(SENDS_AWAY),
    leave: async () => {
      leaving = true
      discovery?.announce(undefined)
      await helper.dismiss()
    },
    diagnose: address =>
      diagnose({
        identity,
        listenerPort: reception.port(),
        host: options.host,
        discovery: mayDiscover,
        address,
        ports: realDoctorPorts(clock, where => askHello(where, { clock })),
        clock,
      }),
    join: async code => {
      const link = await joinByCode({ identity, code, path: 'join', trust, clock, log })
      helper.serve(link)
      return link
    },
    port: reception.port,
    close: async () => {
      cancelDrift()
      listeners.clear()
      pairings.close()
      connector.close()
      stopCourtesy()
      stopWatching()
      courtesy.close()
      await Promise.all([helper.close(), discovery?.close()])
      await reception.close()
    },
  }
}

const isLoopback = (host: string | undefined): boolean =>
  host !== undefined &&
  (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.')))
