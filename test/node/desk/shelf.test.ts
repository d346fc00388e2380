import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createShelf } from '../../../src/node/desk/shelf.js'
import { createSession } from '../../../src/node/session/session.js'
import { plausibleSlice } from '../session/slices.js'
import { tinyPlan } from './tiny-plan.js'

const plan = tinyPlan(10, 8)
let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'isobar-recent-'))))
afterEach(() => rmSync(folder, { recursive: true }))

async function make(name: string, changedAt: number, ...ranges: [number, number][]): Promise<string> {
  const session = createSession(join(folder, name), { plan, version: '1' })
  await session.append(ranges.map(([from, to]) => plausibleSlice(plan, from, to)))
  session.close()
  utimesSync(session.path, changedAt, changedAt)
  return session.path
}

const shelf = (sessions = folder) => createShelf(sessions, join(folder, 'notes.json'), () => undefined)
const cards = (sessions?: string) => shelf(sessions).cards()

describe('the shelf of sessions', () => {
  it('shows model, axes and how far each is, the last changed first', async () => {
    const older = await make('b.isobar', 1_000, [0, 10], [20, 30], [5, 25])
    const newer = await make('a.isobar', 2_000, [0, 80])

    const common = { model: 'tiny', x: 'pA', y: 'kr', nx: 10, ny: 8, points: 80, onDesk: false }
    expect(cards()).toMatchObject([
      { ...common, path: newer, modifiedAt: 2_000_000, done: 80, state: 'finished' },
      { ...common, path: older, modifiedAt: 1_000_000, done: 30, state: 'unfinished' },
    ])
  })

  it('finds sessions while they are being written, and says so', async () => {
    await make('a.isobar', Date.now() / 1_000 - 5, [0, 80])
    const session = createSession(join(folder, 'live.isobar'), { plan, version: '1' })
    await session.append([plausibleSlice(plan, 0, 7)])
    utimesSync(session.path, 1, 1)

    expect(cards()[0]).toMatchObject({ path: session.path, done: 7, state: 'elsewhere' })
    await session.append([plausibleSlice(plan, 7, 8)])
    session.close()
  })

  it('does not count what was taken back from a machine that was set aside', async () => {
    const session = createSession(join(folder, 'a.isobar'), { plan, version: '1' })
    const lie = plausibleSlice(plan, 0, 20)
    await session.append([lie, { ...lie, status: new Uint8Array(20) }, plausibleSlice(plan, 15, 25)])
    session.close()
    expect(cards()[0]!.done).toBe(10)
  })

  it('leaves out what is no session', () => {
    writeFileSync(join(folder, 'text.isobar'), 'hello')
    writeFileSync(join(folder, 'empty.isobar'), '')
    expect(cards()).toEqual([])
    expect(cards(join(folder, 'none'))).toEqual([])
  })

  it('says that a session is gone which it knew, until that is taken off the list', async () => {
    const path = await make('a.isobar', 1_000, [0, 80])
    cards()
    renameSync(path, `${path}.away`)
    expect(cards()).toMatchObject([{ path, state: 'missing', model: 'tiny', points: 80 }])
    shelf().forget(path)
    expect(cards()).toEqual([])
  })

  it('keeps off the list what was taken off, over restarts, until it is opened again', async () => {
    const path = await make('a.isobar', 1_000, [0, 80])
    shelf().forget(path)
    expect(cards()).toEqual([])
    shelf().remember(path)
    expect(cards()).toHaveLength(1)
  })

  it('lists what was opened from elsewhere, and a damaged head as damaged', async () => {
    const path = await make('a.isobar', 1_000, [0, 80])
    const sessions = join(folder, 'sessions')
    expect(cards(sessions)).toEqual([])
    shelf(sessions).remember(path)
    expect(cards(sessions)).toMatchObject([{ path, state: 'finished' }])
    const db = new DatabaseSync(path)
    db.exec("UPDATE session SET model = 'other'")
    db.close()
    expect(cards(sessions)).toMatchObject([{ path, state: 'damaged' }])
  })

  it('draws what is known of a map, coarse first, and nothing of one that knows nothing', async () => {
    const path = await make('a.isobar', 1_000, [0, 20])
    expect(shelf().picture(path)).toMatchObject({ width: 10, height: 8 })
    expect(shelf().picture(path)!.src).toMatch(/^data:image\/png;base64,/)
    expect(shelf().picture(await make('b.isobar', 1_000))).toBeNull()
    expect(shelf().picture(join(folder, 'none.isobar'))).toBeNull()
  })
})
