import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../../../src/node/desk/desk.js'
import { readSample } from '../../../src/node/desk/models.js'
import type {
  MapTiles,
  OwnerContract,
  SweepSetup,
  SweepView,
  ViewContract,
} from '../../../src/shared/owner-contract.js'
import { type Client, connect, serve } from '../../../src/shared/rpc.js'
import { type FakeFarm, fakeFarm, pipe } from './fake-fork.js'

const modelFolder = resolve('resources/models')
const SAMPLE = 'co-oxidation-pt100'

let folder = ''
let desks: Desk[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-desk-'))
})
afterEach(async () => {
  await Promise.all(desks.map(desk => desk.close()))
  desks = []
  rmSync(folder, { recursive: true })
})

function makeDesk(farm: FakeFarm, options: Partial<DeskOptions> = {}): Desk {
  const desk = createDesk({
    fork: farm.fork,
    host: 'browser',
    sessionFolder: join(folder, 'sessions'),
    modelFolder,
    version: '0.1.0',
    ...options,
  })
  desks.push(desk)
  return desk
}

/** An interface over a pipe in memory that remembers the last it was told, and all tiles. */
function openInterface(desk: Desk) {
  const [ours, theirs] = pipe()
  const detach = desk.attach(theirs)
  const { client: owner, close } = connect<OwnerContract>(ours)
  const tiles: MapTiles[] = []
  const commands: string[] = []
  const told: (SweepView | null)[] = []
  let wake = (): void => undefined
  const stop = serve<ViewContract>(ours, {
    sweep: view => {
      told.push(view)
      wake()
    },
    progress: () => wake(),
    lan: () => undefined,
    scaling: () => undefined,
    tiles: argument => {
      tiles.push(argument)
      wake()
    },
    command: ({ name }) => void commands.push(name),
  })
  /** Resolves at the first push after which `holds`. */
  const until = (holds: () => boolean): Promise<void> =>
    new Promise(done => {
      wake = () => {
        if (holds()) done()
      }
      wake()
    })
  void owner.current({}).catch(() => undefined)
  const leave = (): void => {
    detach()
    close()
    stop()
  }
  return { owner, tiles, commands, told, until, leave }
}

type Page = ReturnType<typeof openInterface>
const phaseOf = ({ told }: Page): string | undefined => told.at(-1)?.progress.phase

const setup = (n: number, rest: Partial<SweepSetup> = {}): SweepSetup => ({
  modelText: readSample(modelFolder, SAMPLE).text,
  x: { parameter: 'pCO', scale: 'linear', from: 0.1, to: 0.5, count: n },
  y: { parameter: 'pO2', scale: 'linear', from: 0.1, to: 0.5, count: n },
  settings: {},
  start: 'empty',
  workers: 2,
  ...rest,
})

/** A sweep computed to its end; answers its view. */
async function finished(page: Page, wanted = setup(6)): Promise<SweepView> {
  const { sessionId } = await page.owner.start(wanted)
  await page.until(() => page.told.at(-1)?.sessionId === sessionId && phaseOf(page) === 'finished')
  return page.told.at(-1)!
}

