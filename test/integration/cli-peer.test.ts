import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ENGINE } from '../../src/shared/plan.js'
import { formatJoinCode, parseJoinCode } from '../../src/shared/lan/join-code.js'
import { patchedCli } from '../support/built.js'
import { childrenOf, isAlive, isobar, scratch, until, valuesOf } from './cli-harness.js'
import {
  createComputers,
  heldIn,
  invitationOf,
  type Lender,
  redirected,
  untilHelped,
} from './lan-computers.js'

const { folder, remove } = scratch()
const computers = createComputers(folder)
afterEach(computers.endAll)
afterAll(remove)

/** About 5 ms per point: a second and a half on two cores, long enough to be caught in the middle. */
const SWEEP = ['co-oxidation-volcano', '--x', 'E_O=lin:-1:3:26', '--y', 'E_CO=lin:-0.5:4:26']
const POINTS = 676

interface Report {
  readonly solved: number
  readonly machines: readonly { readonly machine: string; readonly points: number }[]
}

const path = (session: string): string => join(folder, session)
const run = (session: string, ...options: string[]): string[] => [
  'run',
  ...SWEEP,
  '--session',
  session,
  '--json',
  ...options,
]

let reference: string
/** What this computer calls itself. */
let here: string
beforeAll(async () => {
  const { code, stdout } = await isobar(run('reference.isobar'), folder)
  expect(code).toBe(0)
  here = machinesOf(stdout)[0]!
  reference = await valuesOf('reference.isobar', folder)
})

async function expectWhole(session: string): Promise<void> {
  expect((await valuesOf(session, folder)) === reference).toBe(true)
  expect(heldIn(path(session))).toMatchObject({ points: POINTS, ended: POINTS, timesSaved: [1] })
}

const owner = computers.add('owner')
const helper = computers.add('helper')
const machinesOf = (stdout: string): string[] =>
  (JSON.parse(stdout) as Report).machines.map(({ machine }) => machine).toSorted()

describe('isobar peer', () => {
  it('prints where it listens, who it is and a join code as one line', async () => {
    const peer = await helper.lend()
    expect(Object.keys(JSON.parse(await peer.firstLine) as object)).toEqual([
      'port',
      'fingerprint',
      'joinCode',
    ])
    expect(parseJoinCode(peer.joinCode)).toMatchObject({
      addresses: [`127.0.0.1:${peer.port}`],
      fingerprint: peer.fingerprint,
    })
    peer.kill('SIGTERM')
    expect(await peer.ended).toMatchObject({ code: 0, stdout: `${await peer.firstLine}\n` })
  })

  it('makes the same map, bit for bit, with a code, and the next time without one', async () => {
    const peer = await helper.lend()
    for (const [session, way] of [
      ['code.isobar', peer.joinCode],
      ['address.isobar', peer.at],
    ] as const) {
      const { code, stdout } = await owner.isobar(run(session, '--workers', '1', '--peer', way))
      expect(code).toBe(0)
      expect(machinesOf(stdout)).toEqual([here, 'helper'].toSorted())
      await expectWhole(session)
      const told = (await isobar(['info', session], folder)).stdout
      expect(told).toMatch(/computed .*helper \(\d+ points\)/)
      expect(told).toMatch(new RegExp(`computed .*${here} \\(\\d+ points\\)`))
    }
  })

  it('takes a new identity, and who knew the former one is a stranger', async () => {
    const before = await helper.lend()
    await owner.isobar(run('known.isobar', '--peer', before.joinCode))
    before.kill('SIGTERM')
    await before.ended
    const after = await helper.lend('--reset-identity')
    expect(after.fingerprint).not.toBe(before.fingerprint)
    const { code, stderr } = await owner.isobar(run('unknown.isobar', '--peer', after.at))
    expect({ code, told: stderr }).toEqual({ code: 2, told: expect.stringContaining('not paired') as string })
  })
})

describe('a run that names a computer it cannot use', () => {
  let afterPatched: (() => void) | undefined
  afterAll(() => afterPatched?.())
  const stranger = computers.add('stranger')
  const spent = computers.add('spent')

  async function refused(way: string, ...words: string[]): Promise<void> {
    const { code, stdout, stderr } = await stranger.isobar(run('refused.isobar', '--peer', way))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    for (const word of words) expect(stderr).toContain(word)
    expect(stderr).not.toMatch(/\n\s+at |internal error/)
    expect(existsSync(path('refused.isobar'))).toBe(false)
  }

  it('is refused with code 2 and what to do, and computes nothing', async () => {
    const { joinCode, at } = await helper.lend()
    const lastButOne = joinCode.at(-2) === 'A' ? 'B' : 'A'
    await refused(joinCode.slice(0, -2) + lastButOne + joinCode.at(-1), 'typing mistake', 'remedy:')
    await refused(joinCode.slice(0, 60), 'cut short', 'remedy:')
    await refused(redirected(joinCode, '127.0.0.1:9'), 'isobar doctor 127.0.0.1:9')
    await refused('127.0.0.1:9', 'isobar doctor 127.0.0.1:9')
    await refused('no-such-host.invalid:47110', 'isobar doctor no-such-host.invalid:47110')
    await refused('127.0.0.1:port', 'port', 'remedy:')
    const wrong = formatJoinCode({ ...parseJoinCode(joinCode), fingerprint: 'ab'.repeat(32) })
    await refused(wrong, 'another computer answers', 'nothing was sent', 'remedy:')
    await refused(at, 'not paired', 'join code')

    expect((await spent.isobar(run('spent.isobar', '--peer', joinCode))).code).toBe(0)
    await refused(joinCode, 'used up')
  })

  it('is refused with the reason when the engines differ', async () => {
    const { cli, remove } = await patchedCli(text => text.replaceAll('isobar-engine/', 'isobar-engine/9'))
    afterPatched = remove
    const other = computers.add('other')
    const begun = await other.start(['peer', '--json', '--port', '0'], { cli })
    const { joinCode, port } = JSON.parse(await begun.firstLine) as Lender
    const theirs = ENGINE.replace('isobar-engine/', 'isobar-engine/9')
    await refused(joinCode, theirs, ENGINE)
    await refused(`127.0.0.1:${port}`, theirs, ENGINE)
  })
})

