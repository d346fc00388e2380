import { ENGINE } from '../../../src/shared/plan.js'
import { type DoctorReport } from '../../../src/shared/lan-contract.js'
import { type DoctorPorts, type MulticastTrial } from '../../../src/node/lan/doctor-ports.js'
import { type ConnectTrial } from '../../../src/node/lan/doctor-remedies.js'

export const OWN = '192.168.1.2'
export const PEER = '192.168.1.3'

export const heardAll: MulticastTrial = {
  sent: [{ name: 'eth0', error: undefined }],
  ownHeard: true,
  others: [PEER],
  isobars: ['Lab 3'],
}
export const opened = (remote: string): ConnectTrial => ({ outcome: 'open', code: undefined, remote })
export const withCode = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code })

const NIC = {
  address: OWN,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '02:00:00:00:00:01',
  internal: false,
  cidr: `${OWN}/24`,
} as const

/** A healthy computer with a healthy peer, but for what a test makes ill. */
export const healthy = (ill: Partial<DoctorPorts> = {}): DoctorPorts => ({
  platform: 'linux',
  interfaces: () => ({ eth0: [NIC] }),
  multicast: () => Promise.resolve(heardAll),
  listen: port => Promise.resolve({ port: port || 40_000, close: () => Promise.resolve() }),
  connect: host => Promise.resolve(opened(host)),
  gateway: () => Promise.resolve(undefined),
  askHello: () =>
    Promise.resolve({
      hello: { protocol: 1, engine: ENGINE, version: '0.1.0', name: 'Lab 3', cores: 8 },
      fingerprint: 'b'.repeat(64),
      date: 1_000_000,
    }),
  wallClock: () => 1_000_400,
  ...ill,
})

export const states = ({ checks }: DoctorReport): string[] => checks.map(({ id, state }) => `${id} ${state}`)
export const firstFailed = ({ checks }: DoctorReport) => checks.find(({ state }) => state === 'failed')
