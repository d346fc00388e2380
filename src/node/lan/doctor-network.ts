import { readNetwork } from './discovery-interfaces.js'
import { type Case, failed, passed, skipped, type Verdict } from './doctor-case.js'
import { type DoctorPorts } from './doctor-ports.js'
import { BY_ADDRESS, firewallRemedy, isolation, sendFailure } from './doctor-remedies.js'

export function checkInterfaces({ ports, host, discovery }: Case): Verdict {
  if (host !== undefined && !discovery) return passed(`Only ${host} is used, as ISOBAR_HOST asks`)
  const { leadsOut, speakOn } = readNetwork(ports.interfaces)
  if (!leadsOut)
    return failed({
      detail: 'No interface has an address besides the loopback.',
      remedy: 'Connect this computer to the network by cable or Wi-Fi.',
    })
  return passed(speakOn.map(({ name, address }) => `${name} ${address}`).join(', '))
}

export async function checkSending({ ports, multicast, discovery }: Case): Promise<Verdict> {
  if (!discovery) return skipped(`Other computers are not looked for. ${BY_ADDRESS}`)
  const { sent } = await multicast()
  const broken = sent.filter(({ error }) => error)
  const working = sent.filter(({ error }) => !error).map(({ name }) => name)
  const [first] = broken
  if (working.length === 0 && first?.error) return failed(sendFailure(first.error, ports.platform))
  const beside = broken.length > 0 ? `, not on ${broken.map(({ name }) => name).join(', ')}` : ''
  return passed(`Sent on ${working.join(', ')}${beside}`)
}

/** That our own packet comes back proves this computer; only another one that is heard proves the network. */
export async function checkHearing({ ports, multicast, peer, dial }: Case): Promise<Verdict> {
  const { ownHeard, others, isobars } = await multicast()
  if (!ownHeard && others.length === 0)
    return failed({
      detail: 'Not even our own packet came back: this computer drops multicast.',
      remedy: firewallRemedy(ports.platform, 'mdns'),
    })
  const { outcome, remote } = (peer && (await dial())) ?? {}
  const isThere = outcome === 'open' || outcome === 'refused'
  if (isThere && isElsewhere(remote, ports) && !others.includes(remote))
    return failed(isolation('it can be reached directly', remote))
  if (others.length > 0) {
    const names = isobars.length > 0 ? `; Isobars: ${isobars.join(', ')}` : '; no Isobar among them'
    return passed(`Heard ${others.join(', ')}${names}`)
  }
  const gateway = await ports.gateway()
  if (gateway !== undefined) return failed(isolation(`the gateway ${gateway} answers`))
  return skipped(
    `Our own packet came back, but no other computer is known here that could be heard. ${BY_ADDRESS}`,
  )
}

const isElsewhere = (address: string | undefined, { interfaces }: DoctorPorts): address is string =>
  address !== undefined && !readNetwork(interfaces).own.has(address)
