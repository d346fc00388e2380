import { type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Announcement, type SeenPeer } from '../../src/node/lan/ports.js'
import { follow, orItsEnd } from '../support/child.js'
import { createNetwork, type NetHost, type TestNetwork } from '../support/netns.js'
import { canMakeHosts } from '../support/netns-possible.js'
import { bundleScript } from './bundle-script.js'
import { type HostNews, type HostOrder } from './lan-discovery-host.js'

const whyNot = canMakeHosts()
/** Inside the repository, so that the script finds the packages it leaves outside its bundle. */
const RESULTS = join(import.meta.dirname, '../../test-results')

interface Isobar {
  readonly child: ChildProcess
  readonly peers: () => readonly SeenPeer[]
  readonly problem: () => string | undefined
  /** Time of day at which it last had something new to show [ms since 1970]. */
  readonly seenAt: () => number
  /** Sends an order and resolves with the answer to it. */
  readonly ask: <K extends HostNews['kind']>(order: HostOrder, kind: K) => Promise<HostNews & { kind: K }>
}

let folder: string
let script: string
let network: TestNetwork
let hosts: NetHost[] = []
const running = new Set<ChildProcess>()

beforeAll(async () => {
  if (whyNot !== undefined) return
  mkdirSync(RESULTS, { recursive: true })
  folder = mkdtempSync(join(RESULTS, 'lan-'))
  script = await bundleScript(join(import.meta.dirname, 'lan-discovery-host.ts'), folder)
  network = createNetwork()
  hosts = Array.from({ length: 5 }, () => network.addHost())
})
afterEach(async () => {
  await Promise.all([...running].map(end))
  // What a test that failed has left undone.
  for (const host of hosts) {
    host.setLink(true)
    host.setMulticast(true)
  }
})
afterAll(() => {
  if (whyNot !== undefined) return
  network.close()
  rmSync(folder, { recursive: true })
})

const letter = (i: number): string => 'abcdef'[i]!
const announcementOf = (i: number, rest: Partial<Announcement> = {}): Announcement => ({
  fingerprint: letter(i).repeat(64),
  instance: `host-${letter(i)}`,
  name: `Host ${letter(i)}`,
  cores: 4,
  version: '0.1.0',
  protocol: 1,
  engine: 'isobar-engine/3',
  port: 47_100,
  ...rest,
})

