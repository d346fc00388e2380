import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../../../src/node/desk/desk.js'
import { readSample, sampleIds } from '../../../src/node/desk/models.js'
import { parseModel } from '../../../src/shared/model/parse-model.js'
import type { MapTiles, OwnerContract, SweepView, ViewContract } from '../../../src/shared/owner-contract.js'
import { connect, serve } from '../../../src/shared/rpc.js'
import { fakeFarm, pipe } from './fake-fork.js'

const modelFolder = resolve('resources/models')
let folder = ''
let desk: Desk
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isobar-sessions-'))))
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

function open(options: Partial<DeskOptions> = {}) {
  const farm = fakeFarm()
  desk = createDesk({
    fork: farm.fork,
    host: 'browser',
    sessionFolder: join(folder, 'sessions'),
    modelFolder,
    version: '0.1.0',
    ...options,
  })
  const [ours, theirs] = pipe()
  desk.attach(theirs)
  let told: SweepView | null = null
  const heard: (string | null)[] = []
  let wake = (): void => undefined
  const hear = (view: SweepView | null): void => {
    told = view
    heard.push(view?.sessionPath ?? null)
    wake()
  }
  const nothing = (): void => undefined
  const tiles: MapTiles[] = []
  serve<ViewContract>(ours, {
    sweep: hear,
    progress: nothing,
    lan: nothing,
    scaling: nothing,
    tiles: argument => void tiles.push(argument),
    command: nothing,
  })
  const owner = connect<OwnerContract>(ours).client
  void owner.current({})
  const finished = (points: number): Promise<void> =>
    new Promise(done => {
      wake = () => {
        if (told?.progress.phase === 'finished' && told.progress.points === points) done()
      }
      wake()
    })
  return { owner, farm, finished, tiles, told: () => heard }
}

const axis = (parameter: string, count: number) =>
  ({ parameter, scale: 'linear', from: 0.1, to: 0.5, count }) as const
const setup = (n: number) => ({
  modelText: readSample(modelFolder, 'co-oxidation-pt100').text,
  x: axis('pCO', n),
  y: axis('pO2', n),
  settings: {},
  start: 'empty',
  workers: 2,
})

async function finishedMap(options: Partial<DeskOptions> = {}) {
  const page = open(options)
  const view = await page.owner.start(setup(6))
  await page.finished(36)
  return { ...page, path: view.sessionPath }
}

