/**
 * Two Isobars on one computer, each with a home of its own, on the loopback: what two people see and do.
 * The test ids are told in ui.test.ts and test/renderer/support/fake-lan.ts.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtCli } from '../support/built.js'
import { hosts } from '../support/hosts.js'
import { beginPairing, type Computer, pair, PATIENT, share, startComputer } from './lan-pair.js'
import { startPeer } from './lan-peer.js'

const OWNER = 'Desk'
const HELPER = 'Lab'

let folder: string
let running: Computer[]
let stops: (() => Promise<unknown>)[]

beforeAll(builtCli)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isobar-lan-'))
  running = []
  stops = []
})
afterEach(async () => {
  const complaints = running.flatMap(computer => computer.complaints)
  for (const stop of stops.toReversed()) await stop()
  await rm(folder, { recursive: true, maxRetries: 5 })
  expect(complaints).toEqual([])
})

/** The values of the map on the desk, as it exports them. */
async function exported(computer: Computer, name: string): Promise<unknown> {
  const path = join(computer.home, `${name}.json`)
  await computer.menuWithPath('export-json', path)
  await expect.poll(() => readFile(path, 'utf8').catch(() => ''), PATIENT).not.toBe('')
  const { axes, outputs, points } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
  return { axes, outputs, points }
}

/** Begins a slow map of n × n points; resolves when the helper has computed some of them. */
async function startVolcano(owner: Computer, n: number): Promise<void> {
  await owner.closeComputers()
  await owner.by('tab-farm').click()
  await owner.choose('model-select', 'co-oxidation-volcano')
  await expect.poll(() => owner.by('axis-x-count').inputValue(), PATIENT).toBe('15')
  await owner.start(n, n)
  await expect.poll(() => solvedBy(owner, HELPER), PATIENT).toBeGreaterThan(0)
}

const solvedBy = async (computer: Computer, machine: string): Promise<number> =>
  (await computer.machines())[machine] ?? 0