describe('the desk', () => {
  it('introduces itself with the samples and the model it was started with', async () => {
    const page = openInterface(makeDesk(fakeFarm(), { initialModel: SAMPLE }))
    const host = await page.owner.hello({})
    expect(host).toMatchObject({ host: 'browser', nativeDialogs: false, firstModel: { sample: SAMPLE } })
    expect(host.samples.map(({ id }) => id)).toContain(SAMPLE)
    expect(await page.owner.current({})).toBeNull()
    expect((await page.owner.openModel({ sample: SAMPLE })).outputs[0]).toMatchObject({ unit: 's-1' })
  })

  it('answers no method that is not in the contract', async () => {
    const page = openInterface(makeDesk(fakeFarm()))
    const anything = page.owner as unknown as Client<{
      eval: (argument: string) => void
      toString: (argument: string) => void
    }>
    await expect(anything.eval('1')).rejects.toMatchObject({ code: 'internal/bug' })
    await expect(anything.toString('1')).rejects.toMatchObject({ code: 'internal/bug' })
  })

  it('computes a sweep into a new session named after the model, and never takes a name twice', async () => {
    const farm = fakeFarm()
    const page = openInterface(makeDesk(farm))
    const first = await finished(page)
    expect(first.progress).toMatchObject({ phase: 'finished', points: 36, solved: 36 })
    const second = await finished(page)
    expect(second.sessionPath).not.toBe(first.sessionPath)
    expect([existsSync(first.sessionPath), existsSync(second.sessionPath), farm.alive()]).toEqual([
      true,
      true,
      0,
    ])
  })

  it('lets an interface go back to a map it has kept, unless the map has changed since', async () => {
    const farm = fakeFarm()
    const page = openInterface(makeDesk(farm))
    farm.hold()
    await page.owner.start(setup(20))
    const output = 'coverage(O*)'
    const { revision } = await page.owner.watch({ output })
    expect(await page.owner.rewatch({ output, revision })).toBe(true)
    farm.release()
    await page.until(() => page.tiles.reduce((sum, { points }) => sum + points.length, 0) >= 400)
    expect(await page.owner.rewatch({ output, revision })).toBe(false)
    const now = (await page.owner.watch({ output })).revision
    expect(await page.owner.rewatch({ output: 'coverage(CO*)', revision: now })).toBe(true)
    await expect(page.owner.rewatch({ output: 'none', revision: now })).rejects.toMatchObject({
      code: 'input/invalid',
    })
  })

  it('keeps pins in the session, and takes none outside the map', async () => {
    const page = openInterface(makeDesk(fakeFarm()))
    await page.owner.start(setup(4))
    const pins = [{ id: 1, i: 3, j: 0, name: 'edge' }]
    expect(await page.owner.keepPins({ pins })).toBe(true)
    expect(await page.owner.pins({})).toEqual(pins)
    const outside = [{ id: 1, i: 4, j: 0, name: '' }]
    await expect(page.owner.keepPins({ pins: outside })).rejects.toMatchObject({ code: 'input/invalid' })
    expect(await page.owner.pins({})).toEqual(pins)
  })

  it('pushes exactly the map of the watched output while it fills', async () => {
    const farm = fakeFarm()
    const page = openInterface(makeDesk(farm))
    farm.hold()
    await page.owner.start(setup(20))
    const output = 'coverage(O*)'
    const before = await page.owner.watch({ output })
    expect(before.status.every(status => status === 0)).toBe(true)
    farm.release()
    await page.until(() => page.tiles.reduce((sum, { points }) => sum + points.length, 0) >= 400)

    const { values } = await page.owner.watch({ output })
    const painted = before.values.slice()
    for (const { points, values } of page.tiles) points.forEach((point, k) => (painted[point] = values[k]!))
    expect(painted).toEqual(values)
    expect(page.tiles.every(tile => tile.output === output && tile.revision > before.revision)).toBe(true)
  })

  it('shows the same sweep to every interface, also to one that comes back', async () => {
    const desk = makeDesk(fakeFarm())
    const page = openInterface(desk)
    const other = openInterface(desk)
    const view = await finished(page)
    await other.until(() => phaseOf(other) === 'finished')
    page.leave()
    const again = openInterface(desk)
    expect((await again.owner.current({}))?.sessionId).toBe(view.sessionId)
    expect(other.told.at(-1)?.sessionId).toBe(view.sessionId)
  })

  it('reads every output of a point, and asks a worker of its own for more', async () => {
    const farm = fakeFarm()
    const page = openInterface(makeDesk(farm))
    const view = await finished(page)
    const point = await page.owner.point({ point: 7 })
    expect(point.values.length).toBe(view.outputs.length)
    expect(point).toMatchObject({ point: 7, x: view.x.values[1], y: view.y.values[1], status: 1 })
    expect(point.computedBy).toBeDefined()
    expect((await page.owner.inspect({ point: 7 })).point).toBe(7)
    expect(farm.alive()).toBe(1)
    await expect(page.owner.point({ point: 36 })).rejects.toMatchObject({ code: 'input/invalid' })
  })

  it('pauses, resumes and stops; a stopped sweep goes on where it was', async () => {
    const farm = fakeFarm()
    const page = openInterface(makeDesk(farm))
    farm.hold()
    await page.owner.start(setup(6))
    await page.owner.pause({})
    await page.until(() => phaseOf(page) === 'paused')
    await page.owner.resume({})
    await page.until(() => phaseOf(page) === 'running')
    await page.owner.stop({})
    await page.until(() => phaseOf(page) === 'stopped')
    expect(farm.alive()).toBe(0)

    farm.release()
    await page.owner.resume({})
    await page.until(() => phaseOf(page) === 'finished')
  })

  it('stops the sweep that runs before it starts another', async () => {
    const farm = fakeFarm()
    const page = openInterface(makeDesk(farm))
    farm.hold()
    const first = await page.owner.start(setup(6))
    const second = await page.owner.start(setup(5))
    expect(second.sessionId).not.toBe(first.sessionId)
    expect(farm.alive()).toBe(2)
    const reopened = openInterface(makeDesk(fakeFarm()))
    expect((await reopened.owner.openSession({ path: first.sessionPath })).progress.phase).toBe('stopped')
  })

  it('keeps the sweep on the desk when another set-up or session is refused', async () => {
    const page = openInterface(makeDesk(fakeFarm()))
    const view = await finished(page)
    const bad = setup(6, { settings: { nope: 1 } })
    await expect(page.owner.start(bad)).rejects.toMatchObject({ data: { field: 'settings.nope' } })
    const notes = join(folder, 'notes.isobar')
    writeFileSync(notes, 'not a session')
    await expect(page.owner.openSession({ path: notes })).rejects.toMatchObject({
      code: 'session/unreadable',
    })
    expect((await page.owner.current({}))?.sessionId).toBe(view.sessionId)
  })

  it('says that the session folder cannot be made, and where', async () => {
    writeFileSync(join(folder, 'sessions'), 'a file where a folder should be')
    const page = openInterface(makeDesk(fakeFarm()))
    await expect(page.owner.start(setup(6))).rejects.toMatchObject({
      code: 'session/unwritable',
      data: { path: join(folder, 'sessions') },
    })
  })

  it('opens a session without computing, and computes only what is missing on resume', async () => {
    const farm = fakeFarm()
    const page = openInterface(makeDesk(farm))
    const { sessionPath } = await finished(page)
    await page.owner.closeSession({})
    expect(await page.owner.current({})).toBeNull()

    farm.solvedPoints.length = 0
    const view = await page.owner.openSession({ path: sessionPath })
    expect(view.progress).toMatchObject({ phase: 'finished', solved: 36 })
    expect(view.setup).toMatchObject({ x: setup(6).x, y: setup(6).y, start: 'empty' })
    await page.owner.resume({})
    expect(farm.solvedPoints).toEqual([])
  })

  it('opens a session that another owner writes for reading only', async () => {
    const farm = fakeFarm()
    const page = openInterface(makeDesk(farm))
    farm.hold()
    const { sessionPath } = await page.owner.start(setup(6))
    const second = openInterface(makeDesk(fakeFarm()))
    const view = await second.owner.openSession({ path: sessionPath })
    expect(view.progress.phase).toBe('read-only')
    expect(view.trouble).not.toBeNull()
    await expect(second.owner.resume({})).rejects.toMatchObject({ code: 'input/invalid' })
  })

  it('finds itself at home when the session on the desk is opened again', async () => {
    const page = openInterface(makeDesk(fakeFarm()))
    const view = await finished(page)
    expect((await page.owner.openSession({ path: view.sessionPath })).progress.phase).toBe('finished')
  })

  it('saves a copy that opens to the same values, and replaces no file unasked', async () => {
    const page = openInterface(makeDesk(fakeFarm()))
    await finished(page)
    const { values } = await page.owner.watch({ output: 'coverage(O*)' })
    const copy = join(folder, 'copy.isobar')
    expect(await page.owner.saveSessionAs({ path: copy })).toEqual({ path: copy })
    await expect(page.owner.saveSessionAs({ path: copy })).rejects.toMatchObject({ data: { field: 'path' } })
    await page.owner.openSession({ path: copy })
    expect((await page.owner.watch({ output: 'coverage(O*)' })).values).toEqual(values)
  })

  it('exports the map, and lists the session among the recent ones', async () => {
    const page = openInterface(makeDesk(fakeFarm()))
    const view = await finished(page)
    const path = join(folder, 'map.csv')
    const { bytes } = await page.owner.exportSession({ format: 'csv', path })
    expect(readFileSync(path).length).toBe(bytes)
    const [entry] = await page.owner.recentSessions({})
    expect(entry).toMatchObject({ path: view.sessionPath, points: 36, done: 36 })
  })

  it('computes failed points again, in a rectangle or all', async () => {
    let broken = true
    const page = openInterface(makeDesk(fakeFarm(point => (broken && point % 6 === 0 ? 100 : 1))))
    expect((await finished(page)).progress.failed).toBe(6)
    broken = false
    expect(await page.owner.rerunFailed({ area: { x0: 0, x1: 5, y0: 0, y1: 1 } })).toEqual({ points: 2 })
    await page.until(() => page.told.at(-1)?.progress.failed === 4 && phaseOf(page) === 'finished')
    expect(await page.owner.rerunFailed({})).toEqual({ points: 4 })
    await page.until(() => page.told.at(-1)?.progress.failed === 0 && phaseOf(page) === 'finished')
  })

  it('passes menu commands on, and is quiet to an interface that left', async () => {
    const desk = makeDesk(fakeFarm())
    const page = openInterface(desk)
    desk.command('save-as')
    await page.owner.hello({})
    expect(page.commands).toEqual(['save-as'])
    page.leave()
    desk.command('new')
    expect(page.commands).toEqual(['save-as'])
  })

  it('ends every process and lets the file go when it closes', async () => {
    const farm = fakeFarm()
    const desk = makeDesk(farm)
    const page = openInterface(desk)
    farm.hold()
    const { sessionPath } = await page.owner.start(setup(6))
    void page.owner.inspect({ point: 1 }).catch(() => undefined)
    await desk.close()
    expect(farm.alive()).toBe(0)
    const next = openInterface(makeDesk(fakeFarm()))
    expect((await next.owner.openSession({ path: sessionPath })).progress.phase).toBe('stopped')
  })
})
