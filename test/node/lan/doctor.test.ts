import { ENGINE } from '../../../src/shared/plan.js'
import { describe, expect, it } from 'vitest'
import { IsobarError } from '../../../src/shared/errors.js'
import { type DoctorReport } from '../../../src/shared/lan-contract.js'
import { clock } from '../../../src/node/clock.js'
import { diagnose, type DoctorQuestion } from '../../../src/node/lan/doctor.js'
import { type DoctorPorts } from '../../../src/node/lan/doctor-ports.js'
import { firstFailed, healthy, heardAll, opened, OWN, PEER, states, withCode } from './doctor-fakes.js'

const ADDRESS = `${PEER}:47100`
const examine = (
  ill: Partial<DoctorPorts> = {},
  question: Partial<DoctorQuestion> = {},
): Promise<DoctorReport> => diagnose({ address: ADDRESS, ports: healthy(ill), clock, ...question })

/** Connections to our own addresses succeed, those to the peer end as told. */
const peerEnds = (outcome: 'refused' | 'timed-out' | 'no-route' | 'unknown-host', code?: string) => ({
  connect: (host: string) => Promise.resolve(host === PEER ? { outcome, code, remote: PEER } : opened(host)),
})

describe('the doctor finds a healthy computer', () => {
  it('and passes every link of the chain when another one is named', async () => {
    const report = await examine()
    expect(report.checks.map(({ state }) => state)).toEqual(Array.from({ length: 8 }, () => 'passed'))
  })

  it('and leaves out what needs another one when none is named', async () => {
    const report = await examine({}, { address: undefined })
    expect(states(report).slice(4)).toEqual([
      'firewall passed',
      'tls skipped',
      'version skipped',
      'clock skipped',
    ])
  })

  it('and asks its own listener rather than to listen twice', async () => {
    const listen = (): never => expect.fail('listened')
    const report = await examine({ listen }, { listenerPort: 47_100 })
    expect(report.checks.find(({ id }) => id === 'port')?.detail).toBe('Isobar answers on port 47100')
  })
})

