import { type JobOptions } from '../node/desk/job.js'
import { type Lan } from '../node/lan/lan-port.js'
import { type MachineView } from '../shared/owner-contract.js'
import { type PairingView } from '../shared/lan-contract.js'
import { IsobarError } from '../shared/errors.js'
import { answerPairings } from './answer-pairings.js'
import type { Host } from './host.js'
import { openLanFor } from './lan.js'
import { duration, group } from './progress-line.js'

const HOUR_MS = 3_600_000

/** Other computers on the command line of `run` and `resume`. */
export interface WithPeers {
  readonly peer?: readonly string[]
  readonly invite?: true
  readonly inviteUses?: number
  readonly inviteHours?: number
  readonly peerPort?: number
  /** Share of the points of others that is computed twice [0, 1]. */
  readonly audit?: number
  readonly quiet?: true
}

/** What of it a job has to know. */
export const jobPeers = (
  lan: Lan | undefined,
  { audit }: WithPeers,
): Pick<JobOptions, 'remote' | 'auditShare'> => ({
  ...(lan && { remote: lan.farm }),
  ...(audit !== undefined && { auditShare: audit }),
})

/** Connects to the computers that are named, and makes a join code for those who will dial; undefined: none. */
export async function openPeers(options: WithPeers, host: Host): Promise<Lan | undefined> {
  const { peer: peers = [], invite, inviteUses: uses = 1, inviteHours = 24 } = options
  if (peers.length === 0 && !invite) return undefined
  let ending = false
  const lan = await openLanFor(host, {
    log: (event, { name, cores, lanes = cores, reason } = {}) => {
      if (options.quiet || ending || name === undefined) return
      if (event === 'helper-came') host.terminal.err(`note: ${name} helps, ${lanes} of its ${cores} cores\n`)
      if (event === 'helper-left') host.terminal.err(`note: ${name} helps no more: ${reason}\n`)
    },
    ...(options.peerPort !== undefined && { port: options.peerPort }),
  })
  const close = (): Promise<void> => {
    ending = true
    return lan.close()
  }
  try {
    for (const peer of peers) await add(lan, peer, host)
    if (invite) {
      const { code } = await lan.invite({ validMs: inviteHours * HOUR_MS, uses })
      const often = uses === 1 ? 'once' : `${uses} times`
      host.terminal.err(
        `join code, good ${often} within ${duration(inviteHours * 3600)}:\n  isobar peer --join ${code}\n`,
      )
    }
    return { ...lan, close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

async function add(lan: Lan, peer: string, host: Host): Promise<void> {
  if (peer.includes('+')) return lan.addPeer({ code: peer })
  const stopAnswering = answerPairings(lan, host)
  try {
    await lan.addPeer({ address: peer })
    const pairing = lan.view().pairings.find(({ incoming }) => !incoming)
    if (pairing) await pairingOver(lan, pairing, peer)
  } finally {
    stopAnswering()
  }
}

function pairingOver(lan: Lan, { fingerprint, name }: PairingView, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = lan.onChange(() => {
      const { pairings, peers } = lan.view()
      if (pairings.some(pairing => pairing.fingerprint === fingerprint)) return
      stop()
      if (peers.find(peer => peer.fingerprint === fingerprint)?.paired) return resolve()
      const remedy = `Pair the two with a person at both, or use the join code that \`isobar peer\` prints there.`
      reject(
        new IsobarError(
          'peer/not-paired',
          `${name} (${address}) is not paired with this computer. ${remedy}`,
          {
            fingerprint,
          },
        ),
      )
    })
  })
}

/** Who computed how much, one line a machine; nothing when only this one did. */
export const machineLines = (machines: readonly MachineView[]): string =>
  machines.length < 2
    ? ''
    : machines
        .map(
          ({ machine, points, share, audited, setAside }) =>
            `  ${machine}: ${group(points)} points, ${Math.round(100 * share)} %` +
            `${audited > 0 ? `, ${group(audited)} checked` : ''}${setAside ? ', set aside' : ''}\n`,
        )
        .join('')
