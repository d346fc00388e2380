import { heading, noteLine } from '../support/report.mjs'
import { installation, startPeer } from './installation.mjs'
import { mapOf } from './maps.mjs'

const PEERS = 32
const N = 1000

/** Many headless peers of one worker each dial one owner with one join code. */
export async function benchMany({ kase, progress }) {
  const owner = installation()
  const started = performance.now()
  const peers = []
  let came = 0
  let allIn
  let begin

  async function bring(code) {
    begin = performance.now()
    const join = ['--join', code, '--workers', 1]
    peers.push(
      ...(await Promise.all(
        Array.from({ length: PEERS }, (_, k) => startPeer([...join, '--name', `node${k}`])),
      )),
    )
  }

  let bringing
  const onStderr = line => {
    const code = /--join (isobar1\S+)/.exec(line)?.[1]
    if (code) bringing = bring(code)
    if (!/^note: .* helps/.test(line)) return
    progress(`${++came} of ${PEERS} peers are in`)
    if (came === PEERS) allIn = performance.now() - begin
  }
  try {
    const invitation = ['--invite', '--invite-uses', PEERS, '--peer-port', 0]
    const map = await mapOf(owner, kase, N, 0, invitation, { onStderr })
    await bringing
    const exits = await Promise.all(peers.map(({ gone }) => gone.then(([code]) => code)))
    progress('')
    const helped = map.machines.filter(({ points }) => points > 0).length
    const right = map.solved === N * N && map.certified === N * N

    heading(`LAN: ${PEERS} headless peers of one worker on one owner, ${N} x ${N}`)
    noteLine(
      allIn === undefined ? `${came} came before the end` : `all in after ${(allIn / 1000).toFixed(1)} s`,
    )
    noteLine(
      `${helped} computed; ${map.solved} of ${N * N} points solved, ${map.certified} certified: ${right ? 'right' : 'WRONG'}`,
    )
    noteLine(`${exits.filter(code => code === 0).length} left with exit code 0 when it was done`)
    return {
      allInMs: allIn,
      came,
      helped,
      solved: map.solved,
      certified: map.certified,
      exits,
      wallMs: performance.now() - started,
    }
  } finally {
    await Promise.all(peers.map(peer => peer.stop()))
    owner.remove()
  }
}
