import { readNetwork } from './discovery-interfaces.js'
import { type Case, failed, passed, type Verdict } from './doctor-case.js'
import { connectFailure, type Failure, firewallRemedy } from './doctor-remedies.js'

/** Whether others could connect to this computer, as far as that can be told from within. */
export async function checkPort(the: Case): Promise<Verdict> {
  const { ports, listenerPort, host } = the
  if (listenerPort !== undefined) {
    const { outcome, code } = await ports.connect(host ?? '127.0.0.1', listenerPort)
    if (outcome === 'open') return passed(`Isobar answers on port ${listenerPort}`)
    return failed({
      detail: `Isobar should answer on port ${listenerPort}, but does not (${code ?? outcome}).`,
      remedy: 'Turn sharing off and on again; if that does not help, start Isobar again.',
    })
  }
  try {
    const listener = await ports.listen(the.wantedPort, the.host)
    await listener.close()
    return passed(`Port ${listener.port} is free to listen on; sharing is off`)
  } catch (thrown) {
    return failed(listenFailure(thrown as NodeJS.ErrnoException, the.wantedPort))
  }
}

export async function checkFirewall(the: Case): Promise<Verdict> {
  const { ports, peer } = the
  const closed = await closedAddress(the)
  if (closed !== undefined)
    return failed({
      detail: `Our own port is closed at our address ${closed.address}, although it answers on the loopback.`,
      remedy: firewallRemedy(ports.platform, closed.port),
    })
  const inward = 'The own addresses answer from within; whether others get in, only another computer can tell'
  if (!peer) return passed(`${inward}: name one`)
  const trial = await the.dial()
  if (trial.outcome === 'open') return passed(`${peer.address} accepts connections`)
  const gateway = the.discovery ? await ports.gateway() : undefined
  return failed(connectFailure(trial, peer.address, gateway, ports.platform))
}

/** An address of ours at which our own listener, or one made for the purpose, cannot be reached. */
async function closedAddress(the: Case): Promise<{ address: string; port: number } | undefined> {
  const { ports } = the
  const listener =
    the.listenerPort === undefined
      ? await ports.listen(the.wantedPort, the.host).catch(() => undefined)
      : { port: the.listenerPort, close: () => Promise.resolve() }
  if (!listener) return undefined
  try {
    for (const address of ownAddresses(the)) {
      const { outcome } = await ports.connect(address, listener.port)
      if (outcome !== 'open') return { address, port: listener.port }
    }
    return undefined
  } finally {
    await listener.close()
  }
}

const ownAddresses = ({ host, ports }: Case): readonly string[] =>
  host === undefined ? readNetwork(ports.interfaces).speakOn.map(({ address }) => address) : [host]

function listenFailure({ code, message }: NodeJS.ErrnoException, port: number): Failure {
  if (code === 'EADDRINUSE')
    return {
      detail: `Port ${port} is in use by another program (EADDRINUSE).`,
      remedy: 'End that program, which may be another Isobar, or choose another port.',
    }
  if (code === 'EACCES')
    return {
      detail: `This computer does not let Isobar listen on port ${port} (EACCES).`,
      remedy: 'Choose a port from 1024 on.',
    }
  return { detail: `Cannot listen on port ${port}: ${message}.`, remedy: 'Choose another port.' }
}
