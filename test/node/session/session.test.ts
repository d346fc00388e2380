import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSession, openSession, type Session } from '../../../src/node/session/session.js'
import { tinyPlan } from '../desk/tiny-plan.js'
import { plausibleSlice } from './slices.js'

const plan = tinyPlan(10, 8)
const made = { plan, version: '1.2.3' }
let folder: string
let path: string
let open: Session[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isobar-session-'))
  path = join(folder, 'map.isobar')
  open = []
})
afterEach(() => {
  for (const session of open) session.close()
  rmSync(folder, { recursive: true })
})

/** Closed after the test, if not before. */
function kept(session: Session): Session {
  open.push(session)
  return session
}

async function sessionWith(...ranges: [number, number][]): Promise<Session> {
  const session = kept(createSession(path, made))
  for (const [from, to] of ranges) await session.append([plausibleSlice(plan, from, to)])
  return session
}

/** SQL on the file itself, as only a mishap or another program would. */
function tamper(sql: string, file = path): void {
  const db = new DatabaseSync(file)
  db.exec(sql)
  db.close()
}

describe('a session file', () => {
  it('keeps marked points, and takes them along into a copy', async () => {
    const session = await sessionWith([0, 7])
    expect(session.pins()).toEqual([])
    session.keepPins([{ id: 1, i: 0, j: 0, name: 'lost' }])
    const pins = [
      { id: 2, i: 3, j: 1, name: '边缘' },
      { id: 5, i: 0, j: 0, name: '' },
    ]
    session.keepPins(pins)
    const copy = join(folder, 'copy.isobar')
    await session.saveAs(copy)
    session.close()
    expect(kept(openSession(path)).pins()).toEqual(pins)
    expect(kept(openSession(copy)).pins()).toEqual(pins)
  })

  it('gives back every slice bit for bit, oldest first, after it was closed', async () => {
    const session = await sessionWith([0, 7], [40, 80], [3, 4])
    const odd = plausibleSlice(plan, 7, 9)
    odd.rows.set([-0, NaN, Infinity, 5e-324])
    new BigUint64Array(odd.rows.buffer)[5] = 0x7ff8_0000_dead_beefn
    const special = {
      ...odd,
      reasons: [{ at: 8, reason: 'θ → 0 "–" \n\u0000' }],
      executor: 'Gerät/1.1',
      at: 0,
    }
    await session.append([special, plausibleSlice(plan, 9, 10)])
    session.close()

    const found = [...kept(openSession(path)).slices()]
    const expected = [
      plausibleSlice(plan, 0, 7),
      plausibleSlice(plan, 40, 80),
      plausibleSlice(plan, 3, 4),
      special,
      plausibleSlice(plan, 9, 10),
    ]
    const bits = (slices: typeof found) => slices.map(slice => Buffer.from(slice.rows.buffer).toString('hex'))
    expect(bits(found)).toEqual(bits(expected))
    expect(found).toEqual(expected)
  })

  it('keeps its identity, plan and timeline', async () => {
    const session = await sessionWith()
    session.addRun({ startedAt: 5, wallMs: 100, workers: 2, host: 'a' })
    session.addRun({ startedAt: 9, wallMs: 50.5, workers: 4, host: 'b' })
    session.close()

    const again = kept(openSession(path))
    expect(again).toMatchObject({
      path,
      id: session.id,
      plan: JSON.parse(JSON.stringify(plan)) as unknown,
      planHash: session.planHash,
      createdAt: session.createdAt,
      version: '1.2.3',
      readOnly: false,
      problems: [],
      wallMs: 150.5,
    })
    expect(again.runs().map(({ host }) => host)).toEqual(['a', 'b'])
  })

  it('goes on where it was left, and is one file whenever it is closed', async () => {
    const session = await sessionWith([0, 5])
    session.close()
    expect(readdirSync(folder)).toEqual(['map.isobar'])

    const again = kept(openSession(path, 'required'))
    await again.append([plausibleSlice(plan, 5, 9)])
    again.close()
    again.close()
    expect(readdirSync(folder)).toEqual(['map.isobar'])
    expect([...kept(openSession(path, 'no')).slices()].map(({ from, to }) => [from, to])).toEqual([
      [0, 5],
      [5, 9],
    ])
  })

  it('is not made where there is a file, nor where there is no folder', () => {
    writeFileSync(path, 'mine')
    expect(() => createSession(path, made)).toThrow(
      expect.objectContaining({
        code: 'session/unwritable',
        data: expect.objectContaining({ reason: 'the file exists already' }) as unknown,
      }),
    )
    expect(readFileSync(path, 'utf8')).toBe('mine')
    expect(() => createSession(join(folder, 'none', 'map.isobar'), made)).toThrow(
      expect.objectContaining({ code: 'session/unwritable' }),
    )
    expect(readdirSync(folder)).toEqual(['map.isobar'])
  })

  it('does not take the log of a removed session for its own', async () => {
    const former = await sessionWith([0, 5])
    const log = readFileSync(`${path}-wal`)
    former.close()
    rmSync(path)
    writeFileSync(`${path}-wal`, log)

    expect([...kept(createSession(path, made)).slices()]).toEqual([])
  })
})