describe('the doctor names the first link that fails:', () => {
  it('no network, and does not examine what needs one', async () => {
    const report = await examine({ interfaces: () => ({}) })
    expect(states(report)).toEqual([
      'interfaces failed',
      'multicast-send skipped',
      'multicast-receive skipped',
      'port passed',
      'firewall skipped',
      'tls skipped',
      'version skipped',
      'clock skipped',
    ])
  })

  it.each([
    ['linux', 'ENETUNREACH', /no route for multicast/, /VPN.*ip route add 224\.0\.0\.0\/4/],
    ['darwin', 'EHOSTUNREACH', /macOS denies/, /Privacy & Security > Local Network/],
    ['linux', 'EPERM', /forbids multicast/, /ufw allow 5353\/udp/],
    ['win32', 'EACCES', /forbids multicast/, /Windows Security/],
    ['linux', 'EADDRINUSE', /keeps UDP port 5353/, /address or by a join code/],
  ] as const)('multicast that cannot be sent on %s (%s)', async (platform, code, detail, remedy) => {
    const sent = [{ name: 'eth0', error: withCode(code) }]
    const report = await examine({ platform, multicast: () => Promise.resolve({ ...heardAll, sent }) })
    const { id, ...found } = firstFailed(report)!
    expect(id).toBe('multicast-send')
    expect(found.detail).toMatch(detail)
    expect(found.remedy).toMatch(remedy)
    // A peer can be added by its address without any multicast, so the rest is examined all the same.
    expect(states(report)).toContain('multicast-receive skipped')
    expect(states(report)).toContain('version passed')
  })

  it('nothing when only one of several interfaces cannot send, but says which', async () => {
    const sent = [...heardAll.sent, { name: 'tun0', error: withCode('ENETUNREACH') }]
    const report = await examine({ multicast: () => Promise.resolve({ ...heardAll, sent }) })
    expect(firstFailed(report)).toBeUndefined()
    expect(report.checks[1]?.detail).toBe('Sent on eth0, not on tun0')
  })

  it('a firewall here that drops even the own packet', async () => {
    const trial = { ...heardAll, ownHeard: false, others: [], isobars: [] }
    const found = firstFailed(await examine({ multicast: () => Promise.resolve(trial) }))
    expect(found).toMatchObject({ id: 'multicast-receive' })
    expect(found?.remedy).toMatch(/5353\/udp/)
  })

  it('a network that keeps computers apart: the peer answers, but is not heard', async () => {
    const trial = { ...heardAll, others: ['192.168.1.9'], isobars: [] }
    const found = firstFailed(await examine({ multicast: () => Promise.resolve(trial) }))
    expect(found?.detail).toBe(`${PEER} is not heard by multicast, although it can be reached directly.`)
    expect(found?.remedy).toMatch(/client isolation/)
  })

  it('a network that keeps computers apart: only the gateway answers', async () => {
    const report = await examine(
      {
        multicast: () => Promise.resolve({ ...heardAll, others: [], isobars: [] }),
        gateway: () => Promise.resolve('192.168.1.1'),
      },
      { address: undefined },
    )
    expect(firstFailed(report)?.detail).toMatch(/No other computer is heard.*gateway 192\.168\.1\.1 answers/)
  })

  it('nothing when there is nobody who could be heard, for then it cannot tell', async () => {
    const multicast = () => Promise.resolve({ ...heardAll, others: [], isobars: [] })
    const report = await examine({ multicast }, { address: undefined })
    expect(firstFailed(report)).toBeUndefined()
    expect(states(report)).toContain('multicast-receive skipped')
  })

  it('nothing when the peer is this computer itself', async () => {
    const multicast = () => Promise.resolve({ ...heardAll, others: [], isobars: [] })
    const report = await examine({ multicast }, { address: `${OWN}:47100` })
    expect(firstFailed(report)).toBeUndefined()
  })

  it.each([
    ['EADDRINUSE', /Port 47100 is in use/, /another Isobar/],
    ['EACCES', /does not let Isobar listen/, /from 1024/],
  ])('a port that cannot be had (%s)', async (code, detail, remedy) => {
    const found = firstFailed(
      await examine({ listen: () => Promise.reject(withCode(code)) }, { wantedPort: 47_100 }),
    )
    expect(found).toMatchObject({
      id: 'port',
      detail: expect.stringMatching(detail) as string,
      remedy: expect.stringMatching(remedy) as string,
    })
  })

  it('a listener of our own that does not answer', async () => {
    const connect: DoctorPorts['connect'] = () =>
      Promise.resolve({ outcome: 'refused', code: 'ECONNREFUSED', remote: '127.0.0.1' })
    expect(
      firstFailed(await examine({ connect }, { listenerPort: 47_100, address: undefined })),
    ).toMatchObject({
      id: 'port',
      detail: 'Isobar should answer on port 47100, but does not (ECONNREFUSED).',
    })
  })

  it.each([
    ['linux', /ufw allow 47100\/tcp.*firewall-cmd/],
    ['darwin', /Network > Firewall/],
    ['win32', /Allow an app through firewall/],
  ] as const)('a firewall on %s that closes our own address', async (platform, remedy) => {
    const connect: DoctorPorts['connect'] = host =>
      Promise.resolve(host === OWN ? { outcome: 'timed-out', code: undefined, remote: OWN } : opened(host))
    const found = firstFailed(await examine({ platform, connect }, { listenerPort: 47_100 }))
    expect(found?.id).toBe('firewall')
    expect(found?.remedy).toMatch(remedy)
  })

  it.each([
    ['refused', 'ECONNREFUSED', 'linux', /is there, but nothing listens/, /turn sharing on/],
    ['timed-out', undefined, 'linux', /does not answer/, /firewall of that computer.*client isolation/],
    ['no-route', 'EHOSTUNREACH', 'linux', /Nobody on the network has the address/, /client isolation/],
    ['no-route', 'EHOSTUNREACH', 'darwin', /macOS denies the way/, /Local Network/],
    ['no-route', 'ENETUNREACH', 'linux', /no route/, /VPN/],
    ['unknown-host', 'ENOTFOUND', 'linux', /by the name/, /IP address/],
  ] as const)(
    'a peer that cannot be reached (%s %s on %s)',
    async (outcome, code, platform, detail, remedy) => {
      const gateway = () => Promise.resolve('192.168.1.1')
      const report = await examine({ ...peerEnds(outcome, code), platform, gateway })
      const found = firstFailed(report)
      expect(found?.id).toBe('firewall')
      expect(found?.detail).toMatch(detail)
      expect(found?.remedy).toMatch(remedy)
      expect(states(report).slice(5)).toEqual(['tls skipped', 'version skipped', 'clock skipped'])
    },
  )

  it.each([
    [new Error('socket hang up'), /does not answer like an Isobar: socket hang up/],
    [
      new IsobarError('peer/wrong-certificate', 'another certificate', {
        address: ADDRESS,
        expected: 'a',
        found: 'b',
      }),
      /Somebody else answers/,
    ],
    [new IsobarError('peer/mismatch', 'protocol 2', { ours: '1', theirs: '2' }), /another version/],
  ])('a hello that fails: %s', async (error, detail) => {
    const report = await examine({ askHello: () => Promise.reject(error) })
    expect(firstFailed(report)?.id).toBe('tls')
    expect(firstFailed(report)?.detail).toMatch(detail)
    expect(states(report).slice(6)).toEqual(['version skipped', 'clock skipped'])
  })

  it('a hello that never comes', async () => {
    const impatient = { ...clock, after: (_ms: number, callback: () => void) => clock.after(1, callback) }
    const report = await examine({ askHello: () => new Promise(() => {}) }, { clock: impatient })
    expect(firstFailed(report)?.detail).toMatch(/no hello within 8 s/)
  })

  it('an identity that is our own', async () => {
    const report = await examine({}, { identity: { fingerprint: 'b'.repeat(64) } })
    expect(firstFailed(report)?.detail).toMatch(/identity of this very installation/)
  })

  it.each([
    { protocol: 2, engine: ENGINE },
    { protocol: 1, engine: 'isobar-engine/0' },
  ])('a version that does not fit: %o', async other => {
    const hello = { version: '0.2.0', name: 'Lab 3', cores: 8, ...other }
    const askHello = () => Promise.resolve({ hello, fingerprint: 'b'.repeat(64) })
    const report = await examine({ askHello })
    expect(firstFailed(report)).toMatchObject({ id: 'version' })
    expect(firstFailed(report)?.detail).toContain(`there protocol ${other.protocol}, ${other.engine}`)
  })
})

