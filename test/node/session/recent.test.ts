import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recent } from '../../../src/node/session/recent.js'
import { createSession } from '../../../src/node/session/session.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { plausibleSlice } from './slices.js'

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

describe('recent sessions', () => {
  it('come with their model, axes and how far they are, the last changed first', async () => {
    const older = await make('b.isobar', 1_000, [0, 10], [20, 30], [5, 25])
    const newer = await make('a.isobar', 2_000, [0, 80])

    const common = { model: 'tiny', x: 'pA', y: 'kr', points: 80 }
    expect(recent(folder)).toEqual([
      { ...common, path: newer, modifiedAt: 2_000_000, done: 80 },
      { ...common, path: older, modifiedAt: 1_000_000, done: 30 },
    ])
  })

  it('are found while they are being written, and newest when they are', async () => {
    await make('a.isobar', Date.now() / 1_000 - 5, [0, 80])
    const session = createSession(join(folder, 'live.isobar'), { plan, version: '1' })
    await session.append([plausibleSlice(plan, 0, 7)])
    utimesSync(session.path, 1, 1)

    expect(recent(folder).map(({ path, done }) => [path, done])[0]).toEqual([session.path, 7])
    await session.append([plausibleSlice(plan, 7, 8)])
    session.close()
  })

  it('do not count what was taken back from a machine that was set aside', async () => {
    const session = createSession(join(folder, 'a.isobar'), { plan, version: '1' })
    const lie = plausibleSlice(plan, 0, 20)
    await session.append([lie, { ...lie, status: new Uint8Array(20) }, plausibleSlice(plan, 15, 25)])
    session.close()
    expect(recent(folder)[0]!.done).toBe(10)
  })

  it('leave out what is no session', () => {
    writeFileSync(join(folder, 'text.isobar'), 'hello')
    writeFileSync(join(folder, 'empty.isobar'), '')
    expect(recent(folder)).toEqual([])
    expect(recent(join(folder, 'none'))).toEqual([])
  })
})
