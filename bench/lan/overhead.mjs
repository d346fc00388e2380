import { heading, noteLine, rateLine, ratioLine } from '../support/report.mjs'
import { inRounds, median, ratioOf } from '../support/rounds.mjs'
import { installation, startPeer } from './installation.mjs'
import { mapOf } from './maps.mjs'

const N = 300
/** Least share of the rate of a local worker that a peer on the same computer is to reach. */
const GOAL = 0.9

/** One worker of a peer on this computer against one worker of the owner. */
export async function benchOverhead({ kase, rounds, progress }) {
  const home = installation()
  const peer = await startPeer(['--workers', 1, '--port', 0, '--uses', 500])
  try {
    const measured = await inRounds(
      {
        local: () => mapOf(home, kase, N, 1, ['--quiet']),
        peer: () => mapOf(home, kase, N, 0, ['--quiet', '--peer', peer.joinCode]),
      },
      rounds,
      progress,
    )
    const rates = Object.fromEntries(
      Object.entries(measured).map(([name, runs]) => [name, runs.map(run => run.pointsPerSecond)]),
    )
    const busy = runs => median(runs.map(({ solveMs, wallMs }) => wallMs - solveMs))
    heading(`LAN: case B on ${N} x ${N}, from the start of the workers to the last saved answer`)
    rateLine('1 worker of the owner', median(rates.local))
    rateLine('1 worker of a peer on this computer', median(rates.peer))
    const ratio = ratioOf(rates.peer, rates.local)
    ratioLine('peer / local', ratio, GOAL)
    const [local, there] = [busy(measured.local), busy(measured.peer)]
    noteLine(`not computing: ${local.toFixed(0)} ms of the local map, ${there.toFixed(0)} ms of the other`)
    return { rates, ratio, notComputingMs: { local, peer: there } }
  } finally {
    await peer.stop()
    home.remove()
  }
}