describe('a computer that dials', () => {
  it.each([['1'], ['0']])(
    'helps an owner with %s workers, and both end when the map is made',
    async workers => {
      const session = `dialled-${workers}.isobar`
      const running = await owner.start(run(session, '--workers', workers, '--invite', '--peer-port', '0'))
      const peer = await helper.join(await invitationOf(running))
      const [made, helped] = await Promise.all([running.ended, peer.ended])
      expect([made.code, helped.code]).toEqual([0, 0])
      expect(machinesOf(made.stdout)).toContain('helper')
      await expectWhole(session)
    },
  )

  it.each(['--join-file', 'ISOBAR_JOIN_FILE'])('reads the code from a file, named by %s', async way => {
    const session = `file${way}.isobar`
    const running = await owner.start(run(session, '--workers', '0', '--invite', '--peer-port', '0'))
    writeFileSync(path('code'), `${await invitationOf(running)}\n`, { mode: 0o600 })
    const peer = await (way === '--join-file'
      ? helper.start(['peer', '--join-file', 'code', '--workers', '1'])
      : helper.start(['peer', '--workers', '1'], { env: { ISOBAR_JOIN_FILE: path('code') } }))
    expect([(await running.ended).code, (await peer.ended).code]).toEqual([0, 0])
    await expectWhole(session)
  })

  it('ends well when the owner is done already, and with code 2 when the code or its file is bad', async () => {
    const running = await owner.start(run('done.isobar', '--invite', '--peer-port', '0'))
    const code = await invitationOf(running)
    await running.ended
    const late = await (await helper.join(code)).ended
    expect(late.code).toBe(0)
    expect(await (await helper.join(`${code}x`)).ended).toMatchObject({ code: 2 })
    const missing = await helper.isobar(['peer', '--join-file', 'no-such-file'])
    expect(missing.code).toBe(2)
    expect(missing.stderr).toContain('no-such-file')
  })
})

describe('a helper that goes in the middle', () => {
  it('finishes its slice and leaves on SIGTERM, and the map is made by the others', async () => {
    const peer = await helper.lend()
    const running = await owner.start(run('term.isobar', '--workers', '1', '--peer', peer.joinCode))
    await untilHelped(path('term.isobar'), 'helper')
    peer.kill('SIGTERM')
    const left = await peer.ended
    expect(left.code).toBe(0)
    expect(heldIn(path('term.isobar')).ended).toBeLessThan(POINTS)
    const made = await running.ended
    expect(made.code).toBe(0)
    expect(made.stderr).toMatch(/^note: helper helps, 1 of its \d+ cores$/m)
    expect(made.stderr).toContain('note: helper helps no more: leaving')
    await expectWhole('term.isobar')
  })

  it('leaves on SIGTERM when it has dialled, too', async () => {
    const running = await owner.start(
      run('term-join.isobar', '--workers', '1', '--invite', '--peer-port', '0'),
    )
    const peer = await helper.join(await invitationOf(running))
    await untilHelped(path('term-join.isobar'), 'helper')
    peer.kill('SIGTERM')
    expect((await peer.ended).code).toBe(0)
    expect((await running.ended).code).toBe(0)
    await expectWhole('term-join.isobar')
  })

  it('is replaced by the others when it is killed', async () => {
    const peer = await helper.lend()
    const running = await owner.start(run('kill.isobar', '--workers', '1', '--peer', peer.joinCode))
    await untilHelped(path('kill.isobar'), 'helper')
    const workers = childrenOf(peer.pid)
    peer.kill('SIGKILL')
    await until(() => !workers.some(isAlive))
    expect((await running.ended).code).toBe(0)
    await expectWhole('kill.isobar')
  })
})

describe('an owner that is killed', () => {
  it('leaves no work behind at its helper, and resumes with it to the same bits', async () => {
    const peer = await helper.lend()
    const running = await owner.start(run('owner.isobar', '--workers', '1', '--peer', peer.joinCode))
    await untilHelped(path('owner.isobar'), 'helper')
    const workers = childrenOf(peer.pid)
    expect(workers.length).toBeGreaterThan(0)
    const killedAt = performance.now()
    running.kill('SIGKILL')
    await until(() => !workers.some(isAlive))
    expect(performance.now() - killedAt).toBeLessThan(5000)
    expect(isAlive(peer.pid)).toBe(true)

    const resumed = await owner.isobar([
      'resume',
      'owner.isobar',
      '--workers',
      '0',
      '--json',
      '--peer',
      peer.at,
    ])
    expect(resumed.code).toBe(0)
    expect(machinesOf(resumed.stdout)).toEqual(['helper'])
    await expectWhole('owner.isobar')
  })
})