describe('a second owner', () => {
  it('reads what the first one writes, as it comes', async () => {
    const first = await sessionWith([0, 5])
    const second = kept(openSession(path))

    expect(second.readOnly).toBe(true)
    expect(second.problems).toEqual([`another Isobar (process ${process.pid}) is writing ${path}`])
    await first.append([plausibleSlice(plan, 5, 9)])
    expect([...second.slices()]).toEqual([plausibleSlice(plan, 0, 5), plausibleSlice(plan, 5, 9)])
    await expect(second.append([plausibleSlice(plan, 9, 12)])).rejects.toMatchObject({
      code: 'session/unwritable',
    })
  })

  it('is told who writes when it insists on writing, also by another name of the file', async () => {
    const first = await sessionWith([0, 5])
    const link = join(folder, 'link.isobar')
    symlinkSync(path, link)

    for (const name of [path, link])
      expect(() => openSession(name, 'required')).toThrow(
        expect.objectContaining({ code: 'session/locked', data: { path: name, pid: process.pid } }),
      )
    first.close()
    expect(kept(openSession(link, 'required')).readOnly).toBe(false)
  })

  it('does not disturb the first one by coming and going', async () => {
    const first = await sessionWith([0, 5])
    for (let visit = 0; visit < 3; visit++) openSession(path).close()

    expect(() => openSession(path, 'required')).toThrow(expect.objectContaining({ code: 'session/locked' }))
    await first.append([plausibleSlice(plan, 5, 6)])
    first.close()
    expect([...kept(openSession(path, 'required')).slices()]).toHaveLength(2)
  })
})

describe('opening what is no session', () => {
  const refusal = (reason: string): Error =>
    expect.objectContaining({ code: 'session/unreadable', data: { path, reason } }) as Error

  it.each([
    ['a file that is not there', 'missing', (): void => undefined],
    ['a folder', 'foreign', (): void => void mkdirSync(path)],
    ['an empty file', 'foreign', () => writeFileSync(path, '')],
    ['a text', 'foreign', () => writeFileSync(path, 'name: CO oxidation\n'.repeat(100))],
    ['a database of another program', 'foreign', () => tamper('CREATE TABLE session (id)')],
  ] as const)('refuses %s and leaves it as it is', (_, reason, make) => {
    make()
    const before = readdirSync(folder)
    for (const mode of ['preferred', 'required', 'no'] as const)
      expect(() => openSession(path, mode)).toThrow(refusal(reason))
    expect(readdirSync(folder)).toEqual(before)
  })

  it('refuses a session of a newer Isobar', async () => {
    const session = await sessionWith([0, 5])
    session.close()
    tamper('PRAGMA user_version = 2')
    expect(() => openSession(path)).toThrow(refusal('newer'))
  })

  it.each([
    ['without its plan', 'DELETE FROM session'],
    ['without its tables', 'DROP TABLE session'],
    ['with another plan', `UPDATE session SET plan = replace(plan, '"atol":', '"atol":1')`],
    ['with another number of points', 'UPDATE session SET points = 81'],
  ])('refuses a session %s', async (_, sql) => {
    const session = await sessionWith([0, 5])
    session.close()
    tamper(sql)
    expect(() => openSession(path)).toThrow(refusal('damaged'))
  })
})

