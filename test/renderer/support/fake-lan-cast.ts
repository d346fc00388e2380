import { type DoctorReport, type LanView, type PeerView } from '../../../src/shared/lan-contract.js'
import { type ExecutorView, type MachineView } from '../../../src/shared/owner-contract.js'

/** 64 hex digits that look like a hash, the same for the same seed. */
export function fakeFingerprint(seed: number): string {
  let state = seed * 2654435761 + 1
  return Array.from({ length: 64 }, () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    return ((state >>> 12) & 15).toString(16)
  }).join('')
}

export const FAKE_CODE =
  'ISO1-192.168.7.20:47113,10.8.0.3:47113-q7d2mzk5hwxv3n6tj4yacrf8gupe9sbl2q7d2mzk5hwxv3n6tj4y-k3vq8xw2r7mz5tn4hy6j9cfd'

const peer = (seed: number, changes: Partial<PeerView>): PeerView => ({
  fingerprint: fakeFingerprint(seed),
  name: `lab-${seed}`,
  cores: 8,
  version: '0.0.0',
  address: `192.168.7.${20 + seed}:47113`,
  state: 'available',
  note: undefined,
  paired: true,
  rttMs: undefined,
  lanes: 0,
  lanesNote: undefined,
  ...changes,
})

export const lonelyLan: LanView = {
  self: {
    name: 'lab-workstation',
    fingerprint: fakeFingerprint(0),
    addresses: [],
    problem: undefined,
  },
  peers: [],
  pairings: [],
  guests: [],
  distrust: [],
  sharing: { enabled: false, cores: 6, onlyWhenIdle: false, notOnBattery: true, paused: false },
  log: [],
}

const AT = 1_780_000_000_000

/** A laboratory with a computer in every state. */
export const labLan: LanView = {
  self: { ...lonelyLan.self, addresses: ['192.168.7.20:47113', '10.8.0.3:47113'] },
  peers: [
    peer(1, { name: 'beamline-4', cores: 16, state: 'in-use', rttMs: 0.62, lanes: 16 }),
    peer(2, {
      name: 'maria-laptop',
      state: 'in-use',
      rttMs: 3.4,
      lanes: 3,
      lanesNote: 'in use by its owner',
      address: '192.168.7.41:47113',
    }),
    peer(3, { name: 'office-mac', cores: 10 }),
    peer(4, { name: 'teaching-room-2', cores: 4, state: 'needs-pairing', paired: false }),
    peer(5, { name: 'cluster-login', cores: 64, state: 'connecting' }),
    peer(6, {
      name: 'old-workstation',
      cores: 4,
      version: '0.0.9',
      state: 'other-version',
      note: 'It runs Isobar 0.0.9 with another solver, and results of two solvers never mix. Install the same version on both.',
    }),
    peer(7, {
      name: 'workstation-of-the-surface-science-group-in-the-basement-next-to-the-helium-liquefier',
      cores: 12,
      state: 'unreachable',
      note: 'It was last heard of at 10:12 and does not answer. Is it asleep?',
    }),
    peer(8, {
      name: 'attic-pc',
      cores: 6,
      state: 'set-aside',
      note: 'Its values cannot be trusted: other computers got other values for point 1234. Check its memory and processor before you use it again.',
    }),
    peer(0, {
      name: 'cloned-disk',
      state: 'duplicate',
      paired: false,
      address: '192.168.7.77:47113',
      note: 'It has the identity of this computer, as after copying a disk. Delete the folder identity in its settings and start it again.',
    }),
  ],
  pairings: [],
  guests: [
    {
      fingerprint: fakeFingerprint(2),
      name: 'maria-laptop',
      model: 'CO oxidation on (111) metals',
      since: AT - 1_500_000,
      lanes: 4,
      points: 18_240,
      busyMs: 5_412_000,
    },
  ],
  distrust: [
    { name: 'beamline-4', at: AT - 300_000, reason: 'other computers got other values for point 1234' },
  ],
  sharing: { ...lonelyLan.sharing, enabled: true },
  log: [
    { at: AT - 1_500_000, message: 'maria-laptop began to use this computer' },
    { at: AT - 400_000, message: 'Refused 192.168.7.99: its certificate is not known here' },
    { at: AT, message: 'beamline-4 joined with 16 cores' },
  ],
}

/** What came of the computers of `labLan` in a sweep of which `done` points have ended. */
export function labMachines(done: number, running: boolean): readonly MachineView[] {
  const machine = (name: string, share: number, changes: Partial<MachineView>): MachineView => ({
    machine: name,
    trusted: false,
    lanes: 4,
    points: Math.round(done * share),
    share,
    pointsPerSecond: running ? 12_345 * share : undefined,
    faults: 0,
    audited: Math.round(done * share * 0.01),
    setAside: false,
    rule: `${Math.round(1235 * share)} points a slice: 100 ms of work at its measured rate`,
    ...changes,
  })
  return [
    machine('lab-workstation', 0.22, { trusted: true, audited: 0 }),
    machine('beamline-4', 0.61, { lanes: 16 }),
    machine('maria-laptop', 0.166, { lanes: 3, faults: 1 }),
    machine('old-server', 0.004, {
      lanes: 0,
      audited: 12,
      faults: 2,
      setAside: true,
      pointsPerSecond: undefined,
      rule: 'gets nothing more: 2 of 12 checked points differed',
    }),
  ]
}

export const labExecutors = (machines: readonly MachineView[], running: boolean): readonly ExecutorView[] =>
  machines.flatMap(({ machine, lanes, points, pointsPerSecond, rule }) =>
    Array.from({ length: lanes }, (_, i) => ({
      id: `${machine}-${i + 1}`,
      label: `Worker ${i + 1}`,
      machine,
      state: running ? ('busy' as const) : ('idle' as const),
      points: Math.floor(points / lanes),
      pointsPerSecond: pointsPerSecond === undefined ? undefined : pointsPerSecond / lanes,
      faults: machine === 'maria-laptop' && i === 1 ? 1 : 0,
      rule,
    })),
  )

export const fakeReport = (address: string | undefined): DoctorReport => ({
  checks: [
    {
      id: 'interfaces',
      label: 'Network interfaces',
      state: 'passed',
      detail: 'Two are up: eth0 (192.168.7.20), wg0 (10.8.0.3).',
      remedy: undefined,
    },
    {
      id: 'multicast-send',
      label: 'Announcements go out',
      state: 'passed',
      detail: 'Sent on both interfaces.',
      remedy: undefined,
    },
    {
      id: 'multicast-receive',
      label: 'Announcements come back',
      state: 'failed',
      detail: 'Nothing came back on eth0 within 2 s.',
      remedy:
        'The network drops multicast, as guest Wi-Fi with client isolation does. Use another network, or add computers by address.',
    },
    {
      id: 'port',
      label: 'Port for others',
      state: 'passed',
      detail: 'Listening on 47113.',
      remedy: undefined,
    },
    {
      id: 'firewall',
      label: 'Firewall',
      state: 'failed',
      detail: `${address ?? '192.168.7.21:47113'} could not connect back.`,
      remedy: 'Allow TCP port 47113 in the firewall of this computer.',
    },
    {
      id: 'tls',
      label: 'Encryption',
      state: 'passed',
      detail: 'TLS 1.3, certificate as pinned.',
      remedy: undefined,
    },
    { id: 'version', label: 'Version', state: 'passed', detail: 'Both run 0.0.0.', remedy: undefined },
    {
      id: 'clock',
      label: 'Clocks',
      state: 'skipped',
      detail: 'Needs an address to compare with.',
      remedy: undefined,
    },
  ],
})
