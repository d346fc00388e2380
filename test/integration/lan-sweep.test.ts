import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createNetwork, type NetHost, type TestNetwork } from '../support/netns.js'
import { canLimitRate } from '../support/netns-possible.js'
import { seeded } from '../worker/support/networks.js'
import { bundleScript } from './bundle-script.js'
import {
  childrenOf,
  type Ended,
  isAlive,
  isobar,
  type Running,
  scratch,
  until,
  valuesOf,
} from './cli-harness.js'
import { type ProxyNews, type ProxyOrder } from './fault-proxy-host.js'
import {
  type Computer,
  type Computers,
  createComputers,
  heldIn,
  invitationOf,
  type Lender,
  redirected,
  untilHelped,
} from './lan-computers.js'

const whyNot = canLimitRate()
/** Inside the repository, so that the script finds the packages it leaves outside its bundle. */
const RESULTS = join(import.meta.dirname, '../../test-results')

/** Points of each axis: work for ten seconds of two cores or more, so that helpers can be lost and come back. */
const N = 130
const POINTS = N * N
const LINK_MBIT = 100
const DELAY_MS = 2
/** A connection lives at least so long before a fault [ms]: long enough for a worker to start and answer. */
const SETTLED_MS = 700
const OWNER_PORT = '47210'
/** What the issue promises of a dead peer [ms], and what a busy machine may add to seeing it. */
const NOTICED_MS = 6000
const LATE_MS = 500

interface Proxy {
  /** `host:port` */
  readonly at: string
  readonly send: (order: ProxyOrder) => void
}

const { folder, remove } = scratch()
let scripts: string
let script: string
let network: TestNetwork
let hosts: NetHost[] = []
let computers: Computers
let owner: Computer
let helpers: Computer[] = []
let reference: string

beforeAll(async () => {
  if (whyNot !== undefined) return
  mkdirSync(RESULTS, { recursive: true })
  scripts = mkdtempSync(join(RESULTS, 'sweep-'))
  script = await bundleScript(join(import.meta.dirname, 'fault-proxy-host.ts'), scripts)
  network = createNetwork()
  hosts = ['owner', 'b', 'c', 'd'].map(() => network.addHost())
  for (const host of hosts) host.limitRate(LINK_MBIT)
  computers = createComputers(folder)
  ;[owner, ...helpers] = ['owner', 'b', 'c', 'd'].map((name, i) =>
    computers.add(name, hosts[i]!.address, hosts[i]!.enter),
  ) as [Computer, ...Computer[]]
  expect((await isobar(run('reference.isobar'), folder)).code).toBe(0)
  reference = await valuesOf('reference.isobar', folder)
})
afterEach(async () => {
  if (whyNot !== undefined) return
  await computers.endAll()
  // What a test that failed has left undone.
  for (const host of hosts) host.setLink(true)
})
afterAll(() => {
  if (whyNot === undefined) {
    network.close()
    rmSync(scripts, { recursive: true })
  }
  remove()
})

const run = (session: string, ...options: string[]): string[] => {
  const axes = ['--x', `E_O=lin:-1:3:${N}`, '--y', `E_CO=lin:-0.5:4:${N}`]
  return ['run', 'co-oxidation-volcano', ...axes, '--session', session, '--json', ...options]
}
const path = (session: string): string => join(folder, session)

async function proxyFor(host: NetHost, { port }: Lender): Promise<Proxy> {
  const child = host.run(script, [host.address, String(port), String(DELAY_MS)])
  const news = await new Promise<ProxyNews>(resolve => child.once('message', resolve))
  return { at: `${host.address}:${news.port}`, send: order => void child.send(order) }
}

async function expectWhole(session: string, made: Ended): Promise<void> {
  expect({ code: made.code, told: made.code === 0 ? '' : made.stderr }).toEqual({ code: 0, told: '' })
  // Every point once: nothing lost, nothing twice.
  expect(heldIn(path(session))).toMatchObject({ points: POINTS, ended: POINTS, timesSaved: [1] })
  expect((await valuesOf(session, folder)) === reference).toBe(true)
}

/** Waits for something that has to come before the sweep ends. */
async function during(sweep: Running, holds: () => boolean): Promise<void> {
  let made: Ended | undefined
  void sweep.ended.then(ended => (made = ended))
  await until(() => holds() || made !== undefined)
  if (!holds()) throw new Error(`the sweep ended before:\n${made?.stderr}`)
}

/** Times at which an owner told that a helper came, or was lost [ms]. */
const came = (running: Running, name: string): number[] =>
  running.told.filter(({ line }) => line.startsWith(`note: ${name} helps, `)).map(({ at }) => at)
const lost = (running: Running, name: string): number[] =>
  running.told.filter(({ line }) => line.startsWith(`note: ${name} helps no more: `)).map(({ at }) => at)

/** Since when it is there [ms]; -Infinity while it is not. */
const hasHelpedFor = (running: Running, name: string): number => {
  const lastCame = came(running, name).at(-1) ?? Infinity
  return (lost(running, name).at(-1) ?? -Infinity) > lastCame ? -Infinity : performance.now() - lastCame
}