describe('a session that is partly damaged', () => {
  it.each([
    ['a status', 'UPDATE slice SET status = zeroblob(length(status)) WHERE id = 2'],
    ['a value', 'UPDATE slice SET rows = zeroblob(length(rows)) WHERE id = 2'],
    ['its place', 'UPDATE slice SET first = first + 1, last = last + 1 WHERE id = 2'],
    ['a reason', `UPDATE slice SET reasons = '[{"at":5,"reason":"x"}]' WHERE id = 2`],
    ['its number', 'UPDATE slice SET id = 20 WHERE id = 2'],
    ['all of it', 'DELETE FROM slice WHERE id = 2'],
  ])('leaves out a slice when %s changed, says so, and is only read', async (_, sql) => {
    const session = await sessionWith([0, 5], [5, 9], [9, 20])
    session.close()
    tamper(sql)

    const damaged = kept(openSession(path))
    expect(damaged.readOnly).toBe(true)
    expect(damaged.problems.join()).toContain('damaged results are left out')
    expect([...damaged.slices()].map(({ from, to }) => [from, to])).toEqual([
      [0, 5],
      [9, 20],
    ])
    expect(() => openSession(path, 'required')).toThrow(
      expect.objectContaining({ code: 'session/unreadable', data: { path, reason: 'damaged' } }),
    )

    const rescued = join(folder, 'rescued.isobar')
    await damaged.saveAs(rescued)
    expect(kept(openSession(rescued, 'required'))).toMatchObject({ problems: [], readOnly: false })
  })

  it('does not take a slice of another plan', async () => {
    const session = await sessionWith([0, 5])
    session.close()
    const other = kept(createSession(join(folder, 'b.isobar'), { ...made, plan: tinyPlan(8, 10) }))
    other.close()
    tamper(`ATTACH '${path}' AS a; INSERT INTO slice SELECT * FROM a.slice`, join(folder, 'b.isobar'))
    expect([...kept(openSession(join(folder, 'b.isobar'))).slices()]).toEqual([])
  })
})

describe('save as', () => {
  it('makes a session of its own with the same results, and replaces what was there', async () => {
    const target = join(folder, 'copy.isobar')
    writeFileSync(target, 'old')
    const session = await sessionWith([0, 5], [9, 60])
    session.addRun({ startedAt: 5, wallMs: 100, workers: 2, host: 'a' })

    await session.saveAs(target)
    const copy = kept(openSession(target, 'required'))
    expect([...copy.slices()]).toEqual([...session.slices()])
    expect(copy).toMatchObject({ planHash: session.planHash, wallMs: 100, createdAt: session.createdAt })
    expect(copy.id).not.toBe(session.id)
    await session.append([plausibleSlice(plan, 60, 61)])
    session.close()
    copy.close()
    expect(readdirSync(folder)).toEqual(['copy.isobar', 'map.isobar'])
  })

  it('does not mix in what a killed owner left beside the file that is replaced', async () => {
    const target = join(folder, 'copy.isobar')
    const killed = kept(createSession(target, made))
    await killed.append([plausibleSlice(plan, 0, 80, 99)])
    const log = readFileSync(`${target}-wal`)
    killed.close()
    writeFileSync(`${target}-wal`, log)
    const session = await sessionWith([0, 5])

    await session.saveAs(target)
    expect([...kept(openSession(target)).slices()]).toEqual([plausibleSlice(plan, 0, 5)])
  })

  it('refuses to replace a session that is being written, and needs no copy of itself', async () => {
    const session = await sessionWith([0, 5])
    const target = join(folder, 'busy.isobar')
    const busy = kept(createSession(target, made))

    await expect(session.saveAs(target)).rejects.toMatchObject({ code: 'session/locked' })
    await session.saveAs(join(folder, '.', 'map.isobar'))
    await expect(session.saveAs(join(folder, 'none', 'a.isobar'))).rejects.toMatchObject({
      code: 'session/unwritable',
    })
    await busy.append([plausibleSlice(plan, 0, 1)])
    busy.close()
    session.close()
    expect(readdirSync(folder)).toEqual(['busy.isobar', 'map.isobar'])
  })
})
