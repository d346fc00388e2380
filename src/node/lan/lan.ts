import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { type LanView, type SharingSettings } from '../../shared/lan-contract.js'
import { formatJoinCode } from '../../shared/lan/join-code.js'
import { PEER_PROTOCOL, type PeerHello, SENDS_AWAY } from '../../shared/peer-contract.js'
import { ENGINE } from '../../shared/plan.js'
import { makeAddPeer } from './adding.js'
import { askHello } from './ask-hello.js'
import { createChoices } from './choices.js'
import { createConnector } from './connector.js'
import { cpuSensor, linuxOnBattery } from './courtesy-sensors.js'
import { watchCourtesy } from './courtesy-watch.js'
import { dialPeer } from './dial.js'
import { realDoctorPorts } from './doctor-real.js'
import { diagnose } from './doctor.js'
import { watchTrust } from './guard.js'
import { createHelper } from './helper.js'
import { loadIdentity } from './identity.js'
import { joinByCode } from './join.js'
import { createJournal } from './lan-log.js'
import { type Lan, type LanOptions } from './lan-port.js'
import { lanView } from './lan-view.js'
import { createLookout } from './lookout.js'
import { createPairings } from './pairings.js'
import { type Link } from './ports.js'
import { createReception } from './reception.js'
import { createRemoteFarm } from './remote-farm.js'
import { openTrustStore } from './trust-store.js'
import { createWhereabouts } from './whereabouts.js'

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
  const choices = createChoices({ settings: options.settings, save: options.save, log, changed })
  const mayDiscover = options.discovery !== false && !isLoopback(options.host)
  let leaving = false

  const courtesy = watchCourtesy(clock, choices.now().sharing, {
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
    changed,
  })
  const lookout = createLookout({ clock, log, mayLook: mayDiscover, self: announced, changed: heard })
  const whereabouts = createWhereabouts(lookout, trust)
  const connector = createConnector({
    dial: (expect, address, signal) =>
      dialPeer({ identity, trust, address, path: 'help', expect, clock, log, signal }),
    attach,
    addressesOf: whereabouts.of,
    clock,
    random: Math.random,
    changed,
  })

  function receive(link: Link): void {
    if (leaving) link.close('leaving')
    else if (link.path === 'help' && choices.now().sharing.enabled) helper.serve(link)
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

  function heard(): void {
    for (const { fingerprint } of lookout.peers()) connector.nudge(fingerprint)
    changed()
  }

  function announced() {
    const port = reception.port()
    const shown = !leaving && choices.now().sharing.enabled && port !== undefined
    return shown ? { ...hello(), fingerprint: identity.fingerprint, port } : undefined
  }

  async function setSharing(sharing: SharingSettings): Promise<void> {
    if (sharing.enabled) {
      await reception.open()
      lookout.look()
    }
    helper.forgive()
    choices.share(sharing)
    courtesy.set(sharing)
    lookout.announce()
    if (!sharing.enabled) await helper.dismiss()
  }

  const addPeer = makeAddPeer({
    identity,
    trust,
    hello,
    pairings,
    connector,
    addressesOf: whereabouts.of,
    typed: whereabouts.typed,
    nameOf: fingerprint => lookout.find(fingerprint)?.name,
    remember: choices.use,
    readmit: remote.readmit,
    clock,
    log,
  })

  function removePeer(fingerprint: string): void {
    connector.drop(fingerprint)
    choices.leave(fingerprint)
  }

  const { fingerprint } = identity
  const seen = { lookout, connector, remote, helper, pairings, reception, choices, entries }
  const view = (): LanView => lanView({ name, fingerprint, trust, ...seen })

  const stopCourtesy = courtesy.onChange(changed)
  const stopWatching = watchTrust(trust, clock, log)
  let cancelDrift = clock.after(DRIFT_MS, drift)
  function drift(): void {
    cancelDrift = clock.after(DRIFT_MS, drift)
    if (remote.machines().length > 0 || helper.usage().length > 0) changed()
  }

  const { sharing, use } = choices.now()
  if (sharing.enabled && options.listen !== false) await reception.open().then(lookout.look, () => undefined)
  for (const fingerprint of use) connector.want(fingerprint)
  lookout.announce()

  return {
    farm: { farm: remote, coming: remote.coming },
    view,
    onChange: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    look: lookout.look,
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
      await reception.open()
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
      lookout.announce()
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
      await Promise.all([helper.close(), lookout.close()])
      await reception.close()
    },
  }
}

const isLoopback = (host: string | undefined): boolean =>
  host !== undefined &&
  (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.')))
