import { networkInterfaces } from 'node:os'
import { type Clock } from '../../core/ports.js'
import { readNetwork } from './discovery-interfaces.js'
import { openLink } from './discovery-link.js'
import { readHeard, SERVICE_TYPE } from './discovery-record.js'
import { type DoctorPorts, type MulticastTrial, type NamedAddress } from './doctor-ports.js'

const TRIAL_MS = 2_500
/** Time for what comes right behind the packet that was enough, so that the report names everybody [ms]. */
const SETTLE_MS = 300
/** A packet may be lost, and answers to all kinds of services take a moment [ms]. */
const ASK_EVERY_MS = 500
/** What every responder answers, be it of a printer. */
const ANY_SERVICE = '_services._dns-sd._udp.local'
const MDNS_PORT = 5353

export const tryMulticast =
  (clock: Clock): DoctorPorts['multicast'] =>
  async (on, enough) => {
    const own = readNetwork(networkInterfaces).own
    const errors = new Map<string, Error | undefined>()
    const others = new Set<string>()
    const isobars = new Set<string>()
    let ownHeard = false
    let news = (): void => {}

    const hear = (source: string): void => {
      if (own.has(source)) ownHeard = true
      else others.add(source)
      news()
    }
    const trial = (): MulticastTrial => ({
      sent: on.map(({ name }) => ({ name, error: errors.get(name) })),
      ownHeard,
      others: [...others],
      isobars: [...isobars],
    })
    const open = ({ name, address }: NamedAddress) =>
      openLink({
        address,
        port: MDNS_PORT,
        clock,
        onTrouble: error => void errors.set(name, error),
        onQuery: (_names, source) => hear(source),
        onResponse: (records, source) => {
          if (!own.has(source))
            for (const heard of readHeard(records)) if (heard.kind === 'alive') isobars.add(heard.facts.name)
          hear(source)
        },
      })

    const links = on.map(open)
    const stopAsking = every(clock, ASK_EVERY_MS, () => {
      for (const link of links) for (const service of [ANY_SERVICE, SERVICE_TYPE]) link.ask(service)
    })
    await new Promise<void>(resolve => {
      let cancel = clock.after(TRIAL_MS, resolve)
      news = () => {
        if (!enough(trial())) return
        news = () => {}
        cancel()
        cancel = clock.after(SETTLE_MS, resolve)
      }
    })
    stopAsking()
    await Promise.all(links.map(link => link.close(false)))
    return trial()
  }

function every(clock: Clock, ms: number, act: () => void): () => void {
  let cancel = (): void => {}
  const again = (): void => {
    act()
    cancel = clock.after(ms, again)
  }
  again()
  return () => cancel()
}
