import { type Clock } from '../../core/ports.js'
import { type DoctorCheck, type DoctorReport } from '../../shared/lan-contract.js'
import { parseAddress } from '../../shared/lan/address.js'
import { PEER_PROTOCOL } from '../../shared/peer-contract.js'
import { ENGINE } from '../../shared/plan.js'
import { readNetwork } from './discovery-interfaces.js'
import { type Case, once, skipped, type Verdict } from './doctor-case.js'
import { checkHearing, checkInterfaces, checkSending } from './doctor-network.js'
import { checkClock, checkTls, checkVersion } from './doctor-peer.js'
import { type DoctorPorts, type MulticastTrial } from './doctor-ports.js'
import { checkFirewall, checkPort } from './doctor-reach.js'
import { type Announcement, type Identity } from './ports.js'

export interface DoctorQuestion {
  readonly identity?: Pick<Identity, 'fingerprint'> | undefined
  readonly announcement?: Announcement | undefined
  /** Port this process listens on; without it one is opened for the examination. */
  readonly listenerPort?: number | undefined
  /** Port that would be listened on; default: any. */
  readonly wantedPort?: number | undefined
  /** The one address this computer listens on; undefined: all. */
  readonly host?: string | undefined
  /** False where this computer neither looks for others nor announces itself: then nothing is multicast. */
  readonly discovery?: boolean
  /** `host:port` of the other computer the way to which is in question. */
  readonly address?: string | undefined
  readonly ports: DoctorPorts
  readonly clock: Clock
}

interface Step {
  readonly id: DoctorCheck['id']
  readonly label: string
  /** Checks without whose passing this one would say nothing. */
  readonly needs: readonly DoctorCheck['id'][]
  readonly check: (the: Case) => Verdict | Promise<Verdict>
}

const CHAIN: readonly Step[] = [
  { id: 'interfaces', label: 'Network interfaces', needs: [], check: checkInterfaces },
  { id: 'multicast-send', label: 'Multicast out', needs: ['interfaces'], check: checkSending },
  { id: 'multicast-receive', label: 'Multicast back', needs: ['multicast-send'], check: checkHearing },
  { id: 'port', label: 'Port', needs: [], check: checkPort },
  { id: 'firewall', label: 'Firewall', needs: ['interfaces', 'port'], check: checkFirewall },
  { id: 'tls', label: 'Encrypted connection', needs: ['firewall'], check: checkTls },
  { id: 'version', label: 'Version', needs: ['tls'], check: checkVersion },
  { id: 'clock', label: 'Clock', needs: ['tls'], check: checkClock },
]
const NEED_A_PEER: readonly DoctorCheck['id'][] = ['tls', 'version', 'clock']

/** Longest wait for the hello of the other side [ms]. */
const HELLO_MS = 8_000

/**
 * Tests the links of the chain between two Isobars one after the other; takes some seconds.
 * Rejects with `input/invalid` for an address that is none.
 */
export async function diagnose(question: DoctorQuestion): Promise<DoctorReport> {
  const the = openCase(question)
  const checks: DoctorCheck[] = []
  for (const { id, label, needs, check } of CHAIN) {
    const missing = checks.find(done => needs.includes(done.id) && done.state !== 'passed')
    const verdict =
      NEED_A_PEER.includes(id) && !the.peer
        ? skipped('No other computer was named')
        : NEED_A_PEER.includes(id) && !question.ports.askHello
          ? skipped('Not asked for')
          : missing
            ? skipped(`Says nothing before "${missing.label}" passes`)
            : await check(the)
    checks.push({ id, label, ...verdict })
  }
  return { checks }
}

function openCase(question: DoctorQuestion): Case {
  const { ports, announcement, address } = question
  const peer = address === undefined ? undefined : { address, ...parseAddress(address) }
  const dial = once(() => ports.connect(peer!.host, peer!.port))
  return {
    ports,
    ownFingerprint: question.identity?.fingerprint ?? announcement?.fingerprint,
    own: announcement ?? { protocol: PEER_PROTOCOL, engine: ENGINE },
    listenerPort: question.listenerPort ?? announcement?.port,
    wantedPort: question.wantedPort ?? 0,
    host: question.host,
    discovery: question.discovery !== false,
    peer,
    dial,
    multicast: once(async () => {
      const { speakOn, own } = readNetwork(ports.interfaces)
      const remote = peer && (await dial()).remote
      const wanted = remote !== undefined && !own.has(remote) ? remote : undefined
      const enough = ({ ownHeard, others }: MulticastTrial): boolean =>
        ownHeard && (wanted === undefined ? others.length > 0 : others.includes(wanted))
      return ports.multicast(speakOn, enough)
    }),
    hello: once(() => inTime(question.clock, HELLO_MS, ports.askHello!(peer!.address))),
  }
}

async function inTime<T>(clock: Clock, ms: number, answer: Promise<T>): Promise<T> {
  let cancel = (): void => {}
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(ms, () => reject(new Error(`no hello within ${ms / 1000} s`)))
  })
  return Promise.race([answer, late]).finally(() => cancel())
}