it('the doctor only remarks on clocks that differ', async () => {
  const report = await examine({ wallClock: () => 1_061_000 })
  expect(report.checks[7]).toMatchObject({
    state: 'passed',
    detail: 'The clocks differ by 61 s; nothing depends on it, but times in logs will not match',
  })
})

it.each([
  '',
  '192.168.1.3',
  '192.168.1.3:0',
  '192.168.1.3:65536',
  'a b:1',
  'http://x:1',
  '[1.2.3.4]:1',
  '::1:5',
])('the doctor refuses "%s" for an address', async address => {
  await expect(examine({}, { address })).rejects.toMatchObject({ code: 'input/invalid' })
})

describe('the doctor of an Isobar that listens on one address', () => {
  it('keeps off the network when that address leads nowhere, and still tests what is here', async () => {
    const asked: string[] = []
    const report = await examine(
      {
        multicast: () => expect.fail('sent to the network'),
        gateway: () => expect.fail('asked the gateway'),
        connect: host => {
          asked.push(host)
          return Promise.resolve(opened(host))
        },
      },
      { address: '127.0.0.1:47100', listenerPort: 47_110, host: '127.0.0.1', discovery: false },
    )
    expect(states(report)).toEqual([
      'interfaces passed',
      'multicast-send skipped',
      'multicast-receive skipped',
      'port passed',
      'firewall passed',
      'tls passed',
      'version passed',
      'clock passed',
    ])
    expect(new Set(asked)).toEqual(new Set(['127.0.0.1']))
  })

  it('does not ask the gateway either when the other computer cannot be reached', async () => {
    const report = await examine(
      {
        gateway: () => expect.fail('asked the gateway'),
        connect: (host, port) =>
          Promise.resolve(
            port === 1 ? { outcome: 'refused', code: 'ECONNREFUSED', remote: host } : opened(host),
          ),
      },
      { address: '127.0.0.1:1', listenerPort: 47_110, host: '127.0.0.1', discovery: false },
    )
    expect(firstFailed(report)?.id).toBe('firewall')
  })

  it('tests its port at that address, and blames no firewall for the others', async () => {
    const connect = (host: string) =>
      Promise.resolve(
        host === OWN ? opened(host) : { outcome: 'refused' as const, code: 'ECONNREFUSED', remote: host },
      )
    const report = await examine({ connect }, { address: undefined, listenerPort: 47_110, host: OWN })
    expect(firstFailed(report)).toBeUndefined()
  })
})
