import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { ip, killNamespace, namespaces, run } from './netns-command.js'

/** A host in a network namespace of its own, on one or more switches. */
export interface NetHost {
  /** Of the first interface. */
  readonly address: string
  /** Runs a Node script in it, with a message channel. Killed at the latest when the network closes. */
  readonly run: (script: string, args?: readonly string[]) => ChildProcess
  /** Words in front of a command that run it in this host. */
  readonly enter: readonly string[]
  /** Adds an interface on another switch; its address. */
  readonly attach: (toSwitch: number) => string
  /** Pulls the cable out of the switch, or puts it back. */
  readonly setLink: (up: boolean, nic?: number) => void
  readonly setAddress: (address: string, nic?: number) => void
  /** Takes every address away but one, link-local and of IPv6; returns that, without its zone. */
  readonly setIpv6Only: (nic?: number) => string
  /** Limits what this host hears [Mbit/s]. */
  readonly limitRate: (mbit: number, nic?: number) => void
  /** Whether the switch keeps this host apart from other such hosts, as a Wi-Fi with client isolation does. */
  readonly setIsolated: (apart: boolean, nic?: number) => void
  /** Sends what is for elsewhere to another host. */
  readonly setGateway: (address: string | undefined) => void
  /** Whether the switch hands multicast on to this host; unicast and broadcast always pass. */
  readonly setMulticast: (passes: boolean, nic?: number) => void
}

export interface TestNetwork {
  readonly addHost: () => NetHost
  /** Kills what runs in the hosts and takes everything down. */
  readonly close: () => void
}

let counter = 0

/**
 * A network of namespaces: each switch is a bridge in a namespace without any way out, so that nothing a
 * test does reaches a real interface. Addresses are 10.77.<switch>.<host>/24. Needs `canMakeHosts()`.
 */
export function createNetwork(): TestNetwork {
  sweepUp()
  const prefix = `isobar-${process.pid}-${randomBytes(2).toString('hex')}${counter++}`
  const made: string[] = []
  const switches = new Map<number, string>()

  function addNamespace(name: string): string {
    ip('netns', 'add', name)
    made.push(name)
    ip('-n', name, 'link', 'set', 'lo', 'up')
    return name
  }

  function switchSpace(number: number): string {
    const known = switches.get(number)
    if (known !== undefined) return known
    const space = addNamespace(`${prefix}-s${number}`)
    ip('-n', space, 'link', 'add', 'br0', 'type', 'bridge', 'mcast_snooping', '0', 'forward_delay', '0')
    ip('-n', space, 'link', 'set', 'br0', 'up')
    switches.set(number, space)
    return space
  }

  let hosts = 0
  function addHost(): NetHost {
    const number = ++hosts
    const space = addNamespace(`${prefix}-h${number}`)
    const cables: { readonly space: string; readonly port: string }[] = []

    function attach(toSwitch: number): string {
      const nic = `eth${cables.length}`
      const cable = { space: switchSpace(toSwitch), port: `p${number}` }
      const address = `10.77.${toSwitch}.${number}`
      ip('link', 'add', cable.port, 'netns', cable.space, 'type', 'veth', 'peer', 'name', nic, 'netns', space)
      ip('-n', cable.space, 'link', 'set', cable.port, 'master', 'br0', 'up')
      cables.push(cable)
      configure(space, nic, address)
      return address
    }

    const cable = (nic: number): { space: string; port: string } => cables[nic]!
    return {
      address: attach(0),
      enter: ['ip', 'netns', 'exec', space],
      run: (script, args = []) =>
        spawn('ip', ['netns', 'exec', space, process.execPath, script, ...args], {
          stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
        }),
      attach,
      setLink: (up, nic = 0) =>
        ip('-n', cable(nic).space, 'link', 'set', cable(nic).port, up ? 'up' : 'down'),
      setAddress: (address, nic = 0) => {
        ip('-n', space, 'addr', 'flush', 'dev', `eth${nic}`)
        configure(space, `eth${nic}`, address)
      },
      setIpv6Only: (nic = 0) => {
        const address = `fe80::77:${nic}:${number}`
        ip('-n', space, 'addr', 'flush', 'dev', `eth${nic}`)
        // Nobody else has it, so there is no second to wait until that is known.
        ip('-n', space, '-6', 'addr', 'add', `${address}/64`, 'dev', `eth${nic}`, 'nodad')
        return address
      },
      limitRate: (mbit, nic = 0) => {
        const shape = ['root', 'tbf', 'rate', `${mbit}mbit`, 'burst', '32k', 'latency', '50ms']
        run('tc', '-n', cable(nic).space, 'qdisc', 'replace', 'dev', cable(nic).port, ...shape)
      },
      setIsolated: (apart, nic = 0) => {
        const flag = apart ? 'on' : 'off'
        run('bridge', '-n', cable(nic).space, 'link', 'set', 'dev', cable(nic).port, 'isolated', flag)
      },
      setGateway: address => {
        if (address === undefined) ip('-n', space, 'route', 'del', 'default')
        else ip('-n', space, 'route', 'replace', 'default', 'via', address)
      },
      setMulticast: (passes, nic = 0) => {
        const flag = passes ? 'on' : 'off'
        run('bridge', '-n', cable(nic).space, 'link', 'set', 'dev', cable(nic).port, 'mcast_flood', flag)
      },
    }
  }

  function close(): void {
    process.off('exit', close)
    for (const name of made.splice(0).toReversed()) killNamespace(name)
  }
  process.once('exit', close)
  return { addHost, close }
}

/** Without a default route there is none for multicast either; it goes with the last address. */
function configure(space: string, nic: string, address: string): void {
  ip('-n', space, 'addr', 'add', `${address}/24`, 'dev', nic)
  ip('-n', space, 'link', 'set', nic, 'up')
  const metric = String(100 + Number(nic.slice(3)))
  ip('-n', space, 'route', 'replace', '224.0.0.0/4', 'dev', nic, 'metric', metric)
}

/** Takes down what a killed run has left behind: its namespaces are named after its process. */
function sweepUp(): void {
  for (const name of namespaces()) {
    const pid = Number(/^isobar-(\d+)-/.exec(name)?.[1])
    if (pid > 0 && !isAlive(pid)) killNamespace(name)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
