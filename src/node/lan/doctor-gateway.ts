import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import { promisify } from 'node:util'
import { type DoctorPorts } from './doctor-ports.js'

/** Ports on which a router opens or refuses; either shows that it is there. */
const ROUTER_PORTS = [80, 53, 443]

export const findGateway =
  (platform: NodeJS.Platform, connect: DoctorPorts['connect']): DoctorPorts['gateway'] =>
  async () => {
    const gateway = await routeTable(platform).then(
      text => gatewayIn(text, platform),
      () => undefined,
    )
    if (gateway === undefined) return undefined
    const trials = await Promise.all(ROUTER_PORTS.map(port => connect(gateway, port)))
    const answers = trials.some(({ outcome }) => outcome === 'open' || outcome === 'refused')
    return answers || (await isNeighbour(gateway)) ? gateway : undefined
  }

const routeTable = async (platform: NodeJS.Platform): Promise<string> =>
  platform === 'linux'
    ? readFile('/proc/net/route', 'utf8')
    : (await promisify(execFile)('netstat', ['-rn'], { timeout: 3_000 })).stdout

/** The gateway of the default route in `/proc/net/route` on Linux, in the output of `netstat -rn` elsewhere. */
export function gatewayIn(table: string, platform: NodeJS.Platform): string | undefined {
  const rows = table.split('\n').map(line => line.trim().split(/\s+/))
  if (platform === 'linux') {
    const hex = rows.find(
      ([, destination, gateway]) => destination === '00000000' && gateway !== '00000000',
    )?.[2]
    // The kernel prints the number as this machine stores it: on the machines Node runs on, low byte first.
    return hex
      ?.match(/../g)
      ?.toReversed()
      .map(byte => parseInt(byte, 16))
      .join('.')
  }
  const gateways = rows.map(([destination, second, third]) =>
    destination === 'default'
      ? second
      : destination === '0.0.0.0' && second === '0.0.0.0'
        ? third
        : undefined,
  )
  return gateways.find(gateway => gateway !== undefined && isIPv4(gateway))
}

/** Whether Linux knows the hardware address: a router that drops every connection still answers ARP. */
async function isNeighbour(address: string): Promise<boolean> {
  const table = await readFile('/proc/net/arp', 'utf8').catch(() => '')
  const row = table
    .split('\n')
    .map(line => line.split(/\s+/))
    .find(([ip]) => ip === address)
  return row !== undefined && (Number(row[2]) & 2) !== 0
}
