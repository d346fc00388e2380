import { type LanView } from '../../shared/lan-contract.js'
import { PEER_PROTOCOL } from '../../shared/peer-contract.js'
import { ENGINE } from '../../shared/plan.js'
import { type Choices } from './choices.js'
import { type Connector } from './connector.js'
import { type Helper } from './helper.js'
import { type LanJournal } from './lan-log.js'
import { type Lookout } from './lookout.js'
import { type Pairings } from './pairings.js'
import { type PeerConnection, peerViews } from './peer-book.js'
import { type TrustStore } from './ports.js'
import { type Reception } from './reception.js'
import { type RemoteFarm } from './remote-farm.js'

/** What knows something that people can see. */
export interface LanParts {
  readonly name: string
  readonly fingerprint: string
  readonly trust: TrustStore
  readonly lookout: Lookout
  readonly connector: Connector
  readonly remote: RemoteFarm
  readonly helper: Helper
  readonly pairings: Pairings
  readonly reception: Reception
  readonly choices: Choices
  readonly entries: LanJournal['entries']
}

export function lanView(parts: LanParts): LanView {
  const { name, fingerprint, trust, lookout, remote, helper, reception } = parts
  const { sharing } = parts.choices.now()
  return {
    self: {
      name,
      fingerprint,
      addresses: reception.addresses(),
      problem: reception.problem() ?? (sharing.enabled ? lookout.problem() : undefined),
    },
    peers: peerViews({
      own: { fingerprint, protocol: PEER_PROTOCOL, engine: ENGINE },
      trusted: trust.list(),
      seen: lookout.peers(),
      aside: remote.setAside(),
      connections: connectionsOf(parts),
    }),
    pairings: parts.pairings.views(),
    guests: helper.usage(),
    distrust: helper.distrust(),
    sharing,
    log: parts.entries(),
  }
}

/** What the connector knows, with what the links tell; helpers that dialled us are there, too. */
function connectionsOf({ connector, remote, trust }: LanParts): ReadonlyMap<string, PeerConnection> {
  const all = new Map(connector.connections())
  for (const { fingerprint, machine, hello, rttMs, lanes, reason } of remote.machines()) {
    const { cores, version } = hello
    all.set(fingerprint, {
      state: 'connected',
      note: undefined,
      address: all.get(fingerprint)?.address ?? trust.find(fingerprint)?.lastAddress ?? '',
      // The name under which its work is shown.
      name: machine,
      cores,
      version,
      rttMs,
      lanes,
      lanesNote: reason,
    })
  }
  return all
}