/** Starts an Isobar in a host; resolves when it has looked at its network. */
async function start(host: NetHost, announcement?: Announcement): Promise<Isobar> {
  const child = host.run(script)
  running.add(child)
  const followed = follow(child)
  void followed.ended.then(() => running.delete(child))
  let seen: (HostNews & { kind: 'seen' }) | undefined
  child.on('message', (news: HostNews) => {
    if (news.kind === 'seen') seen = news
  })
  const news = <K extends HostNews['kind']>(kind: K): Promise<HostNews & { kind: K }> => {
    const wanted = new Promise<HostNews & { kind: K }>(resolve => {
      child.on('message', function listener(message: HostNews) {
        if (message.kind !== kind) return
        child.off('message', listener)
        resolve(message as HostNews & { kind: K })
      })
    })
    return orItsEnd(wanted, followed)
  }
  await news('seen')
  if (announcement) child.send({ kind: 'announce', announcement } satisfies HostOrder)
  return {
    child,
    peers: () => seen?.peers ?? [],
    problem: () => seen?.problem,
    seenAt: () => seen?.at ?? NaN,
    ask: (order, kind) => {
      const answer = news(kind)
      child.send(order)
      return answer
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

const names = (isobar: Isobar): string[] =>
  isobar
    .peers()
    .map(peer => peer.instance)
    .toSorted()
const addresses = (isobar: Isobar, instance: string): readonly string[] | undefined =>
  isobar.peers().find(peer => peer.instance === instance)?.addresses

/** Waits for something to become true; returns how long it took [ms]. */
async function timeUntil(holds: () => boolean, limitMs: number): Promise<number> {
  const from = performance.now()
  await expect.poll(holds, { timeout: limitMs, interval: 20 }).toBe(true)
  return performance.now() - from
}

// A skipped test carries the reason in its name, and the closing line of the run repeats it.
describe.skipIf(whyNot !== undefined)(`Isobars in network namespaces${whyNot ? ` (${whyNot})` : ''}`, () => {
  it('find each other within two seconds when five start', async () => {
    const isobars = await Promise.all(hosts.map(host => start(host)))
    isobars.forEach(({ child }, i) => child.send({ kind: 'announce', announcement: announcementOf(i) }))
    const others = (i: number): string[] =>
      hosts.flatMap((_, j) => (j === i ? [] : [announcementOf(j).instance]))
    await timeUntil(() => isobars.every((isobar, i) => names(isobar).join() === others(i).join()), 2_000)

    expect(isobars[0]!.peers().find(peer => peer.instance === 'host-b')).toEqual({
      ...announcementOf(1),
      addresses: [hosts[1]!.address],
      here: false,
    })
  })

  it('notice within eight seconds that one was killed', async () => {
    const [a, b] = await Promise.all([
      start(hosts[0]!, announcementOf(0)),
      start(hosts[1]!, announcementOf(1)),
    ])
    await timeUntil(() => names(a).length === 1, 5_000)
    const killedAt = Date.now()
    await end(b.child)
    await timeUntil(() => names(a).length === 0, 12_000)
    expect(a.seenAt() - killedAt).toBeLessThan(8_000)
  })

  it('take leave: the other is gone within two seconds, and the process that closed ends by itself', async () => {
    const [a, b] = await Promise.all([
      start(hosts[0]!, announcementOf(0)),
      start(hosts[1]!, announcementOf(1)),
    ])
    await timeUntil(() => names(a).length === 1, 5_000)
    const ended = once(b.child, 'exit')
    await b.ask({ kind: 'close' }, 'closed')
    await timeUntil(() => names(a).length === 0, 2_500)
    expect(await ended).toEqual([0, null])
  })

  it('follow a change of address within three seconds', async () => {
    const [a] = await Promise.all([start(hosts[0]!, announcementOf(0)), start(hosts[1]!, announcementOf(1))])
    await timeUntil(() => names(a).length === 1, 5_000)
    hosts[1]!.setAddress('10.77.0.22')
    await timeUntil(() => addresses(a, 'host-b')?.join() === '10.77.0.22', 3_000)
    hosts[1]!.setAddress(hosts[1]!.address)
    await timeUntil(() => addresses(a, 'host-b')?.join() === hosts[1]!.address, 3_000)
  })

  it('lose each other with the link, say so, and find each other again with it', async () => {
    const [a, b] = await Promise.all([
      start(hosts[0]!, announcementOf(0)),
      start(hosts[1]!, announcementOf(1)),
    ])
    await timeUntil(() => names(a).length === 1 && names(b).length === 1, 5_000)
    hosts[1]!.setLink(false)
    await timeUntil(() => b.problem() !== undefined, 3_000)
    expect(b.problem()).toMatch(/in no network/)
    await timeUntil(() => names(a).length === 0 && names(b).length === 0, 9_000)
    hosts[1]!.setLink(true)
    await timeUntil(() => names(a).length === 1 && names(b).length === 1, 4_000)
    expect(b.problem()).toBeUndefined()
  })

  it('see and are seen on both of two interfaces, also one that comes later', async () => {
    const [a, b, c] = await Promise.all([0, 1, 2].map(i => start(hosts[i]!, announcementOf(i))))
    await timeUntil(() => names(b!).length === 2, 5_000)
    const [addressOfA, addressOfC] = [hosts[0]!.attach(1), hosts[2]!.attach(1)]
    hosts[2]!.setLink(false)
    // B and C now share no network; A is in both.
    await timeUntil(() => names(b!).join() === 'host-a' && names(c!).join() === 'host-a', 12_000)
    expect(names(a!)).toEqual(['host-b', 'host-c'])
    expect(addresses(a!, 'host-c')?.[0]).toBe(addressOfC)
    expect(addresses(c!, 'host-a')?.[0]).toBe(addressOfA)
  })

  it('tell two on one host apart, and a copy of an installation from its original', async () => {
    const [a] = await Promise.all([
      start(hosts[0]!, announcementOf(0)),
      start(hosts[0]!, announcementOf(0, { instance: 'second', port: 47_101 })),
      start(hosts[3]!, announcementOf(0, { instance: 'clone' })),
    ])
    await timeUntil(() => names(a).length === 2, 5_000)
    const seen = a.peers().map(({ instance, fingerprint, here }) => ({ instance, fingerprint, here }))
    expect(seen.toSorted((one, other) => one.instance.localeCompare(other.instance))).toEqual([
      { instance: 'clone', fingerprint: 'a'.repeat(64), here: false },
      { instance: 'second', fingerprint: 'a'.repeat(64), here: true },
    ])
  })

  it('find each other where there is IPv6 alone, on either side or on both', async () => {
    // Those that no other test gave a second interface.
    const three = [hosts[1]!, hosts[3]!, hosts[4]!]
    const [a, b, c] = [three[0]!.setIpv6Only(), three[1]!.setIpv6Only(), three[2]!.address]
    const isobars = await Promise.all(three.map((host, i) => start(host, announcementOf(i))))
    await timeUntil(() => isobars.every(isobar => names(isobar).length === 2), 5_000)
    expect(addresses(isobars[0]!, 'host-b')).toEqual([`${b}%eth0`])
    expect(addresses(isobars[2]!, 'host-a')).toEqual([`${a}%eth0`])
    // The third has both; here only its IPv6 address is near.
    expect(addresses(isobars[0]!, 'host-c')).toEqual([expect.stringMatching(/^fe80::.*%eth0$/), c])
    expect(isobars.map(isobar => isobar.problem())).toEqual([undefined, undefined, undefined])
    await Promise.all(isobars.map(({ child }) => end(child)))
    for (const host of three.slice(0, 2)) host.setAddress(host.address)
  })

  it('are told by the doctor that the network drops multicast', async () => {
    const [a, d] = await Promise.all([
      start(hosts[3]!, announcementOf(3)),
      start(hosts[4]!, announcementOf(4)),
    ])
    await d.ask({ kind: 'listen', port: 47_100 }, 'listening')
    const address = `${hosts[4]!.address}:47100`
    const well = await a.ask({ kind: 'diagnose', address }, 'report')
    expect(well.report.checks.filter(({ state }) => state === 'failed')).toEqual([])
    expect(well.report.checks.find(({ id }) => id === 'multicast-receive')?.detail).toMatch(
      /Isobars: .*Host e/,
    )

    for (const host of hosts) host.setMulticast(false)
    await timeUntil(() => names(a).length === 0, 9_000)
    const ill = await a.ask({ kind: 'diagnose', address }, 'report')
    expect(ill.report.checks.find(({ state }) => state === 'failed')).toMatchObject({
      id: 'multicast-receive',
      detail: `${hosts[4]!.address} is not heard by multicast, although it can be reached directly.`,
    })
    expect(ill.report.checks.find(({ id }) => id === 'firewall')?.state).toBe('passed')
  })
  it('are told by the doctor that the network keeps computers apart while both reach the gateway', async () => {
    const [gateway, a, b] = hosts.slice(2) as [NetHost, NetHost, NetHost]
    for (const host of [a, b]) {
      host.setIsolated(true)
      host.setGateway(gateway.address)
    }
    try {
      const examiner = await start(a)
      const other = await start(b, announcementOf(4))
      await other.ask({ kind: 'listen', port: 47_100 }, 'listening')
      const address = `${b.address}:47100`
      const { report } = await examiner.ask({ kind: 'diagnose', address }, 'report')
      const ill = report.checks.filter(({ state }) => state === 'failed')
      expect(ill.map(({ id }) => id)).toEqual(['multicast-receive', 'firewall'])
      expect(ill[0]!.detail).toContain(`although the gateway ${gateway.address} answers`)
      for (const { remedy } of ill) expect(remedy).toContain('client isolation')
    } finally {
      for (const host of [a, b]) {
        host.setIsolated(false)
        host.setGateway(undefined)
      }
    }
  })
})
