import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { readSample } from '../../src/node/desk/models.js'
import { socketChannel } from '../../src/node/net/socket-channel.js'
import { SOCKET_PATH } from '../../src/shared/bridge.js'
import type { OwnerContract, SweepSetup, SweepView, ViewContract } from '../../src/shared/owner-contract.js'
import { connect, serve } from '../../src/shared/rpc.js'
import { builtCli, ROOT } from '../support/built.js'
import { childrenOf, isAlive, scratch, until } from './cli-harness.js'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup()
})

function home(): string {
  const { folder, remove } = scratch()
  cleanups.push(remove)
  return folder
}

/** `isobar ui` in a home of its own. */
async function startOwner(
  folder: string,
): Promise<{ pid: number; url: string; kill: () => Promise<unknown> }> {
  const child = spawn(process.execPath, [await builtCli(), 'ui', '--json'], {
    cwd: folder,
    env: { ...process.env, HOME: folder, USERPROFILE: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  cleanups.push(() => void child.kill('SIGKILL'))
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  const kill = (): Promise<unknown> => {
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    return exit
  }
  return { pid: child.pid!, url, kill }
}

interface Seen {
  view: SweepView | null
  /** The map as painted from tiles. */
  values: Float64Array
  tiles: number
}

/** What the page does, without a page: spends the token, opens the socket, listens. */
async function openPage(url: string) {
  const { origin } = new URL(url)
  const first = await fetch(url, { redirect: 'manual' })
  const cookie = first.headers.getSetCookie()[0]!.split(';')[0]!
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${SOCKET_PATH}`, {
    headers: { cookie, origin },
  })
  await once(socket, 'open')
  cleanups.push(() => socket.terminate())

  const channel = socketChannel(socket)
  const { client: owner } = connect<OwnerContract>(channel)
  const seen: Seen = { view: null, values: new Float64Array(), tiles: 0 }
  serve<ViewContract>(channel, {
    sweep: view => void (seen.view = view),
    progress: progress => void (seen.view &&= { ...seen.view, progress }),
    tiles: tiles => {
      seen.tiles++
      tiles.points.forEach((point, k) => (seen.values[point] = tiles.values[k]!))
    },
    lan: () => undefined,
    scaling: () => undefined,
    command: () => undefined,
  })
  await owner.current({})
  return { owner, seen }
}

const setup = (n: number): SweepSetup => ({
  modelText: readSample(join(ROOT, 'resources/models'), 'co-oxidation-pt100').text,
  x: { parameter: 'pCO', scale: 'linear', from: 1e-5, to: 0.5, count: n },
  y: { parameter: 'pO2', scale: 'linear', from: 1e-5, to: 0.5, count: n },
  settings: {},
  start: 'empty',
  workers: 2,
})
const OUTPUT = 'tof(CO2)'

describe('the owner of a sweep, by its socket', () => {
  it('fills the map of a page to the same bits as a snapshot, while a worker is killed', async () => {
    const owner = await startOwner(home())
    const { owner: calls, seen } = await openPage(owner.url)
    await calls.start(setup(200))
    const { values } = await calls.watch({ output: OUTPUT })
    seen.values = values
    await until(() => seen.tiles > 0 && childrenOf(owner.pid).length > 0)
    process.kill(childrenOf(owner.pid)[0]!, 'SIGKILL')
    await until(() => seen.view?.progress.phase === 'finished')

    const { progress } = (await calls.current({}))!
    expect(progress).toMatchObject({ points: 40_000, solved: 40_000, failed: 0 })
    expect(progress.incidents.map(({ message }) => message).join()).toContain('SIGKILL')
    const whole = await calls.watch({ output: OUTPUT })
    expect(whole.values.every(Number.isFinite)).toBe(true)
    // The last tiles may still be on their way.
    await until(() => seen.values.every((value, point) => value === whole.values[point]))
    await until(() => childrenOf(owner.pid).length === 0)
  })

  it('leaves a session behind that another owner goes on with, when it is killed', async () => {
    const folder = home()
    const first = await startOwner(folder)
    const page = await openPage(first.url)
    const { sessionPath } = await page.owner.start(setup(300))
    await until(async () => (await page.owner.recentSessions({}))[0]!.done > 0)
    const workers = childrenOf(first.pid)
    await first.kill()
    await until(() => !workers.some(isAlive))

    const second = await startOwner(folder)
    const { owner, seen } = await openPage(second.url)
    const view = await owner.openSession({ path: sessionPath })
    expect(view.progress.phase).toBe('stopped')
    expect(view.progress.solved).toBeGreaterThan(0)
    await owner.resume({})
    await until(() => seen.view?.progress.phase === 'finished')
    expect(seen.view!.progress).toMatchObject({ points: 90_000, solved: 90_000 })
  })

  it('answers within 200 ms while all cores compute', async () => {
    const owner = await startOwner(home())
    const { owner: calls, seen } = await openPage(owner.url)
    await calls.start({ ...setup(1000), workers: 4 })
    seen.values = (await calls.watch({ output: OUTPUT })).values
    await until(() => seen.tiles > 3)
    const waits: number[] = []
    for (let k = 0; k < 40; k++) {
      const asked = performance.now()
      await calls.point({ point: k * 1001 })
      waits.push(performance.now() - asked)
    }
    // The median, because a machine shared with other work may take any single turn away.
    expect(waits.sort((a, b) => a - b)[20]).toBeLessThan(200)
    await calls.stop({})
  })
})