describe('the desk', () => {
  it('refines the map on it: a new session, in which only new points are computed', async () => {
    const { owner, farm, finished, path } = await finishedMap()
    farm.solvedPoints.length = 0
    const view = await owner.refineSession({})
    await finished(121)
    expect(view.sessionPath).toMatch(/-fine\.isobar$/)
    expect(farm.solvedPoints).toHaveLength(121 - 36)
    expect(farm.solvedPoints.some(point => point % 2 === 0 && Math.floor(point / 11) % 2 === 0)).toBe(false)
    expect(existsSync(path)).toBe(true)
  })

  it('refines the part of the map that is pointed at, and refuses a part that is none', async () => {
    const { owner, finished } = await finishedMap()
    await expect(owner.refineSession({ area: { x0: 0, x1: 6, y0: 0, y1: 1 } })).rejects.toMatchObject({
      data: { field: 'area.x1' },
    })
    const view = await owner.refineSession({ area: { x0: 1, x1: 3, y0: 0, y1: 1 } })
    expect([view.x.values.length, view.y.values.length]).toEqual([5, 3])
    await finished(15)
  })

  it('renames the session on it, which stays there and can go on', async () => {
    const { owner, path } = await finishedMap()
    const renamed = await owner.renameSession({ path, name: 'The map of 3 May' })
    expect(renamed.path).toBe(join(folder, 'sessions', 'The map of 3 May.isobar'))
    expect(existsSync(path)).toBe(false)
    const view = await owner.current({})
    expect(view).toMatchObject({ sessionPath: renamed.path, progress: { phase: 'finished', solved: 36 } })
    expect(await owner.sessionCards({})).toMatchObject([{ path: renamed.path, onDesk: true }])
  })

  it('lets a sweep that runs go on under its new name, and its watchers watch on', async () => {
    const { owner, farm, finished, tiles, told } = open()
    farm.hold()
    const { sessionPath: path } = await owner.start(setup(6))
    const { revision } = await owner.watch({ output: 'coverage(O*)' })
    const renaming = owner.renameSession({ path, name: 'b' })
    farm.release()
    await renaming
    await finished(36)
    const renamed = join(folder, 'sessions', 'b.isobar')
    expect(await owner.current({})).toMatchObject({ sessionPath: renamed })
    expect(told()).not.toContain(null)
    await expect.poll(() => new Set(tiles.flatMap(tile => [...tile.points])).size).toBe(36)
    expect(tiles.every(tile => tile.revision > revision)).toBe(true)
  })

  it.each(['', '../up', 'a/b', 'con', '.hidden', 'a\0b'])('takes %j for no name', async name => {
    const { owner, path } = await finishedMap()
    await expect(owner.renameSession({ path, name })).rejects.toMatchObject({ data: { field: 'name' } })
    expect(existsSync(path)).toBe(true)
  })

  it('duplicates a session, never over another, and deletes one only from the disk it is on', async () => {
    const { owner, path } = await finishedMap()
    const copies = [await owner.duplicateSession({ path }), await owner.duplicateSession({ path })]
    expect(new Set(copies.map(copy => copy.path)).size).toBe(2)
    await expect(owner.renameSession({ path, name: 'CO-oxidation-on-Pt-100-copy' })).rejects.toMatchObject({
      data: { field: 'name' },
    })
    await owner.deleteSession({ path })
    expect(existsSync(path)).toBe(false)
    expect(await owner.current({})).toBeNull()
    expect((await owner.sessionCards({})).map(card => card.path).sort()).toEqual(
      copies.map(copy => copy.path).sort(),
    )
  })

  it('takes a session off the list and keeps the file', async () => {
    const { owner, path } = await finishedMap()
    await owner.closeSession({})
    await owner.forgetSession({ path })
    expect(await owner.sessionCards({})).toEqual([])
    expect(await owner.recentSessions({})).toEqual([])
    await owner.openSession({ path })
    expect(await owner.sessionCards({})).toHaveLength(1)
  })

  it('finds a dropped session by name and size, or takes over its content, but nothing else', async () => {
    const { owner, path } = await finishedMap()
    await owner.closeSession({})
    const bytes = new Uint8Array(readFileSync(path))
    const name = path.split('/').at(-1)!
    expect(await owner.findSession({ name, bytes: bytes.length })).toEqual({ path })
    expect(await owner.findSession({ name, bytes: bytes.length + 1 })).toEqual({ path: null })
    const { path: taken } = await owner.importSession({ name, bytes })
    expect(taken).not.toBe(path)
    expect((await owner.openSession({ path: taken })).progress.solved).toBe(36)
    await expect(
      owner.importSession({ name: 'letter.isobar', bytes: new Uint8Array([1, 2, 3]) }),
    ).rejects.toMatchObject({ code: 'session/unreadable' })
    expect(existsSync(join(folder, 'sessions/letter.isobar'))).toBe(false)
  })

  it('opens the session again as the file is now, and shows files where the host can', async () => {
    const revealed: string[] = []
    const { owner, path } = await finishedMap({ reveal: file => void revealed.push(file) })
    expect((await owner.reloadSession({})).progress).toMatchObject({ phase: 'finished', solved: 36 })
    expect(await owner.revealSession({ path })).toEqual({ shown: true })
    expect(revealed).toEqual([path])
    await owner.closeSession({})
    await expect(owner.reloadSession({})).rejects.toMatchObject({ code: 'input/invalid' })
  })

  it('keeps one draft until it is dropped', async () => {
    const { owner } = open()
    expect(await owner.draft({})).toEqual({ draft: null })
    await owner.keepDraft({ draft: '{"a":1}' })
    expect(await owner.draft({})).toEqual({ draft: '{"a":1}' })
    await owner.keepDraft({ draft: null })
    expect(await owner.draft({})).toEqual({ draft: null })
  })

  it('has a picture of every sample and templates that are whole models', async () => {
    const { owner } = open()
    for (const sample of sampleIds(modelFolder))
      expect((await owner.samplePicture({ sample }))!.width).toBeGreaterThan(30)
    expect(await owner.samplePicture({ sample: '../models/co-oxidation-pt100' })).toBeNull()
    const templates = await owner.templates({})
    expect(templates.length).toBeGreaterThanOrEqual(2)
    for (const { text } of templates)
      expect(parseModel(text).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('leaves a folder that cannot be written as it is', async () => {
    writeFileSync(join(folder, 'sessions'), 'a file where a folder should be')
    const { owner } = open()
    expect(await owner.sessionCards({})).toEqual([])
    await owner.keepDraft({ draft: 'x' })
    expect(await owner.draft({})).toEqual({ draft: null })
  })
})