describe.each(hosts())('in the $name host, two computers', host => {
  async function start(name: string): Promise<Computer> {
    const computer = await startComputer(host, folder, name)
    running.push(computer)
    stops.push(computer.close)
    return computer
  }

  it('are paired when both people say that the codes match, and compute one map, the same as alone', async () => {
    const owner = await start(OWNER)
    await owner.start(120, 120)
    await owner.reach('finished')
    const alone = await exported(owner, 'alone')

    const helper = await start(HELPER)
    const [shown, shownThere] = await beginPairing(owner, helper, await share(helper))
    expect(shown).toMatch(/^\d{6}$/)
    expect(shownThere).toBe(shown)
    expect(await owner.by('pairing-dialog').textContent()).toContain(HELPER)
    expect(await helper.by('pairing-dialog').textContent()).toContain(OWNER)
    await owner.by('pairing-same').click()
    await owner.page.locator('[data-pairing-state=agreed]').waitFor()
    await helper.by('pairing-same').click()
    await expect.poll(owner.peerStates, PATIENT).toEqual(['in-use'])
    expect(await owner.by('lan-in-use').textContent()).toBe('1')
    await owner.closeComputers()

    await owner.by('tab-farm').click()
    await owner.start(120, 120)
    await owner.reach('finished')
    const sum = async (): Promise<number> => Object.values(await owner.machines()).reduce((a, b) => a + b)
    await expect.poll(sum, PATIENT).toBeGreaterThanOrEqual(120 * 120)
    expect(await owner.machines()).toEqual({ [OWNER]: expect.any(Number), [HELPER]: expect.any(Number) })
    expect(await solvedBy(owner, OWNER)).toBeGreaterThan(0)
    expect(await solvedBy(owner, HELPER)).toBeGreaterThan(0)
    expect(await exported(owner, 'together')).toEqual(alone)
  })

  it('show who computes what; the helper is left when its owner says so, and the map goes on at home', async () => {
    const [owner, helper] = [await start(OWNER), await start(HELPER)]
    await pair(owner, helper)
    // Minutes of work, so that it is under way however slowly this test gets along.
    await startVolcano(owner, 200)

    await helper.openComputers('share')
    const guest = helper.by('share-guests').locator('tbody tr')
    await expect.poll(() => guest.textContent(), PATIENT).toContain(OWNER)
    expect(await guest.textContent()).toContain('volcano')
    await expect.poll(() => guest.locator('td').nth(4).textContent(), PATIENT).not.toBe('0')

    await helper.by('share-leave').click()
    await guest.waitFor({ state: 'detached' })
    expect(await helper.by('share-enabled').getAttribute('aria-checked')).toBe('true')
    await owner.openComputers('add')
    await expect.poll(owner.peerStates, PATIENT).toEqual(['unreachable'])
    expect(await owner.by('lan-peer').textContent()).toContain('Somebody there ended the help')
    await owner.closeComputers()
    const left = await solvedBy(owner, HELPER)
    const before = await owner.count('solved')
    await expect.poll(() => owner.count('solved'), PATIENT).toBeGreaterThan(before + 50)
    expect(await owner.by('phase').getAttribute('data-phase')).toBe('running')
    expect(await solvedBy(owner, HELPER)).toBe(left)
    await guest.waitFor({ state: 'detached' })
    await owner.by('stop').click()
    await owner.reach('stopped')
  })

  it('lose nothing when one leaves: the map is finished at home', async () => {
    const [owner, helper] = [await start(OWNER), await start(HELPER)]
    await pair(owner, helper)
    await startVolcano(owner, 48)
    // While it pauses it cannot come to its end before the helper has left.
    await owner.by('pause').click()
    await owner.reach('paused')
    await helper.openComputers('share')
    await helper.by('share-leave').click()
    await helper.by('share-leave').waitFor({ state: 'detached' })
    await owner.by('resume').click()
    await owner.reach('finished', 100_000)
    expect((await owner.count('solved')) + (await owner.count('failed'))).toBe(48 * 48)
    expect(await solvedBy(owner, HELPER)).toBeGreaterThan(0)
  })

  it('part: the one who is forgotten is cut off at once, and has to be paired again', async () => {
    const [owner, helper] = [await start(OWNER), await start(HELPER)]
    await pair(owner, helper)
    await owner.by('lan-forget').click()
    await owner.by('lan-forget-confirm').click()
    await owner.by('lan-empty').waitFor()
    await helper.openComputers('doctor')
    await helper.by('lan-log').getByText('uses this computer no more').waitFor(PATIENT)
    await helper.openComputers('add')
    await expect.poll(helper.peerStates, PATIENT).toEqual(['unreachable'])
  })

  it('store nothing when one person says that the codes differ', async () => {
    const [owner, helper] = [await start(OWNER), await start(HELPER)]
    await beginPairing(owner, helper, await share(helper))
    await owner.by('pairing-same').click()
    await helper.by('pairing-differ').click()
    await owner.by('pairing-dialog').waitFor({ state: 'detached' })
    await owner.by('notice-info').getByText('Nothing was stored').waitFor()
    for (const computer of [owner, helper]) {
      await computer.openComputers('add')
      await computer.by('lan-empty').waitFor()
    }
  })

  it('are told beside the field why another cannot be added', async () => {
    const [owner, helper] = [await start(OWNER), await start(HELPER)]
    const address = await share(helper)
    const problem = owner.by('lan-dialog').locator('form .problem')
    await owner.openComputers('add')
    for (const [typed, sentence] of [
      ['', 'Give an address'],
      ['lab', /^The address cannot be used: [^.]*\. Write host:port, as in .*\]:47110\.$/],
      ['127.0.0.1:1', 'nothing listens there'],
    ] as const) {
      await owner.addByAddress(typed)
      await problem.getByText(sentence).waitFor(PATIENT)
      expect(await owner.by('lan-address').getAttribute('aria-invalid')).toBe('true')
    }
    await owner.by('lan-address').fill('')

    await helper.by('share-invite').click()
    const code = (await helper.by('share-invite-code').textContent())!
    await owner.by('lan-code').fill(`${code.slice(0, -1)}${code.endsWith('a') ? 'b' : 'a'}`)
    await owner.by('lan-code-add').click()
    await problem.getByText('typing mistake').waitFor(PATIENT)
    await owner.by('lan-code').fill('')

    const third = await start('Office')
    await beginPairing(owner, helper, address)
    await third.openComputers('add')
    await third.addByAddress(address)
    await third.by('lan-dialog').getByText('another pairing is under way').waitFor(PATIENT)
    await owner.by('pairing-differ').click()
  })

  it('are joined by one without a screen that was invited', async () => {
    const owner = await start(OWNER)
    await owner.openComputers('share')
    await owner.by('share-invite').click()
    const code = (await owner.by('share-invite-code').textContent())!
    const peer = await startPeer(code, join(folder, 'headless'), 'Node 7')
    stops.push(peer.stop)
    await owner.openComputers('add')
    await expect.poll(owner.peerStates, PATIENT).toEqual(['in-use'])
    expect(await owner.by('lan-peer').textContent()).toContain('Node 7')
    await owner.closeComputers()
    await owner.by('tab-farm').click()
    await owner.start(120, 120)
    await owner.reach('finished')
    expect(await solvedBy(owner, 'Node 7')).toBeGreaterThan(0)

    await peer.stop()
    await owner.openComputers('add')
    await expect.poll(owner.peerStates, PATIENT).toEqual(['unreachable'])
  })

  it('are examined link by link, without a packet to the network', async () => {
    const [owner, helper] = [await start(OWNER), await start(HELPER)]
    const address = await share(helper)
    await owner.openComputers('doctor')
    await owner.by('doctor-address').fill(address)
    await owner.by('doctor-run').click()
    const check = (id: string) => owner.by('doctor-check').and(owner.page.locator(`[data-id=${id}]`))
    await check('clock').waitFor(PATIENT)
    const states = await owner
      .by('doctor-check')
      .evaluateAll(rows =>
        rows.map(row => `${row.getAttribute('data-id')} ${row.getAttribute('data-state')}`),
      )
    expect(states).toEqual([
      'interfaces passed',
      'multicast-send skipped',
      'multicast-receive skipped',
      'port passed',
      'firewall passed',
      'tls passed',
      'version passed',
      'clock passed',
    ])
  })
})
