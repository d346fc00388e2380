import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitingWorkers } from './waiting-workers.mjs'

const quiet = () => undefined

/** An installation with a list of trusted peers in a folder of its own. */
function install(parts, name) {
  const folder = mkdtempSync(join(tmpdir(), 'isobar-bench-'))
  const trust = parts.openTrustStore(folder)
  return {
    name,
    identity: parts.identities[name],
    trust,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const pin = (one, other) =>
  one.trust.pin({
    fingerprint: other.identity.fingerprint,
    name: other.name,
    pairedAt: 0,
    lastSeenAt: 0,
    lastAddress: undefined,
    via: 'compared',
  })

const helloOf = (parts, name, cores) => ({
  protocol: parts.PEER_PROTOCOL,
  engine: parts.ENGINE,
  version: '0',
  name,
  cores,
})

/** A computer that helps: the real helper behind the real door, with workers that wait. */
async function openHost(parts, owner, { name, cores, msPerPoint }) {
  const { clock, wallClock } = parts
  const installed = install(parts, name)
  pin(installed, owner)
  pin(owner, installed)
  const hello = helloOf(parts, name, cores)
  const helper = parts.createHelper({
    fork: waitingWorkers(parts, msPerPoint),
    clock,
    wallClock,
    hello,
    log: quiet,
    courtesy: { allowance: () => ({ lanes: cores, reason: undefined }), onChange: () => quiet },
  })
  const listener = await parts.listenForPeers({
    identity: installed.identity,
    trust: installed.trust,
    invitations: parts.createInvitations(Date.now),
    hello: () => hello,
    onLink: helper.serve,
    onPairing: link => link.close('nobody pairs here'),
    log: quiet,
    host: '127.0.0.1',
  })
  return {
    address: `127.0.0.1:${listener.port}`,
    fingerprint: installed.identity.fingerprint,
    close: async () => {
      await helper.close()
      await listener.close()
      installed.remove()
    },
  }
}

/**
 * Sweeps a plan with the given hosts over TLS on loopback, all in this process.
 * @param hosts [{name, cores, msPerPoint}]
 * @returns time from the first lane to the last answer [ms], and points by host
 */
export async function sweepOn(parts, plan, hosts) {
  const { clock, wallClock } = parts
  const owner = install(parts, 'owner')
  const farm = parts.createRemoteFarm({ clock, log: quiet, hello: helloOf(parts, 'owner', 1) })
  const opened = []
  try {
    for (const host of hosts) {
      const helper = await openHost(parts, owner, host)
      opened.push(helper)
      const { identity, trust } = owner
      const { address, fingerprint } = helper
      await farm.attach(
        await parts.dialPeer({ identity, trust, address, path: 'help', expect: fingerprint, clock }),
      )
    }
    let first
    const pointsOf = {}
    const ledger = parts.createLedger(plan)
    const timed = {
      open: (plan, planId, listener) =>
        farm.open(plan, planId, {
          ...listener,
          joined: executor => {
            first ??= performance.now()
            listener.joined(executor)
          },
        }),
    }
    let lastAnswer
    const sweep = parts.startSweep({
      plan,
      planId: 'article',
      ledger,
      farm: timed,
      store: {
        append: async slices => {
          for (const { executor, from, to } of slices) {
            const machine = executor.split('/')[0]
            pointsOf[machine] = (pointsOf[machine] ?? 0) + to - from
          }
        },
      },
      clock,
      wallClock,
      random: Math.random,
      workers: 0,
      listener: {
        changed: () => (lastAnswer = performance.now()),
        progress: quiet,
        trouble: error => {
          throw error
        },
      },
    })
    await sweep.finished
    const { solved } = ledger.counts()
    if (solved !== ledger.points) throw new Error(`${solved} of ${ledger.points} points solved`)
    return { ms: lastAnswer - first, pointsOf }
  } finally {
    await Promise.all(opened.map(helper => helper.close()))
    owner.remove()
  }
}