// A skipped test carries the reason in its name, and the closing line of the run repeats it.
const where = `a map made on computers in network namespaces${whyNot ? ` (${whyNot})` : ''}`
describe.skipIf(whyNot !== undefined)(where, () => {
  it('is the same when connections are cut, left half open and corrupted at random', async () => {
    const [b, c, d] = await Promise.all(helpers.map(helper => helper.lend()))
    const proxied = [
      { name: 'b', proxy: await proxyFor(hosts[1]!, b!) },
      { name: 'c', proxy: await proxyFor(hosts[2]!, c!) },
    ] as const
    const codes = [
      redirected(b!.joinCode, proxied[0].proxy.at),
      redirected(c!.joinCode, proxied[1].proxy.at),
      d!.joinCode,
    ]
    const running = await owner.start(
      run('cut.isobar', '--workers', '1', ...codes.flatMap(code => ['--peer', code])),
    )
    await untilHelped(path('cut.isobar'), 'b')

    const random = seeded(20)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(from.length * random())]!
    let over = false
    void running.ended.then(() => (over = true))
    while (!over) {
      const there = proxied.filter(({ name }) => hasHelpedFor(running, name) > SETTLED_MS)
      if (there.length > 0) {
        const kind = pick(['cut', 'corrupt', 'half-open'] as const)
        pick(there).proxy.send({ kind, direction: pick(['toServer', 'toClient'] as const) })
      }
      await wait(100 + 300 * random())
    }
    await expectWhole('cut.isobar', await running.ended)
    const times = { b: lost(running, 'b').length, c: lost(running, 'c').length, d: lost(running, 'd').length }
    const { machines } = heldIn(path('cut.isobar'))
    expect(Math.min(times.b, times.c)).toBeGreaterThan(0)
    expect(times.b + times.c).toBeGreaterThan(2)
    expect(Object.keys(machines)).toEqual(expect.arrayContaining(['b', 'c', 'd']))
    expect(times.d).toBe(0)
  })

  it('goes on without one that is frozen, one unplugged and one that falls silent; all three come back', async () => {
    const lenders = await Promise.all(helpers.map(helper => helper.lend()))
    const [b, c, d] = lenders as [Lender, Lender, Lender]
    const proxy = await proxyFor(hosts[3]!, d)
    const codes = [b.joinCode, c.joinCode, redirected(d.joinCode, proxy.at)]
    const running = await owner.start(
      run('gone.isobar', '--workers', '1', ...codes.flatMap(code => ['--peer', code])),
    )
    for (const name of ['b', 'c', 'd']) await untilHelped(path('gone.isobar'), name)

    const goneAt = performance.now()
    process.kill(-b.pid, 'SIGSTOP')
    hosts[2]!.setLink(false)
    // One way only: the owner is heard, and hears nothing.
    proxy.send({ kind: 'set', direction: 'toClient', faults: { silent: true } })
    await during(running, () => ['b', 'c', 'd'].every(name => lost(running, name).length > 0))
    const noticed = ['b', 'c', 'd'].map(name => lost(running, name)[0]! - goneAt)
    const before = heldIn(path('gone.isobar'))

    process.kill(-b.pid, 'SIGCONT')
    hosts[2]!.setLink(true)
    proxy.send({ kind: 'set', direction: 'toClient', faults: { silent: false } })
    await during(running, () => ['b', 'c', 'd'].every(name => came(running, name).length > 1))
    await expectWhole('gone.isobar', await running.ended)

    for (const ms of noticed) expect(ms).toBeLessThan(NOTICED_MS + LATE_MS)
    const after = heldIn(path('gone.isobar')).machines
    for (const name of ['b', 'c', 'd']) expect(after[name]).toBeGreaterThan(before.machines[name]!)
  })

  it('is made to the end by others when a helper is killed, and by a new owner when the owner is', async () => {
    const [b, c, d] = helpers as [Computer, Computer, Computer]
    const lender = await b.lend()
    const options = ['--workers', '1', '--invite', '--peer-port', OWNER_PORT]
    const running = await owner.start(run('killed.isobar', ...options, '--peer', lender.joinCode))
    await untilHelped(path('killed.isobar'), 'b')
    const killedAt = performance.now()
    lender.kill('SIGKILL')
    await during(running, () => lost(running, 'b').length > 0)
    const noticed = lost(running, 'b')[0]! - killedAt

    const joined = await c.join(await invitationOf(running))
    await untilHelped(path('killed.isobar'), 'c')
    const workers = childrenOf(joined.pid)
    const ownerKilledAt = performance.now()
    running.kill('SIGKILL')
    await until(() => !workers.some(isAlive))
    const ended = performance.now() - ownerKilledAt
    const kept = heldIn(path('killed.isobar'))
    expect(kept.ended).toBeLessThan(POINTS)

    // The one who dialled comes back by itself; another comes with the first one gone for good.
    const third = await d.lend()
    const resumed = await owner.start([
      'resume',
      'killed.isobar',
      '--json',
      ...options,
      '--peer',
      third.joinCode,
    ])
    const made = await resumed.ended
    await expectWhole('killed.isobar', made)
    expect((await joined.ended).code).toBe(0)
    const after = heldIn(path('killed.isobar')).machines
    for (const name of ['c', 'd']) expect(after[name]).toBeGreaterThan(kept.machines[name] ?? 0)
    expect(Math.max(noticed, ended)).toBeLessThan(5000)
  })
})
